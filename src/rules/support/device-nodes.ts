import type { DeviceMapping, Service } from '../../documents/compose/types'
import { asSeq } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { firstIndexes } from './request-fix'

/** The nodes that CUDA needs besides those of the GPUs. */
const CONTROL = ['/dev/nvidiactl', '/dev/nvidia-uvm', '/dev/nvidia-uvm-tools'] as const

export const isDriverNode = ({ source }: DeviceMapping): boolean =>
  /^\/dev\/nvidia(?:\d+|ctl|-uvm|-uvm-tools)$/.test(source ?? '')

/** True for a list that serves CUDA by itself: a GPU, nvidiactl and nvidia-uvm. */
export function isWholeList(nodes: readonly DeviceMapping[]): boolean {
  const sources = nodes.map(({ source = '' }) => source)
  return sources.some((source) => /\d$/.test(source)) && CONTROL.slice(0, 2).every((path) => sources.includes(path))
}

/**
 * The nodes of the GPUs that a request chooses.
 * @param known the number of GPUs of the host, which `all` needs
 */
export function nodesFor(ids: readonly string[] | undefined, known: number | undefined): readonly string[] | undefined {
  const indexes = ids?.includes('all') ? known && firstIndexes(known) : ids
  if (!indexes || indexes.length === 0 || indexes.some((id) => !/^\d{1,3}$/.test(id))) return undefined
  return [...indexes.map((id) => `/dev/nvidia${id}`), ...CONTROL]
}

/** Adds the nodes to those of the service; undefined where its list is written elsewhere. */
export function addNodes({ node }: Service, paths: readonly string[]): readonly Op[] | undefined {
  const entry = node.entry('devices')
  if (!entry) return [{ op: 'insert', map: node, key: 'devices', value: [...paths] }]
  const seq = asSeq(entry.value)
  if (!seq || entry.merged || seq.via || seq.tag) return undefined
  return paths.map((value): Op => ({ op: 'append', seq, value }))
}
