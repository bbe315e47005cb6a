import type { DeviceMapping, DeviceRequest, Service } from '../../documents/compose/types'
import { asSeq, type Value } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { isPodman } from '../../host/engine'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { fixesOf, originOf, placeOf, setVariable, variableOf } from '../support/environment-variable'
import { isCdiDevice } from '../support/gpu-access'
import { withoutOtherMakers } from '../support/gpu-image'
import { isOwn, ownRequests, sourceOf } from '../support/own-requests'
import { goesToNvidia } from '../support/request-fix'
import { gpuCount, shownGpus } from '../support/target-gpus'

export default defineRule({
  meta: {
    id: 'compose/unknown-device-index',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['devices', 'gpus', 'NVIDIA_VISIBLE_DEVICES'],
    summary: 'A service asks for GPUs that the host has.',
    why: "Docker hands the numbers on as they are; NVIDIA's toolkit finds no such GPU, and the container does not start.",
    messages: {
      count:
        'The request asks for {value} GPUs, and the target has {known}. Docker hands out the GPUs 0 to {last}, and the start fails with "device error: {first}: unknown device". Write count: all, or a smaller number.',
      id: '"{value}" is no GPU of the target, which has {known}, counted from 0. The start fails with "device error: {index}: unknown device". Name a GPU that is there.',
      cdi: '"{value}" is no GPU of the target, which has {known}, counted from 0. The start fails with "unresolvable CDI devices {value}". Name a GPU that is there, or nvidia.com/gpu=all.',
      variable:
        'NVIDIA_VISIBLE_DEVICES={value} names the GPU {index}, and the target has {known}, counted from 0. The NVIDIA runtime finds no such device, and the container does not start. Name a GPU that is there, or write all.',
    },
    sources: [
      'MaskAnyone/MaskAnyone#61',
      'CreativeInquiry/FriendlyDockerMLTutorial#3',
      'InternLM/MindSearch#182',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Speaks only where the target lists its GPUs. An error where the number is written out, a warning where it is the default of a variable.',
      'UUIDs and MIG devices are not judged, nor anything on WSL2, Jetson and clusters, which count in other ways.',
    ],
  },
  *check({ services }, context) {
    const { target } = context
    const known = gpuCount(target)
    if (known === undefined) return
    const podman = isPodman(target)
    for (const service of withoutOtherMakers(services, context)) {
      for (const request of podman ? [] : ownRequests(service)) yield* ofRequest(request, known)
      for (const device of service.devices) if (isOwn(device.node, service)) yield* ofDevice(service, device, known)
      if (!podman) yield* ofVariable(service, known)
    }
  },
})

function* ofRequest(request: DeviceRequest, known: number): Iterable<Report> {
  const { count, countNode, deviceIds, deviceIdsNode, driver } = request
  const isCdi = driver?.value === 'cdi'
  if (!isCdi && !goesToNvidia(request)) return
  if (countNode && !deviceIdsNode && !isCdi && typeof count === 'number' && count > known) {
    const at = countNode.value
    const data = { value: count, known: shownGpus(known), last: count - 1, first: known }
    const value = withDefault(at, 'all') ?? 'all'
    const fixes: readonly RuleFix[] = [{ title: `Write count: ${value}`, ops: [{ op: 'set', target: at, value }] }]
    yield { message: 'count', data, at, severity: severityOf(at), fixes }
  }
  for (const [i, id] of (deviceIds ?? []).entries()) {
    const at = asSeq(deviceIdsNode?.value)?.items[i]
    const index = beyond(id, known)
    if (!at || index === undefined) continue
    const fixes = id.includes(',') ? [] : otherIds(request, at, known)
    const data = { value: id, known: shownGpus(known), index }
    yield { message: isCdi ? 'cdi' : 'id', data, at, severity: severityOf(at), fixes }
  }
}

/** The first index of the list that the host does not have. */
function beyond(ids: string, known: number): number | undefined {
  const indexes = ids.split(',').map((id) => /^\s*(?:nvidia\.com\/gpu=)?(\d{1,4})\s*$/.exec(id)?.[1])
  return indexes.map(Number).find((index) => index >= known)
}

const severityOf = (at: Value): 'error' | 'warning' =>
  at.kind === 'scalar' && String(at.value).includes('$') ? 'warning' : 'error'

/** The variable that stands there, with another default. */
const withDefault = (at: Value, other: string): string | undefined =>
  at.kind === 'scalar' && /^\$\{\w+:?-\w+\}$/.test(String(at.value))
    ? String(at.value).replace(/-\w+\}$/, `-${other}}`)
    : undefined

/** A pin is kept as a pin; of several ids those that are there stay. */
function otherIds(request: DeviceRequest, at: Value, known: number): readonly RuleFix[] {
  const { node, deviceIdsNode, deviceIds = [] } = request
  const seq = asSeq(deviceIdsNode?.value)
  if (!node || !deviceIdsNode || !seq || request.driver?.value === 'cdi') return []
  const good = deviceIds.some((id) => beyond(id, known) === undefined)
  if (good) return [{ title: 'Delete this GPU', ops: [{ op: 'remove-item', seq, item: at }] }]
  const every: readonly Op[] = [
    { op: 'rename', entry: deviceIdsNode, key: 'count' },
    { op: 'set', target: deviceIdsNode.value, value: 'all' },
  ]
  const value = withDefault(at, '0') ?? '${GPU_ID:-0}'
  const pin: Op = { op: 'set', target: at, value }
  return [
    ...(deviceIds.length === 1 ? [{ title: `Let a variable choose: ${value}`, ops: [pin] }] : []),
    { title: 'Ask for every GPU: count: all', ops: every },
  ]
}

function* ofDevice({ devices }: Service, device: DeviceMapping, known: number): Iterable<Report> {
  const { node: at, value = '', form } = device
  const index = isCdiDevice(device) ? beyond(value, known) : undefined
  if (index === undefined) return
  const all = 'nvidia.com/gpu=all'
  const alone = form === 'short' && devices.filter(isCdiDevice).length === 1
  const fixes: readonly RuleFix[] = alone
    ? [{ title: `Write ${all}`, ops: [{ op: 'set', target: at, value: all }] }]
    : []
  const data = { value, known: shownGpus(known) }
  yield { message: 'cdi', data, at: sourceOf(at), severity: severityOf(sourceOf(at)), fixes }
}

/** The variable counts where the runtime reads it: a request overrides it. */
function* ofVariable(service: Service, known: number): Iterable<Report> {
  const { runtime, requests } = service
  const variable =
    runtime?.value === 'nvidia' && requests.length === 0 ? variableOf(service, 'NVIDIA_VISIBLE_DEVICES') : undefined
  const index = variable?.value === undefined ? undefined : beyond(variable.value, known)
  const at = variable && index !== undefined ? placeOf(service, variable) : undefined
  if (!at || !variable || index === undefined) return
  const severity = variable.interpolated ? 'warning' : 'error'
  const fixes = fixesOf([['Write all', setVariable(variable, 'all')]])
  const data = { value: variable.value ?? '', index, known: shownGpus(known) }
  yield { message: 'variable', data, at, severity, fixes, ...originOf(variable) }
}
