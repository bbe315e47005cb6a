import type { DeviceMapping, DeviceRequest, EnvironmentVariable, Service } from '../../documents/compose/types'
import { asSeq, type Entry, type Value } from '../../documents/tree'
import type { Op, Plain } from '../../edits/ops'
import type { RuleContext } from '../../lint/rule'
import type { Span } from '../../text'
import { isCudaName } from '../support/cuda-stage'
import { literal } from '../support/device-items'
import { removeVariable, variableOf } from '../support/environment-variable'
import { isCdiDevice, isLayer } from '../support/gpu-access'
import { imageOf } from '../support/gpu-image'
import { isOwn, reservationsOf } from '../support/own-requests'

/** The ways in which a compose service asks for NVIDIA GPUs. */
export const forms = ['deploy', 'gpus', 'runtime', 'cdi'] as const
export type Form = (typeof forms)[number]

/** What a service asks for, whatever the form. */
export interface Ask {
  readonly form: Form
  readonly gpus: 'all' | number | readonly string[]
  /** Driver capabilities that a request lists beside gpu; empty: the image or NVIDIA_DRIVER_CAPABILITIES decides. */
  readonly capabilities: readonly string[]
  /** Options of the request, for the driver. */
  readonly options: { readonly [key: string]: Plain } | undefined
  /** Where the service says it. */
  readonly at: readonly Span[]
  /** What takes it away. */
  readonly remove: readonly Op[]
}

/**
 * The one ask of a service, where every part of it is written in the service itself and known.
 * @returns undefined where there is none, or several, or a part comes from a variable, an alias, another service or file
 */
export function askOf(service: Service, context: RuleContext): Ask | undefined {
  const { requests, runtime, devices } = service
  if (service.base || service.partial || service.environmentUnknown || isLayer(service, context)) return undefined
  const cdi = devices.filter(isCdiDevice)
  const [request, ...more] = requests
  if (more.length > 0 || Number(request !== undefined) + Number(runtime !== undefined) + Number(cdi.length > 0) !== 1)
    return undefined
  if (request) return fromRequest(service, request)
  return runtime ? fromRuntime(service, context) : fromCdi(service, cdi)
}

const GPU_ID = /^(?:\d{1,3}|GPU-[\w-]+)$/
const isPlain = (value: Value): boolean => !/[$*&!<]/.test(value.source)

function fromRequest(service: Service, request: DeviceRequest): Ask | undefined {
  const { source, at, node, driver } = request
  const entry = (source === 'gpus' ? service.node : reservationsOf(service))?.entry(
    source === 'gpus' ? 'gpus' : 'devices',
  )
  if (!isOwn(at, service) || at.via || !isPlain(at) || (driver && driver.value !== 'nvidia')) return undefined
  const seq = asSeq(at.parent)
  const remove: readonly Op[] = seq
    ? [{ op: 'remove-item', seq, item: at }]
    : removal(service, source === 'gpus' ? entry : undefined)
  const whole = { form: source, at: [entry?.span ?? at.span], remove } as const
  if (!node) return literal(at) === 'all' ? { ...whole, gpus: 'all', capabilities: [], options: undefined } : undefined
  const gpus = gpusOf(request)
  const capabilities = capabilitiesOf(request)
  const options = optionsOf(node.get('options'))
  const known = node.entries.every(({ key }) => KEYS.test(String(key.value)))
  return known && gpus && capabilities && options !== null
    ? { ...whole, gpus, capabilities, options: options ?? undefined }
    : undefined
}

const KEYS = /^(?:driver|count|device_ids|capabilities|options)$/

function gpusOf({ count, deviceIds, deviceIdsNode }: DeviceRequest): Ask['gpus'] | undefined {
  if (deviceIdsNode)
    return deviceIds && deviceIds.length > 0 && deviceIds.every((id) => GPU_ID.test(id)) ? deviceIds : undefined
  return count === 'all' || (typeof count === 'number' && count > 0) ? count : undefined
}

const DRIVER = /^(?:compute|compat32|graphics|utility|video|display)$/

function capabilitiesOf({ capabilities, capabilitiesNode }: DeviceRequest): readonly string[] | undefined {
  if (!capabilitiesNode) return []
  const others = capabilities?.filter((word) => word !== 'gpu' && word !== 'nvidia')
  return others?.every((word) => DRIVER.test(word)) ? others : undefined
}

/** null: written in a way that is not known. */
function optionsOf(value: Value | undefined): { readonly [key: string]: Plain } | undefined | null {
  if (!value) return undefined
  if (value.kind !== 'map') return null
  const pairs = value.entries.map(({ key, value: one }) => [String(key.value), literal(one)] as const)
  return pairs.some(([, one]) => one === undefined) ? null : (Object.fromEntries(pairs) as { [key: string]: string })
}

const removal = ({ node }: Service, entry: Entry | undefined): readonly Op[] =>
  entry && !entry.merged ? [{ op: 'remove-entry', map: node, entry }] : []

function fromRuntime(service: Service, context: RuleContext): Ask | undefined {
  const { runtime } = service
  const entry = service.node.entry('runtime')
  if (runtime?.value !== 'nvidia' || runtime.interpolated || !entry || !isOwn(runtime.node, service)) return undefined
  const variable = variableOf(service, 'NVIDIA_VISIBLE_DEVICES')
  const gpus = variable ? visibleOf(variable) : setByImage(service, context) ? 'all' : undefined
  const drop = variable && removeVariable(variable)
  if (!gpus || (variable && !drop) || entry.merged) return undefined
  const at = [entry.span, ...(variable ? [variable.nameSpan] : [])]
  const remove = [...removal(service, entry), ...(drop ? [drop] : [])]
  return { form: 'runtime', gpus, capabilities: [], options: undefined, at, remove }
}

function visibleOf({ value, interpolated, form, node }: EnvironmentVariable): Ask['gpus'] | undefined {
  if (interpolated || form === 'env_file' || node.via || value === undefined) return undefined
  const ids = value.split(',').map((id) => id.trim())
  if (ids.length === 1 && ids[0] === 'all') return 'all'
  return ids.every((id) => GPU_ID.test(id)) ? ids : undefined
}

/** Images that set NVIDIA_VISIBLE_DEVICES=all themselves. */
function setByImage(service: Service, context: RuleContext): boolean {
  const image = imageOf(service, context)
  return image !== undefined && !image.stage && isCudaName(image.reference.fullName)
}

function fromCdi(service: Service, cdi: readonly DeviceMapping[]): Ask | undefined {
  const ids = cdi.map(({ value, form, node }) =>
    form === 'short' && !node.via && isOwn(node, service)
      ? /^nvidia\.com\/gpu=([\w-]+)$/.exec(value ?? '')?.[1]
      : undefined,
  )
  const seq = asSeq(service.node.get('devices'))
  const gpus = ids.length === 1 && ids[0] === 'all' ? 'all' : ids.every((id) => id && GPU_ID.test(id)) ? ids : undefined
  if (!seq || seq.via || !gpus || !cdi.every(({ node }) => node.parent === seq && isPlain(node))) return undefined
  const remove = cdi.map(({ node }): Op => ({ op: 'remove-item', seq, item: node }))
  const at = cdi.map(({ node }) => node.span)
  return { form: 'cdi', gpus: gpus as Ask['gpus'], capabilities: [], options: undefined, at, remove }
}
