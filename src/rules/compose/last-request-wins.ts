import type { DeviceRequest, Service } from '../../documents/compose/types'
import { asSeq, type SeqValue } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { compareVersions } from '../../facts'
import type { Target } from '../../host/target'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { isReset, literals, reservedDevices } from '../support/device-items'
import { splitItems } from '../support/device-split'
import { unique } from '../support/device-values'
import { allNvidia, gpusOf } from '../support/request-layers'

export default defineRule({
  meta: {
    id: 'compose/last-request-wins',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['devices', 'gpus'],
    summary: 'A service names all its GPUs in one device request.',
    why: 'The engine sets NVIDIA_VISIBLE_DEVICES once for every request of the list, so the last one decides and the GPUs of the others are lost.',
    messages: {
      lost: 'This request for {lost} is lost: the list has {count} requests, each sets NVIDIA_VISIBLE_DEVICES, and the last one ({last}) wins. The container gets {last} only. Put all GPUs into one request.',
      repeated:
        'This request for {lost} stands in the list twice. Only the last one counts, so a change of this one would have no effect. Delete it.',
    },
    sources: [
      'moby daemon/nvidia_linux.go',
      'moby commit 86f122af27 (docker-v29.2.0)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Silent where the requests name different drivers, where a variable leaves open which GPUs are meant, and where the target names Docker Engine 29.2 or later, which gives out GPUs through CDI, or Podman. Two requests of two files are told by override-concatenates-devices.',
    ],
  },
  *check({ services }, { target }) {
    if (joinsRequests(target)) return
    for (const service of services) {
      for (const value of [reservedDevices(service), service.node.get('gpus')]) {
        const list = asSeq(value)
        if (list && list.items.length > 1 && !isReset(list) && !splitItems(list)) yield* ofList(list, service)
      }
    }
  },
})

const joinsRequests = ({ engine }: Target): boolean =>
  engine !== undefined && (/podman/i.test(engine) || compareVersions(engine, '29.2') >= 0)

function* ofList(list: SeqValue, service: Service): Iterable<Report> {
  const requests = service.requests.filter(({ at, node }) => node !== undefined && list.items.includes(at))
  const last = requests.at(-1)
  const given = gpusOf(last)
  if (!last || !given || requests.length < list.items.length || !allNvidia(requests)) return
  const texts = requests.map(gpusOf)
  for (const [i, request] of requests.slice(0, -1).entries()) {
    const lost = texts[i]
    if (lost === undefined || texts.indexOf(lost) < i) continue
    const same = lost === given
    if (same && !isEqual(request, last)) continue
    const data = { lost, last: given, count: requests.length }
    const fixes = same ? [drop(list, request)] : joined(list, requests)
    yield {
      message: same ? 'repeated' : 'lost',
      data,
      at: placeOf(request),
      severity: same ? 'info' : 'warning',
      fixes,
    }
  }
}

const placeOf = ({ deviceIdsNode, countNode, node, at }: DeviceRequest): Report['at'] =>
  deviceIdsNode?.value ?? countNode?.value ?? node?.entries[0]?.key ?? at

/** Several requests for the same GPUs may ask for different driver capabilities, which are all applied. */
const isEqual = (one: DeviceRequest, other: DeviceRequest): boolean =>
  [...(one.capabilities ?? [])].sort().join() === [...(other.capabilities ?? [])].sort().join()

const drop = (seq: SeqValue, { at: item }: DeviceRequest): RuleFix => ({
  title: 'Delete this request',
  ops: [{ op: 'remove-item', seq, item }],
})

/** One request for the GPUs of all; only where each names its GPUs. */
function joined(list: SeqValue, requests: readonly DeviceRequest[]): readonly RuleFix[] {
  const [first, ...others] = requests
  const target = first?.deviceIdsNode?.value
  const ids = requests.map(({ deviceIdsNode }) => literals(deviceIdsNode?.value))
  if (!target || ids.includes(undefined) || !requests.every((one) => isEqual(one, requests[0] ?? one))) return []
  const all = unique(ids.flatMap((list) => list ?? []))
  const ops: Op[] = others.map(({ at: item }) => ({ op: 'remove-item', seq: list, item }))
  return [{ title: `Ask for ${all.join(', ')} in one request`, ops: [{ op: 'set', target, value: all }, ...ops] }]
}
