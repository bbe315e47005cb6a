import type { DeviceRequest, Service } from '../../documents/compose/types'
import { type Entry, isNull, type MapValue } from '../../documents/tree'
import type { Op, Plain } from '../../edits/ops'
import { compareVersions } from '../../facts'
import type { Target } from '../../host/target'
import type { RuleFix } from '../../lint/rule'

type Request = { readonly [key: string]: Plain }

/** A request for every GPU, or for those named. */
export const requestFor = (ids?: readonly string[]): Request =>
  ids
    ? { driver: 'nvidia', device_ids: [...ids], capabilities: ['gpu'] }
    : { driver: 'nvidia', count: 'all', capabilities: ['gpu'] }

const PATH = ['deploy', 'resources', 'reservations', 'devices'] as const

/**
 * Adds a request to the service; undefined where a level of `deploy` is written elsewhere or is no map.
 * @param after the entry that a new `deploy` stands behind; the last one when not said
 */
export function addRequest(service: Service, request: Request, after?: Entry): Op | undefined {
  let map: MapValue = service.node
  for (const [depth, key] of PATH.entries()) {
    const rest = PATH.slice(depth + 1).reduceRight<Plain>((inner, name) => ({ [name]: inner }), [request])
    const entry = map.entry(key)
    if (!entry) return { op: 'insert', map, key, value: rest, ...(after && depth === 0 && { after }) }
    if (entry.merged || entry.value.via || entry.value.tag) return undefined
    if (isNull(entry.value)) return { op: 'set', target: entry.value, value: rest }
    if (entry.value.kind === 'seq' && key === 'devices') return { op: 'append', seq: entry.value, value: request }
    if (entry.value.kind !== 'map') return undefined
    map = entry.value
  }
  return undefined
}

/** The ways to give a service its GPUs, with what must change besides. */
export function requestFixes(
  service: Service,
  target: Target,
  besides: readonly Op[] = [],
  ids?: readonly string[],
): readonly RuleFix[] {
  const reserve = addRequest(service, requestFor(ids))
  const knowsGpus = !target.compose || compareVersions(target.compose, '2.30') >= 0
  const gpus: Plain = ids ? [{ driver: 'nvidia', device_ids: [...ids] }] : 'all'
  const fixes: RuleFix[] = []
  if (reserve) fixes.push({ title: 'Reserve the GPUs under deploy', ops: [...besides, reserve] })
  if (knowsGpus && !service.node.has('gpus'))
    fixes.push({
      title: `Ask for them with gpus${ids ? '' : ': all'} (Compose 2.30 and later)`,
      ops: [...besides, { op: 'insert', map: service.node, key: 'gpus', value: gpus }],
    })
  return fixes
}

/** True where NVIDIA's driver serves the request: named, or left to the engine. */
export const goesToNvidia = ({ driver }: DeviceRequest): boolean =>
  !driver || ['', 'nvidia'].includes(driver.value ?? '?')

/** Indexes 0 to N-1, as the engine counts. */
export const firstIndexes = (count: number): readonly string[] =>
  Array.from({ length: Math.min(count, 64) }, (_, i) => String(i))

/** What the engine sets NVIDIA_VISIBLE_DEVICES to for a request; undefined where that is not known. */
export function devicesOf({ count, deviceIds, deviceIdsNode }: DeviceRequest): readonly string[] | undefined {
  if (count === 'all') return ['all']
  if (typeof count === 'number') return firstIndexes(count)
  return deviceIdsNode ? deviceIds?.flatMap((id) => id.split(',')).map((id) => id.trim()) : undefined
}
