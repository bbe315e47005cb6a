import type { Service } from '../../documents/compose/types'
import { asMap, asSeq, type Entry, isNull, type MapValue, type Value } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { isReset } from './device-items'
import { DEVICE_KEYS } from './device-keys'

/** A key that stands at another level than its own, or under another name. */
export interface Misplaced {
  readonly map: MapValue
  readonly entry: Entry
  /** Where the map stands in the service: `deploy.resources`; empty for the service itself. */
  readonly place: string
  /** Where the key belongs. */
  readonly home: readonly string[]
  readonly name: string
}

const RESOURCES = ['deploy', 'resources']
const RESERVATIONS = [...RESOURCES, 'reservations']

const HOMES: Readonly<Record<string, readonly string[]>> = {
  resources: ['deploy'],
  reservations: RESOURCES,
  limits: RESOURCES,
  devices: RESERVATIONS,
  gpus: [],
}

/** Other names that people write for them. */
const NAMES: Readonly<Record<string, string>> = {
  resource: 'resources',
  reservation: 'reservations',
  limit: 'limits',
  device: 'devices',
}

const PLACES: readonly (readonly string[])[] = [[], ['deploy'], RESOURCES, [...RESOURCES, 'limits'], RESERVATIONS]

/** Every misplaced key of a service, the outer ones first. */
export function* misplaced({ node }: Service): Iterable<Misplaced> {
  for (const place of PLACES) {
    const map = place.length === 0 ? node : asMap(node.at(...place))
    for (const entry of map?.entries ?? []) {
      const found = map && ofEntry(map, entry, place)
      if (found && !isReset(entry.value)) yield found
    }
  }
}

function ofEntry(map: MapValue, entry: Entry, place: readonly string[]): Misplaced | undefined {
  const key = String(entry.key.value)
  const name = Object.hasOwn(NAMES, key) ? NAMES[key] : key
  const home = name !== undefined && Object.hasOwn(HOMES, name) ? HOMES[name] : undefined
  if (!name || !home || (name === key && home.join() === place.join())) return undefined
  if (place.length === 0 && name === 'devices' && (key !== name || !holdsRequest(entry.value))) return undefined
  // Told by compose/devices-under-limits.
  if (place.at(-1) === 'limits' && name === 'devices') return undefined
  return { map, entry, place: place.join('.'), home, name }
}

const itemsOf = (value: Value): readonly Value[] => (value.kind === 'map' ? [value] : (asSeq(value)?.items ?? []))

/** True where something can only be meant for `deploy…devices`: the `devices` of a service itself are paths. */
const holdsRequest = (value: Value): boolean =>
  itemsOf(value).some((item) => item.kind === 'map' && isRequestLike(item))

/** Paths beside requests would move with them. */
const holdsPath = (value: Value): boolean => !itemsOf(value).every((item) => item.kind === 'map' && isRequestLike(item))

export const isRequestLike = (map: MapValue): boolean =>
  !map.has('source') && ['capabilities', 'driver', 'device_ids', 'count'].some((key) => map.has(key))

/** A rename where only the name is wrong, else a move; undefined where the place is taken. */
export function placeOps(service: Service, { map, entry, place, home, name }: Misplaced): readonly Op[] | undefined {
  const there = service.node.at(...home, name)
  if (there && !isNull(there)) return undefined
  if (home.join('.') === place) return there ? undefined : [{ op: 'rename', entry, key: name }]
  if (there || (place === '' && name === 'devices' && holdsPath(entry.value))) return undefined
  return [{ op: 'move', map, entry, into: service.node, path: home, key: name }]
}

/** Keys of a device request that stand beside or above the list instead of in one of its items. */
export const strayKeys = (map: MapValue | undefined): readonly Entry[] =>
  map?.entries.filter(({ key, value }) => DEVICE_KEYS.includes(String(key.value)) && !isReset(value)) ?? []

export const RESERVATION_PLACES = [RESERVATIONS, RESOURCES, ['deploy']] as const
