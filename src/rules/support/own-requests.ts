import type { DeviceRequest, Service } from '../../documents/compose/types'
import type { MapValue, Value } from '../../documents/tree'
import type { Report } from '../../lint/rule'
import { isReset } from './device-items'

/** True for a value that stands in the service's own map, merge keys included: not in a service that it extends, nor in another file. */
export function isOwn(value: Value, { node }: Service): boolean {
  let at: Value | undefined = value
  while (at && at !== node) at = at.parent
  return at !== undefined && !isReset(value)
}

/**
 * The place of a finding that needs a value and one that the service itself writes: at the name of the service where the
 * value stands in another file. Undefined where its own file has neither: the other one tells it.
 */
export function placeOfBoth(
  { document, nameKey }: Service,
  value: Value,
  own: Value | undefined,
  what: string,
): Pick<Report, 'at' | 'related'> | undefined {
  if (value.file === document.file) return { at: value }
  if (own?.file !== document.file) return undefined
  return { at: nameKey, related: [{ at: value, message: `${what} is set here.` }] }
}

/** The device requests that the service itself writes, under `deploy` and `gpus`. */
export const ownRequests = (service: Service): readonly DeviceRequest[] =>
  service.requests.filter(({ at }) => isOwn(at, service))

/** The map of `reservations` that holds the service's own list, where it is written in place. */
export function reservationsOf({ node }: Service): MapValue | undefined {
  const map = node.at('deploy', 'resources', 'reservations')
  return map?.kind === 'map' ? map : undefined
}

/** Where a device or a mount is named: the item itself, in the long form its `source`. */
export const sourceOf = (item: Value): Value => (item.kind === 'map' ? (item.get('source') ?? item) : item)

/** The narrowest place that names the request: its driver, else the key of its capabilities. */
export const requestSpot = ({ node, capabilitiesNode, at }: DeviceRequest): Value =>
  node?.entry('driver')?.value ?? capabilitiesNode?.key ?? at
