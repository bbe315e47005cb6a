import type { Text } from './text'
import type { ScalarValue, Value } from './tree'

/** The string that a scalar stands for. A number or a boolean counts as it is written (`1.10` stays `1.10`). */
export const writtenOf = (node: ScalarValue): string => (typeof node.value === 'string' ? node.value : node.source)

/** Marks of tools that fill a text in before it is used: `${X}`, `$X`, `$(X)`, `{{ x }}`. */
const PLACEHOLDER = /\$[{(A-Za-z_]|\{\{/

/**
 * The text of a scalar in a format that has no variables of its own. One with a placeholder is not known: envsubst,
 * Kustomize or an editor may fill it in.
 */
export function plainText(value: Value | undefined): Text | undefined {
  if (value?.kind !== 'scalar' || value.value === null) return undefined
  const raw = writtenOf(value)
  const interpolated = PLACEHOLDER.test(raw)
  return { raw, value: interpolated ? undefined : raw, span: value.span, node: value, interpolated }
}

/** The texts of a list, or the one text in its place. */
export function plainTexts(value: Value | undefined): readonly Text[] {
  const items = value?.kind === 'seq' ? value.items : [value]
  return items.flatMap((item) => plainText(item) ?? [])
}
