import { pageOf, type RuleMeta, registry } from '../../service'
import { colorFlags, parseFlags } from './flags'
import { STDOUT, write } from './output'
import { didYouMean, UsageError } from './usage'

/** Lists the rules. @throws UsageError */
export function listRules(args: readonly string[]): void {
  const flags = parseFlags(args, { ...colorFlags, json: { type: 'boolean' } })
  if (flags.words[0] !== undefined) throw new UsageError(`rules takes no path: "${flags.words[0]}".`)
  if (flags.has('json')) write(STDOUT, `${JSON.stringify(registry.metas.map(ruleJson), undefined, 2)}\n`)
  else write(STDOUT, table(registry.metas))
}

const ruleJson = ({ id, kind, severity, fixable, since, summary, why, sources }: RuleMeta) => ({
  id,
  kind,
  severity,
  fixable,
  since,
  summary,
  why,
  sources,
  docs: pageOf(id),
})

function table(metas: readonly RuleMeta[]): string {
  const longest = Math.max(0, ...metas.map(({ id }) => id.length))
  const row = ({ id, severity, fixable, summary }: RuleMeta) =>
    `${id.padEnd(longest)}  ${severity.padEnd(7)}  ${FIX[fixable]}  ${summary}\n`
  return metas.map(row).join('')
}

const FIX: Readonly<Record<RuleMeta['fixable'], string>> = {
  safe: 'fix       ',
  unsafe: 'unsafe fix',
  none: '-         ',
}

/** Tells what one rule is about. @throws UsageError */
export function explain(args: readonly string[]): void {
  const { words } = parseFlags(args, colorFlags)
  const [id, more] = words
  if (id === undefined || more !== undefined)
    throw new UsageError('explain takes one rule id, such as compose/version-key-obsolete.')
  const meta = registry.meta(id)
  if (!meta) throw new UsageError(`No rule is called "${id}".${didYouMean(id, [...registry.ids])}`)
  write(STDOUT, page(meta))
}

const FIXES: Readonly<Record<RuleMeta['fixable'], string>> = {
  safe: '"gpu-compose fix" repairs it.',
  unsafe: '"gpu-compose fix --unsafe" repairs it: read the diff.',
  none: 'It has no automatic fix.',
}

function page(meta: RuleMeta): string {
  const { id, severity, summary, why, messages, fixable, notes = [], sources } = meta
  const sentences = Object.values(messages)
  const says = sentences.length > 0 ? [`It says:\n${sentences.map((text) => `  ${text}`).join('\n')}`] : []
  const from = `Sources:\n${sources.map((source) => `  ${source}`).join('\n')}`
  return `${[`${id} (${severity})`, summary, why, ...says, FIXES[fixable], ...notes, from, pageOf(id)].join('\n\n')}\n`
}
