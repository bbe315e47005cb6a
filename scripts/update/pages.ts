import type { RuleMeta } from '../../src/lint/rule'
import { createLinter, defaultConfig, MemoryWorkspace } from '../../src/service'
import { asCase, type InvalidCase, pathOf, unmark, type ValidCase } from '../../test/support/rule-cases'
import { collected } from './collect'

const REPAIRS = {
  safe: 'Repaired by `gpu-compose fix`.',
  unsafe:
    'Repaired by `gpu-compose fix --unsafe`, or by the quick fix in the editor: look at the change, since it may alter what runs.',
  none: 'Has no automatic repair.',
}

/** The page of a rule: its meta, its first test cases, and what the rule really says about them. */
export async function rulePage(meta: RuleMeta): Promise<string> {
  const cases = collected.get(meta.id)
  const parts = [
    `# ${meta.id}`,
    meta.summary,
    `**${meta.severity}** · since ${meta.since} · ${REPAIRS[meta.fixable]}`,
    `## Why\n\n${meta.why}`,
    ...(cases ? [await wrong(meta, cases.invalid.slice(0, 2)), right(meta, cases.valid.slice(0, 2))] : []),
    ...(meta.notes?.length ? [`## When it stays silent\n\n${meta.notes.join('\n\n')}`] : []),
    `## Turn it off\n\n${turnOff(meta)}`,
    `## Sources\n\n${meta.sources.map((source) => `- ${source}`).join('\n')}`,
  ]
  return `${parts.join('\n\n')}\n`
}

async function wrong(meta: RuleMeta, cases: readonly InvalidCase[]): Promise<string> {
  const shown = await Promise.all(cases.map((given) => example(meta, given)))
  return `## Wrong\n\n${shown.join('\n\n')}`
}

async function example(meta: RuleMeta, given: InvalidCase): Promise<string> {
  const { text } = unmark(given.text)
  const path = given.path ?? pathOf(meta.kind as never, text)
  const workspace = new MemoryWorkspace({ ...given.files, [path]: text })
  const config = { ...defaultConfig, ...(given.target && { target: given.target }) }
  const result = await createLinter({ workspace, config }).check(path)
  const found = result?.findings.filter((finding) => finding.rule === meta.id) ?? []
  const lines = found.map(({ severity, message }) => `> ${severity}: ${message}`)
  const others = Object.entries(given.files ?? {}).map(([name, body]) => `With \`${name}\`:\n\n${fence(name, body)}`)
  const after = typeof given.fixed === 'string' ? [`After the repair:\n\n${fence(path, given.fixed)}`] : []
  return [fence(path, text), ...others, lines.join('\n>\n'), ...after].join('\n\n')
}

function right(meta: RuleMeta, cases: readonly ValidCase[]): string {
  const shown = cases
    .map(asCase)
    .map(
      ({ text, path, name }) =>
        `${name ? `${upper(name)}:\n\n` : ''}${fence(path ?? pathOf(meta.kind as never, text), text)}`,
    )
  return `## Right\n\n${shown.join('\n\n')}`
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function fence(path: string, text: string): string {
  const language = /\.ya?ml$/.test(path)
    ? 'yaml'
    : /\.json$/.test(path)
      ? 'jsonc'
      : /txt$/.test(path)
        ? 'text'
        : 'dockerfile'
  return `\`\`\`${language}\n${text.replace(/\n$/, '')}\n\`\`\``
}

const turnOff = ({ id, kind }: RuleMeta): string =>
  kind === 'ignore'
    ? `\`\`\`yaml\n# .gpu-compose.yaml\nrules:\n  ${id}: off\n\`\`\``
    : `For one place, in a comment above it: \`# gpu-compose-ignore ${id} : the reason\`. For a project:\n\n\`\`\`yaml\n# .gpu-compose.yaml\nrules:\n  ${id}: off\n\`\`\``

export function indexPage(metas: readonly RuleMeta[]): string {
  const row = ({ id, severity, fixable, summary }: RuleMeta) =>
    `| [${id}](${id}.md) | ${severity} | ${fixable === 'none' ? '' : fixable} | ${summary} |`
  return `# Rules\n\n${metas.length} rules. "fix" is the kind of repair: safe ones never change what a working file does.\n\n| rule | severity | fix | what must hold |\n|---|---|---|---|\n${metas.map(row).join('\n')}\n`
}
