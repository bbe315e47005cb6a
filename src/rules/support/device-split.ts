import type { MapValue, SeqValue } from '../../documents/tree'
import { DEVICE_KEYS } from './device-keys'

/**
 * The items of a list that are one request written over several dashes: each has other keys, and only one of them has
 * the capabilities. Undefined for every other list.
 */
export function splitItems(list: SeqValue): readonly MapValue[] | undefined {
  const items = list.items.filter((item) => item.kind === 'map')
  if (items.length < 2 || items.length < list.items.length) return undefined
  const keys = items.flatMap((item) => item.entries.map(({ key }) => String(key.value)))
  const pieces = items.every((item) => item.entries.length > 0) && keys.every((key) => DEVICE_KEYS.includes(key))
  const whole = new Set(keys).size === keys.length && keys.includes('capabilities')
  return pieces && whole && !(keys.includes('count') && keys.includes('device_ids')) ? items : undefined
}
