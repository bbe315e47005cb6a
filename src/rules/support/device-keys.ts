import type { Entry, MapValue } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { nearest } from '../../text/nearest'
import { unique, usableCapabilities, words } from './device-values'

/** The keys of a device request. */
export const DEVICE_KEYS: readonly string[] = ['capabilities', 'driver', 'count', 'device_ids', 'options']

/** Names that people write for them, that are no misspellings. */
const MEANT: Readonly<Record<string, string>> = {
  id: 'device_ids',
  ids: 'device_ids',
  device: 'device_ids',
  devices: 'device_ids',
  device_id: 'device_ids',
  deviceid: 'device_ids',
  gpu: 'device_ids',
  gpu_id: 'device_ids',
  gpu_ids: 'device_ids',
  capability: 'capabilities',
  caps: 'capabilities',
  number: 'count',
  num: 'count',
  amount: 'count',
  gpu_count: 'count',
  device_count: 'count',
  option: 'options',
  vendor: 'driver',
}

export const unknownEntries = (node: MapValue): readonly Entry[] =>
  node.entries.filter(({ key }) => !DEVICE_KEYS.includes(String(key.value)) && !String(key.value).startsWith('x-'))

/** The key that an unknown one most likely stands for, when the request does not have it already. */
export function meantKey(node: MapValue, { key }: Entry): string | undefined {
  const name = String(key.value)
  const meant = MEANT[name.toLowerCase().replaceAll('-', '_')] ?? nearest(name.replaceAll('-', '_'), DEVICE_KEYS)
  return meant !== undefined && !node.has(meant) ? meant : undefined
}

/** Renames the key, and writes its value in the shape that the key wants. */
export function renameOps(entry: Entry, key: string): readonly Op[] {
  const rename: Op = { op: 'rename', entry, key }
  const { value: target } = entry
  const found = unique(words(target))
  if (found.length === 0 || isListOfTexts(target)) return [rename]
  if (key === 'device_ids') return [rename, { op: 'set', target, value: found }]
  if (key === 'capabilities') return [rename, { op: 'set', target, value: usableCapabilities(found) }]
  return [rename]
}

const isListOfTexts = (value: Entry['value']): boolean =>
  value.kind === 'seq' && value.items.every((item) => item.kind === 'scalar' && typeof item.value === 'string')
