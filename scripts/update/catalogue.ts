import type { RuleMeta } from '../../src/lint/rule'
import catalogue from './catalogue.json'

/** The known problems by id, and why one has no rule. */
const { ids, without }: { readonly ids: readonly string[]; readonly without: Readonly<Record<string, string>> } =
  catalogue

/** docs/catalogue.md: every known problem with its rules and their pages, or why it has none. */
export function cataloguePage(metas: readonly RuleMeta[]): string {
  const covered = ids.filter((id) => rulesOf(id, metas).length > 0)
  const lost = ids.filter((id) => rulesOf(id, metas).length === 0 && without[id] === undefined)
  if (lost.length > 0) throw new Error(`Known problems with neither a rule nor a reason: ${lost.join(', ')}`)
  return `# Known problems

${ids.length} problems of containers with GPUs, most frequent first, and the rules that find them.
${covered.length} have a rule; ${ids.length - covered.length} have none, and say why. Written by \`npm run update\`.

| Problem | Rule | What the rule asks |
| --- | --- | --- |
${ids.map((id) => row(id, rulesOf(id, metas))).join('\n')}
`
}

/** The rules that have the problem's name, or say that they cover it. */
const rulesOf = (id: string, metas: readonly RuleMeta[]): readonly RuleMeta[] =>
  metas.filter((meta) => meta.id.split('/')[1] === id || meta.covers?.includes(id))

function row(id: string, rules: readonly RuleMeta[]): string {
  if (rules.length === 0) return `| ${id} | – | ${without[id]} |`
  const links = rules.map((rule) => `[${rule.id}](rules/${rule.id}.md)`).join('<br>')
  return `| ${id} | ${links} | ${rules.map(({ summary }) => summary.replaceAll('|', '\\|')).join('<br>')} |`
}
