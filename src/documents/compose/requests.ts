import { writtenOf } from '../plain-text'
import type { Text } from '../text'
import { asMap, asSeq, type Entry, isNull, type MapValue, type Value } from '../tree'
import { interpolate, type Lookup } from './interpolate'
import { textOf } from './text'
import type { DeviceRequest } from './types'

/** The requests of one `devices:` list under `deploy.resources.reservations`, or of one `gpus:`. Malformed ones appear with what is known. */
export function readRequests(value: Value, source: 'deploy' | 'gpus', lookup: Lookup): readonly DeviceRequest[] {
  const list = asSeq(value)
  if (list) return list.items.map((item) => readRequest(item, source, lookup))
  if (isNull(value) && source === 'deploy') return []
  return [readRequest(value, source, lookup)]
}

function readRequest(at: Value, source: 'deploy' | 'gpus', lookup: Lookup): DeviceRequest {
  const node = asMap(at)
  return {
    source,
    at,
    node,
    driver: textOf(node?.get('driver'), lookup),
    count: node ? countOf(node, lookup) : scalarCount(at, source, lookup),
    countNode: node?.entry('count'),
    countText: textOf(node ? node.get('count') : at, lookup),
    deviceIds: knownTexts(node?.entry('device_ids'), lookup),
    deviceIdsNode: node?.entry('device_ids'),
    capabilities: knownTexts(node?.entry('capabilities'), lookup, true),
    capabilitiesNode: node?.entry('capabilities'),
  }
}

/** `gpus: all`. Any other scalar is refused by Compose (measured: Compose 2.40.3). */
function scalarCount(at: Value, source: 'deploy' | 'gpus', lookup: Lookup): 'all' | undefined {
  const isAll = source === 'gpus' && textOf(at, lookup)?.value === 'all' && at.parent?.kind === 'map'
  return isAll ? 'all' : undefined
}

/** Measured (Docker Engine 28.5.2, Compose 2.40.3): neither count nor ids means all; an empty list of ids means none. */
function countOf(node: MapValue, lookup: Lookup): number | 'all' | undefined {
  const count = node.get('count')
  if (count) return parseCount(count, lookup)
  const ids = node.get('device_ids')
  if (!ids) return 'all'
  return ids.kind === 'seq' && ids.items.length === 0 ? 0 : undefined
}

function parseCount(value: Value, lookup: Lookup): number | 'all' | undefined {
  if (value.kind !== 'scalar' || typeof value.value === 'boolean') return undefined
  const text = interpolate(writtenOf(value), lookup).value
  if (text?.toLowerCase() === 'all') return 'all'
  const count = typeof value.value === 'number' ? value.value : wholeNumber(text)
  if (count === undefined || !Number.isInteger(count)) return undefined
  return count < 0 ? 'all' : count
}

const wholeNumber = (text: string | undefined): number | undefined =>
  text && /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined

function knownTexts(entry: Entry | undefined, lookup: Lookup, stringsOnly = false): readonly string[] | undefined {
  const items = asSeq(entry?.value)?.items
  if (!items) return undefined
  const texts = items.map((item) => textOf(item, lookup)).filter((text) => known(text, stringsOnly))
  return texts.length === items.length ? texts.map((text) => text?.value ?? '') : undefined
}

const known = (text: Text | undefined, stringsOnly: boolean): boolean =>
  text?.value !== undefined && (!stringsOnly || typeof text.node.value === 'string')
