import type { Kind } from '../../documents/source'
import type { Entry, Value } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import type { RuleFix } from '../rule'
import { entryOf } from './place'
import { type Mistake, secondOf } from './reduce'

/** Keys whose values are times: a bare number in quotes would still be refused. */
const TIMES = new Set<unknown>([
  'interval',
  'timeout',
  'start_period',
  'start_interval',
  'stop_grace_period',
  'delay',
  'window',
  'monitor',
])

/** What to write for a number or a truth value where only a text is allowed. */
export function textInstead(types: readonly string[], value: Value): string | undefined {
  if (value.kind !== 'scalar' || (typeof value.value !== 'number' && typeof value.value !== 'boolean')) return undefined
  // Where Compose takes a text for a number or a truth value, it casts it: quotes would change nothing.
  if (!types.includes('string') || types.some((type) => CAST.has(type))) return undefined
  if (TIMES.has(value.key)) return typeof value.value === 'number' ? `${value.source}s` : undefined
  return value.key === 'restart' && value.value === false ? 'no' : value.source
}

const CAST = new Set(['number', 'integer', 'boolean'])

export const renameFix = (entry: Entry, key: string): RuleFix => ({
  title: `Rename "${String(entry.key.value)}" to "${key}"`,
  ops: [{ op: 'rename', entry, key }],
})

/** The repairs of a wrong value. */
export function fixesOf(
  kind: Exclude<Kind, 'dockerfile'>,
  { error, types }: Mistake,
  value: Value,
): readonly RuleFix[] {
  if (kind !== 'compose') return []
  if (error.keyword === 'uniqueItems') return removeItem(value, secondOf(error.params))
  if (error.keyword !== 'type') return []
  const text = textInstead(types, value)
  if (text !== undefined) return [fix(`Write "${text}"`, { op: 'set', target: value, value: text })]
  return value.kind === 'scalar' && value.value === null ? removeEmpty(value) : []
}

const fix = (title: string, op: Op): RuleFix => ({ title, ops: [op] })

function removeItem(value: Value, index: number): readonly RuleFix[] {
  const item = value.kind === 'seq' ? value.items[index] : undefined
  return value.kind === 'seq' && item ? [fix('Remove the repeated item', { op: 'remove-item', seq: value, item })] : []
}

/** An empty key of a service says nothing; an empty service might be meant to be filled. */
function removeEmpty(value: Value): readonly RuleFix[] {
  const entry = entryOf(value)
  if (value.parent?.kind !== 'map' || !entry || value.path.length < 3) return []
  return [fix(`Remove the empty "${String(entry.key.value)}"`, { op: 'remove-entry', map: value.parent, entry })]
}
