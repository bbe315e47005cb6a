import type { ComposeDocument, Service } from '../../documents/compose/types'
import { writtenOf } from '../../documents/plain-text'
import { asSeq, type Entry, type MapValue, type SeqValue, type Value } from '../../documents/tree'
import { Kept } from '../../text'

/** One map of a list of device requests, as this file writes it. */
export interface DeviceItem {
  readonly way: 'deploy' | 'gpus'
  readonly service: Service
  readonly list: SeqValue
  readonly node: MapValue
}

/** A dozen rules ask for the same items. */
const found = new Kept<ComposeDocument, readonly DeviceItem[]>()

/** Every device request of the file that is a map: under `deploy…devices` and under `gpus`. */
export function deviceItems(document: ComposeDocument): readonly DeviceItem[] {
  const known = found.get(document)
  if (known) return known
  const items = document.services.flatMap((service) => [
    ...itemsOf(service, 'deploy', reservedDevices(service)),
    ...itemsOf(service, 'gpus', service.node.get('gpus')),
  ])
  found.set(document, items)
  return items
}

/** What this file writes at `deploy.resources.reservations.devices`. */
export const reservedDevices = (service: Service): Value | undefined =>
  service.node.at('deploy', 'resources', 'reservations', 'devices')

function itemsOf(service: Service, way: DeviceItem['way'], value: Value | undefined): readonly DeviceItem[] {
  const list = asSeq(value)
  if (!list || isReset(list)) return []
  return list.items.flatMap((node) =>
    node.kind === 'map' && node.tag !== '!reset' ? { way, service, list, node } : [],
  )
}

/** `!reset` takes the value away when the files are merged, so what stands there does not count. */
export function isReset(value: Value): boolean {
  for (let at: Value | undefined = value; at; at = at.parent) if (at.tag === '!reset') return true
  return false
}

/** The text of a scalar; undefined for null, a map, a list, and where a variable stands in it. */
export function literal(value: Value | undefined): string | undefined {
  if (value?.kind !== 'scalar' || value.value === null) return undefined
  const text = writtenOf(value)
  return text.includes('$') ? undefined : text
}

/** The texts of a list; undefined where it is no list, or one of them is no text or holds a variable. */
export function literals(value: Value | undefined): readonly string[] | undefined {
  const items = asSeq(value)?.items
  const texts = items?.map((item) =>
    item.kind === 'scalar' && typeof item.value === 'string' ? literal(item) : undefined,
  )
  return texts?.some((text) => text === undefined) ? undefined : (texts as readonly string[] | undefined)
}

/** True where the request goes to NVIDIA's driver: named, or left to the engine. Unknown counts as no. */
export function isForNvidia(node: MapValue): boolean {
  const driver = node.get('driver')
  return driver === undefined || ['', 'nvidia'].includes(literal(driver) ?? '?')
}

/** True where the request names NVIDIA's driver. Engine 29.0 and later do not match the capabilities then (moby/moby#50717). */
export const namesNvidia = (node: MapValue): boolean => literal(node.get('driver')) === 'nvidia'

/** What the driver amd of the engine has (moby daemon/devices_amd_linux.go @169b6e9). */
export const AMD_CAPABILITIES: readonly string[] = ['gpu', 'amd']

/** A list as a message shows it: `[gpu, utility]`. */
export const shownList = (items: readonly string[]): string => `[${items.join(', ')}]`

/** Where a finding about a value is drawn: at the value, at its key where the value is empty or written over several lines. */
export const spotOf = ({ key, value }: Entry): Value =>
  value.span.end === value.span.start || (value.kind !== 'scalar' && !value.flow) ? key : value
