import type { DeviceRequest, Service } from '../../documents/compose/types'
import { asSeq, type Entry, type MapValue, type Value } from '../../documents/tree'
import type { Op, Plain } from '../../edits/ops'
import { devicesOf } from './request-fix'

/** What is taken away when a service gets CDI devices instead. */
export interface Dropped {
  readonly map: MapValue
  readonly entry: Entry
}

/** `nvidia.com/gpu=0`; undefined for an id that the short form under `devices` cannot hold (a MIG device by GPU and slice). */
export function cdiNames(ids: readonly string[] | undefined): readonly string[] | undefined {
  if (
    !ids ||
    ids.length === 0 ||
    ids.some((id) => !/^(?:all|\d{1,3}|(?:GPU|MIG)-[\w-]+|nvidia\.com\/gpu=[\w-]+)$/.test(id))
  )
    return undefined
  return ids.map((id) => (id.includes('=') ? id : `nvidia.com/gpu=${id}`))
}

/** The names of what a request chooses; a variable stays one, a count from a variable has no name. */
export function cdiNamesOf(request: DeviceRequest): readonly string[] | undefined {
  const { countNode, deviceIdsNode, deviceIds } = request
  if (countNode && writtenIn(countNode.value).includes('$')) return undefined
  const items = deviceIds && asSeq(deviceIdsNode?.value)?.items.map(writtenIn)
  if (!items?.some((text) => text.includes('$'))) return cdiNames(devicesOf(request))
  const names = items.map((text) => (VARIABLE.test(text) ? `nvidia.com/gpu=${text}` : cdiNames([text])?.[0]))
  return names.includes(undefined) ? undefined : (names as readonly string[])
}

/** One variable, whose default names one GPU. */
const VARIABLE = /^\$\{\w+:?-(?:all|\d{1,3})\}$/

const writtenIn = (value: Value): string => (value.kind === 'scalar' ? String(value.value) : '')

/**
 * Gives the service CDI devices in place of an entry, which is turned into `devices` where the service has none.
 * SELinux would keep a container of Podman from them: with `label` its separation is turned off too.
 * @returns undefined where the lists are written elsewhere
 */
export function useCdi(
  service: Service,
  names: readonly string[],
  { map, entry }: Dropped,
  label: boolean,
): readonly Op[] | undefined {
  const { node } = service
  const devices = node.entry('devices')
  const seq = asSeq(devices?.value)
  if (entry.merged || entry.value.via || (devices && (!seq || devices.merged || seq.via || seq.tag))) return undefined
  const anchor = node.entries.find((one) => !one.merged && one !== devices && !holds(one.value, entry))
  // Beside nothing else there is no second place for a new key.
  const security = label && anchor ? addLabel(service, anchor) : []
  if (!security) return undefined
  const drop: Op = { op: 'remove-entry', map, entry }
  if (seq) return [...names.map((value): Op => ({ op: 'append', seq, value })), drop, ...security]
  if (map === node)
    return [{ op: 'rename', entry, key: 'devices' }, { op: 'set', target: entry.value, value: [...names] }, ...security]
  return besideDeploy(service, names, drop, anchor, security)
}

/** The new keys stand behind two entries: two insertions at one place are refused. */
function besideDeploy(
  { node }: Service,
  names: readonly string[],
  drop: Op,
  first: Entry | undefined,
  security: readonly Op[],
): readonly Op[] | undefined {
  const taken = security.some(({ op }) => op === 'insert')
  const deploy = node.entry('deploy')
  const value: Plain = [...names]
  if (!deploy) return undefined
  if (isOnlyRequest(deploy.value))
    return [{ op: 'rename', entry: deploy, key: 'devices' }, { op: 'set', target: deploy.value, value }, ...security]
  const after = taken ? node.entries.find((one) => !one.merged && one !== deploy && one !== first) : first
  return after ? [{ op: 'insert', map: node, key: 'devices', value, after }, drop, ...security] : undefined
}

/** True for a `deploy` that holds nothing but the list of devices. */
function isOnlyRequest(deploy: Value): boolean {
  let at: Value | undefined = deploy
  for (const key of ['resources', 'reservations', 'devices']) {
    if (at?.kind !== 'map' || at.entries.length !== 1 || at.via) return false
    at = at.get(key)
  }
  return at !== undefined
}

/** True where the value is the entry's or holds it. */
function holds(value: Value, entry: Entry): boolean {
  let at: Value | undefined = entry.value
  while (at && at !== value) at = at.parent
  return at !== undefined
}

/** Undefined where `security_opt` is written elsewhere. */
export function addLabel({ node }: Service, after?: Entry): readonly Op[] | undefined {
  const entry = node.entry('security_opt')
  if (!entry)
    return [{ op: 'insert', map: node, key: 'security_opt', value: ['label=disable'], ...(after && { after }) }]
  const seq = asSeq(entry.value)
  if (!seq || entry.merged || seq.via || seq.tag) return undefined
  return hasLabel(entry.value) ? [] : [{ op: 'append', seq, value: 'label=disable' }]
}

/** True where `security_opt` says something of SELinux labels, or may through a variable. */
export const hasLabel = (value: Value | undefined): boolean =>
  asSeq(value)?.items.some((item) => item.kind === 'scalar' && /^label[=:]|\$/.test(String(item.value))) ?? false
