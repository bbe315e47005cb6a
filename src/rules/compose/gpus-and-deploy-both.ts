import type { Service } from '../../documents/compose/types'
import { asMap, asSeq, type Entry, type MapValue, type Value } from '../../documents/tree'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { isForNvidia, isReset, literal, literals, reservedDevices } from '../support/device-items'

export default defineRule({
  meta: {
    id: 'compose/gpus-and-deploy-both',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['gpus', 'nvidia.com/gpu='],
    summary: 'A service asks for GPUs either with `gpus` or with a device reservation.',
    why: 'Compose sends both requests, the one of gpus last, and the last one wins: a pin in the reservation is lost without a word.',
    messages: {
      lost: 'This service reserves devices ({reserved}) and has gpus ({gpus}) too. Docker Compose sends both requests and the one of gpus wins, so the reservation does not choose the GPUs. Keep one of them.',
      same: 'This service asks for the same GPUs twice, with this reservation and with gpus. Docker Compose sends both requests and the one of gpus wins, so a later change of the reservation will have no effect. Keep one of them.',
      cdi: 'This service maps CDI devices ({devices}) and asks for GPUs ({gpus}) too. The engine applies both, so the container gets the GPUs of both. Keep one of them.',
    },
    sources: [
      'docker/compose pkg/compose/create.go',
      'compose-spec/compose-go#693',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Silent where the two name different drivers, where one is empty, and where an override file or a service that extends another replaces its reservation by gpus on purpose. CDI names under devices are added to a request: a hint.',
    ],
  },
  *check({ services }) {
    for (const service of services) {
      yield* besideCdi(service)
      const reservations = asMap(service.node.at('deploy', 'resources', 'reservations'))
      const entry = reservations?.entry('devices')
      const gpus = gpusOf(service)
      if (!reservations || !entry || !gpus || !isRequest(reservedDevices(service)) || !isRequest(gpus)) continue
      yield report(service, reservations, entry, gpus)
    }
  },
})

/** The names of NVIDIA's CDI devices under `devices`, beside a request of the same service. */
function* besideCdi(service: Service): Iterable<Report> {
  const own = service.node.entry('devices')
  const list = asSeq(own?.value)
  const names = list?.items.flatMap((item) => literal(item) ?? []) ?? []
  const cdi = names.filter((name) => name.startsWith('nvidia.com/gpu='))
  const request = service.node.get('gpus') ?? reservedDevices(service)
  if (!own || !list || cdi.length === 0 || isReset(list) || !isRequest(request) || !request) return
  const remove: RuleFix = {
    title: 'Delete the CDI devices, keep the request',
    ops: [{ op: 'remove-entry', map: service.node, entry: own }],
  }
  const fixes = cdi.length === list.items.length && !own.merged ? [remove] : []
  const data = { devices: cdi.join(', '), gpus: selection(request) }
  yield { message: 'cdi', data, at: own.key, severity: 'info', fixes }
}

/** The own gpus of the service, or those of the service that it extends. */
function gpusOf({ node, base }: Service): Value | undefined {
  return node.get('gpus') ?? base?.requests.find(({ source }) => source === 'gpus')?.at
}

/** True for a value that sends a request to NVIDIA's driver. */
function isRequest(value: Value | undefined): boolean {
  if (!value || isReset(value)) return false
  if (value.kind === 'scalar') return value.value === 'all'
  const maps = value.kind === 'map' ? [value] : value.items
  return maps.length > 0 && maps.every((item) => item.kind === 'map' && isForNvidia(item) && !isReset(item))
}

function report(service: Service, reservations: MapValue, entry: Entry, gpus: Value): Report {
  const reserved = selection(entry.value)
  const wanted = selection(gpus)
  const own = service.node.entry('gpus')
  const drop: RuleFix = {
    title: 'Delete the reservation, keep gpus',
    ops: [{ op: 'remove-entry', map: reservations, entry }],
  }
  const keep: RuleFix[] = own
    ? [{ title: 'Delete gpus, keep the reservation', ops: [{ op: 'remove-entry', map: service.node, entry: own }] }]
    : []
  // A pin in the reservation beside "gpus: all" was most likely meant to hold.
  const fixes = wanted === 'all' && reserved !== 'all' ? [...keep, drop] : [drop, ...keep]
  const same = reserved === wanted && reserved !== '?'
  const related = [{ at: own?.key ?? gpus, message: 'this request wins' }]
  const data = { reserved, gpus: wanted }
  return { message: same ? 'same' : 'lost', data, at: entry.key, severity: same ? 'info' : 'warning', fixes, related }
}

/** The GPUs of the last request, as a message shows them. */
function selection(value: Value): string {
  const last = value.kind === 'seq' ? value.items.at(-1) : value
  const map = asMap(last)
  if (!map) return 'all'
  const ids = map.get('device_ids')
  if (ids) return literals(ids)?.join(',') ?? (asSeq(ids) ? 'ids from a variable' : '?')
  const count = map.get('count')
  return count ? countText(literal(count)) : 'all'
}

const countText = (text: string | undefined): string =>
  text === undefined ? '?' : /^all$|^-/i.test(text) ? 'all' : `count ${text}`
