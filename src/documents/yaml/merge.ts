import type { MapValue, Value } from '../tree'

/** Brings the entries of a merge key (`<<: *a`, `<<: [*a, *b]`) into the map: its own keys stay, the first source wins. */
export function merge(map: MapValue, source: Value): void {
  if (source.kind === 'seq') for (const item of source.items) merge(map, item)
  if (source.kind !== 'map') return
  for (const entry of source.entries) {
    if (map.has(String(entry.key.value))) map.shadowed = [...map.shadowed, entry]
    else map.add({ ...entry, merged: true })
  }
}
