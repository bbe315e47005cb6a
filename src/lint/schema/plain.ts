import type { Value } from '../../documents/tree'

/** Names that every object has: the validator's comparison of items calls some of them. */
const BUILT_IN: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype))

/** The plain value for the validator, as JSON would hold it. Keys named like the built-in ones of an object are left out. */
export function plainOf(value: Value): unknown {
  if (value.kind === 'scalar') return value.value
  if (value.kind === 'seq') return value.items.map(plainOf)
  const plain: Record<string, unknown> = {}
  for (const { key, value: inner } of value.entries) {
    const name = String(key.value)
    if (!BUILT_IN.has(name)) plain[name] = plainOf(inner)
  }
  return plain
}
