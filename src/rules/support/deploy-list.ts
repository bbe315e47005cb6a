import type { Service } from '../../documents/compose/types'
import { asMap, type Entry, type MapValue, type Value } from '../../documents/tree'
import type { Plain } from '../../edits/ops'
import type { Report, RuleFix } from '../../lint/rule'
import { dashOps, joinOps } from './deploy-dash'
import { isRequestLike } from './deploy-levels'
import { isReset } from './device-items'
import { splitItems } from './device-split'
import { shown } from './device-values'

/** What is wrong with `deploy…devices` as a list, and with a `devices` of the service that is a map. */
export function* devicesReports({ node }: Service): Iterable<Report> {
  const reservations = asMap(node.at('deploy', 'resources', 'reservations'))
  const entry = reservations?.entry('devices')
  if (reservations && entry && !isReset(entry.value)) yield* ofDevices(reservations, entry)
  const own = node.entry('devices')
  if (own?.value.kind === 'map' && !isReset(own.value) && !isRequestLike(own.value)) yield ofPaths(own, own.value)
}

function* ofDevices(map: MapValue, entry: Entry): Iterable<Report> {
  const { value } = entry
  if (value.kind === 'map') yield ofMap(entry, value)
  else if (value.kind === 'scalar') yield* ofScalar(map, entry, value)
  else {
    const split = splitItems(value)
    const fix: RuleFix = { title: 'Keep the first dash only', ops: split ? joinOps(value, split) : [] }
    if (split) yield { message: 'split', data: { count: split.length }, at: entry.key, fixes: [fix] }
    for (const item of value.items) if (item.kind !== 'map' && !isReset(item)) yield ofItem(entry, item)
  }
}

function ofMap(entry: Entry, value: MapValue): Report {
  const fixes: RuleFix[] = isRequestLike(value) ? [{ title: 'Make it an item of a list', ops: dashOps(value) }] : []
  return { message: 'dash', at: entry.key, fixes }
}

/** An empty `devices:` above keys of a request is told with these (`outside`). */
function* ofScalar(map: MapValue, entry: Entry, value: Value): Iterable<Report> {
  const empty = value.kind === 'scalar' && value.value === null
  if (empty && isRequestLike(map)) return
  const request = requestFor(value)
  const fixes: RuleFix[] = request ? [write(value, [request])] : []
  yield { message: 'list', data: { found: empty ? 'empty' : shown(value) }, at: empty ? entry.key : value, fixes }
}

function ofItem(entry: Entry, item: Value): Report {
  const empty = item.source.trim() === ''
  const request = requestFor(item)
  return {
    message: 'item',
    data: { found: shown(item) },
    at: empty ? entry.key : item,
    fixes: request ? [write(item, request)] : [],
  }
}

const write = (target: Value, value: Plain): RuleFix => ({
  title: 'Write a device request',
  safe: false,
  ops: [{ op: 'set', target, value }],
})

/** The request that a word stands for; undefined for a word that may mean anything. */
function requestFor(value: Value): Plain | undefined {
  const word = value.kind === 'scalar' && typeof value.value === 'string' ? value.value : ''
  if (/^(?:all|gpus?|nvidia)$/i.test(word)) return { driver: 'nvidia', count: 'all', capabilities: ['gpu'] }
  if (/^[\w.-]+\.\w+\/\w+=[\w:-]+$/.test(word)) return { driver: 'cdi', device_ids: [word], capabilities: ['gpu'] }
  return undefined
}

/** `devices: { /dev/a: /dev/b }` of a service. */
function ofPaths(entry: Entry, map: MapValue): Report {
  const paths = map.entries.map(({ key, value }) =>
    value.kind === 'scalar' && typeof value.value === 'string' ? `${key.value}:${value.value}` : '',
  )
  const fixes: RuleFix[] = paths.length > 0 && paths.every((path) => path.startsWith('/')) ? [write(map, paths)] : []
  return { message: 'dash', at: entry.key, fixes: fixes.map((fix) => ({ ...fix, title: 'Write a list' })) }
}
