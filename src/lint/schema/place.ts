import type { Entry, Path, Value } from '../../documents/tree'
import { type Span, span } from '../../text'
import { type Mistake, secondOf } from './reduce'

/** The values on the way from the root to an instance path (`/services/a/ports/0`), the last of them at the path. */
export function walk(root: Value, instancePath: string): readonly Value[] {
  const values: Value[] = [root]
  for (const part of instancePath.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    const next = childOf(values.at(-1), name)
    if (!next) return []
    values.push(next)
  }
  return values
}

function childOf(value: Value | undefined, name: string): Value | undefined {
  if (value?.kind === 'map') return value.get(name)
  return value?.kind === 'seq' ? value.items[Number(name)] : undefined
}

/** A value with a tag of Compose (`!reset`, `!override`) or of someone else: its meaning is not the schema's. */
export const isTagged = (value: Value): boolean => value.tag !== undefined && !value.tag.startsWith('tag:yaml.org')

/** Variables are text until Compose has put their values in and cast them, so nothing is known of the type. */
export const isVariable = (value: Value): boolean =>
  value.kind === 'scalar' && typeof value.value === 'string' && value.value.includes('$')

/** The entry that holds a value, where it is held by a map. */
export function entryOf(value: Value): Entry | undefined {
  const entry = value.parent?.kind === 'map' ? value.parent.entry(String(value.key)) : undefined
  return entry?.value === value ? entry : undefined
}

/** Where to look: a repeated item, a word or a number itself, otherwise the key (or first key) of the value. */
export function placeOf({ error }: Mistake, value: Value): Value {
  if (error.keyword === 'uniqueItems' && value.kind === 'seq') return value.items[secondOf(error.params)] ?? value
  if (value.kind === 'scalar' && value.span.end > value.span.start) return value
  const key = entryOf(value)?.key
  if (key) return key
  return value.kind === 'map' ? (value.entries[0]?.key ?? value) : value
}

/** The stretch that a mistake condemns: an unknown key, the key of what lacks one, else the whole of the value with its key. */
export function reachOf(mistake: Mistake, value: Value): Span {
  const { keyword, params } = mistake.error
  if (keyword === 'additionalProperties' && value.kind === 'map')
    return value.entry(String(params.additionalProperty))?.key.span ?? value.span
  const own = keyword === 'required' ? undefined : entryOf(value)
  return own ? span(own.key.span.start, Math.max(own.key.span.end, value.span.end)) : placeOf(mistake, value).span
}

export const nameOf = (path: Path): string => path.map(String).join('.')
