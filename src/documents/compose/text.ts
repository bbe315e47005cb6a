import { writtenOf } from '../plain-text'
import type { Text } from '../text'
import type { Value } from '../tree'
import { interpolate, type Lookup } from './interpolate'

/** @returns undefined for a map, a list, null and nothing */
export function textOf(value: Value | undefined, lookup: Lookup): Text | undefined {
  if (value?.kind !== 'scalar' || value.value === null) return undefined
  const raw = writtenOf(value)
  return { raw, span: value.span, node: value, ...interpolate(raw, lookup) }
}

/** A text or a list of texts, as a list. Items that are no text are left out. */
export function textsOf(value: Value | undefined, lookup: Lookup): readonly Text[] {
  const items = value?.kind === 'seq' ? value.items : value ? [value] : []
  return items.flatMap((item) => textOf(item, lookup) ?? [])
}
