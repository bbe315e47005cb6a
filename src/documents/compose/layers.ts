import { asMap, type Entry, isNull, MapValue, SeqValue, type Value } from '../tree'

/** These are replaced whole, never appended to (compose-go `override/merge.go`). */
const REPLACED = new Set(['command', 'entrypoint', 'healthcheck.test'])

/**
 * What stays of a key when maps are merged, weakest first: one entry for a scalar (the strongest), several where maps or
 * lists are merged. `!reset` takes away what is below it, `!override` replaces it; null and nothing change nothing.
 */
export function layered(maps: readonly MapValue[], ...path: readonly string[]): readonly Entry[] {
  const [only] = maps
  if (only && maps.length === 1) return alone(only, path)
  let level = maps
  let found: Entry[] = []
  for (const [depth, key] of path.entries()) {
    found = []
    const replaced = REPLACED.has(path.slice(0, depth + 1).join('.'))
    for (const map of level) found = laid(found, map.entry(key), replaced)
    if (found.length === 0) break
    level = found.flatMap(({ value }) => asMap(value) ?? [])
  }
  return found
}

/** The common case: nothing is merged. */
function alone(map: MapValue, path: readonly string[]): readonly Entry[] {
  let level: MapValue | undefined = map
  let entry: Entry | undefined
  for (const key of path) {
    entry = level?.entry(key)
    if (!entry || entry.value.tag === '!reset') return NOTHING
    level = asMap(entry.value)
  }
  return entry ? [entry] : NOTHING
}

const NOTHING: readonly Entry[] = []

function laid(below: Entry[], entry: Entry | undefined, replaced: boolean): Entry[] {
  if (!entry) return below
  const { value } = entry
  if (value.tag === '!reset') return []
  const last = below.at(-1)?.value
  if (value.tag === '!override' || replaced || !last || isNull(last)) return [entry]
  if (isNull(value)) return below
  if (value.kind === 'scalar' && last.kind === 'scalar') return [entry]
  return [...below, entry]
}

/**
 * The effective value of a path. Where one layer alone speaks, it is that layer's own value. Otherwise it is a view for
 * reading: it stands where the strongest layer writes it, and holds the values of all.
 */
export function effective(maps: readonly MapValue[], ...path: readonly string[]): Value | undefined {
  const entries = layered(maps, ...path)
  const last = entries.at(-1)?.value
  if (entries.length < 2 || !last) return last
  const values = entries.map(({ value }) => value)
  if (values.every((value) => value.kind === 'map')) return mergedMap(values, path)
  if (values.every((value) => value.kind === 'seq')) return mergedSeq(values)
  return last
}

function mergedMap(maps: readonly MapValue[], path: readonly string[]): MapValue | undefined {
  const strongest = maps.at(-1)
  if (!strongest) return undefined
  const view = new MapValue(strongest.file, strongest.span, strongest.parent, strongest.key)
  view.flow = strongest.flow
  const names = new Set(maps.flatMap((map) => map.entries.map(({ key }) => String(key.value))))
  for (const name of names) {
    const entry = layered(maps, name).at(-1)
    const value = effective(maps, name)
    if (entry && value) view.add(value === entry.value ? entry : { ...entry, value })
  }
  return path.length > 0 ? view : undefined
}

function mergedSeq(lists: readonly SeqValue[]): SeqValue | undefined {
  const strongest = lists.at(-1)
  if (!strongest) return undefined
  const view = new SeqValue(strongest.file, strongest.span, strongest.parent, strongest.key)
  view.items.push(...lists.flatMap(({ items }) => items))
  return view
}
