import type { Service } from '../../documents/compose/types'
import { asSeq, type Entry, isNull, type MapValue } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import type { Report, RuleFix } from '../../lint/rule'
import { wrapOps } from './deploy-dash'
import { reservedDevices } from './device-items'

/** Keys of a request outside the list: they go into its last item, or become its first. */
export function strayReport(service: Service, map: MapValue, stray: readonly Entry[], place: string): Report {
  const ops = intoItem(service, map, stray) ?? asItem(map, stray)
  const fix: RuleFix = { title: 'Move into the device request', ops }
  const key = String(stray[0]?.key.value)
  return { message: 'outside', data: { key, place }, at: stray[0]?.key ?? map, fixes: ops.length > 0 ? [fix] : [] }
}

/** Undefined where there is no item that could take them. */
function intoItem(service: Service, map: MapValue, stray: readonly Entry[]): readonly Op[] | undefined {
  const items = asSeq(reservedDevices(service))?.items
  const into = items?.at(-1)
  if (!items || items.length === 0) return undefined
  if (into?.kind !== 'map' || stray.some(({ key }) => into.has(String(key.value)))) return []
  return stray.map((entry): Op => ({ op: 'move', map, entry, into, path: [] }))
}

/** Only where the list would stand: directly under reservations. */
function asItem(map: MapValue, stray: readonly Entry[]): readonly Op[] {
  if (map.key !== 'reservations') return []
  const devices = map.entry('devices')
  if (!devices) return wrapOps(map, stray, 'devices:')
  const follows = map.entries.indexOf(devices) + 1 === map.entries.indexOf(stray[0] as Entry)
  return isNull(devices.value) && follows ? wrapOps(map, stray, '') : []
}
