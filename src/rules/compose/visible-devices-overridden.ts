import type { DeviceRequest, EnvironmentVariable, Service } from '../../documents/compose/types'
import type { Op } from '../../edits/ops'
import { compareVersions } from '../../facts'
import type { Target } from '../../host/target'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { fixesOf, placeBeside, removeVariable, variableOf } from '../support/environment-variable'
import { withoutOtherMakers } from '../support/gpu-image'
import { devicesOf, goesToNvidia } from '../support/request-fix'
import { badVisibleDevices } from '../support/visible-value'

export default defineRule({
  meta: {
    id: 'compose/visible-devices-overridden',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['NVIDIA_VISIBLE_DEVICES'],
    summary: 'A service with a device request chooses its GPUs there, not by NVIDIA_VISIBLE_DEVICES.',
    why: 'The engine sets NVIDIA_VISIBLE_DEVICES from the request and overrides the value in environment: other GPUs are used than those written.',
    messages: {
      overridden:
        'NVIDIA_VISIBLE_DEVICES={value} has no effect: the service {service} also has a device request, from which the engine sets NVIDIA_VISIBLE_DEVICES={given}. Put the GPUs into device_ids of the request, or delete the variable.',
    },
    sources: [
      'Yuliang-Liu/MonkeyOCR#204 (2025-07)',
      'moby daemon/nvidia_linux.go',
      'moby commit 86f122af27 (docker-v29.2.0)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Silent where the value says what the request gives, for the value all, for CDI requests and for values that depend on a variable without a default. Docker Engine 29.2 and later do not set the variable on their CDI path: silent where the target names such an engine.',
      'With runtime: nvidia and no request the variable is the right way and no finding. NVIDIA_DRIVER_CAPABILITIES survives a request that lists no driver capabilities.',
    ],
  },
  *check({ services }, context) {
    if (setsNoVariable(context.target)) return
    for (const service of withoutOtherMakers(services, context)) {
      const request = service.requests.length > 0 ? requestOf(service) : undefined
      const variable = request && variableOf(service, 'NVIDIA_VISIBLE_DEVICES')
      const given = request && devicesOf(request)
      if (!request || !given || variable?.value === undefined || agrees(variable.value, given)) continue
      yield* report(service, request, variable, given)
    }
  },
})

const setsNoVariable = ({ engine }: Target): boolean =>
  engine !== undefined && (/podman/i.test(engine) || compareVersions(engine, '29.2') >= 0)

/** The request that wins, when all go to NVIDIA's driver: container tools with no compute may hide their GPU on purpose. */
function requestOf({ requests }: Service): DeviceRequest | undefined {
  const utilityOnly = requests.some(
    ({ capabilities }) => capabilities?.includes('utility') && !capabilities.includes('compute'),
  )
  return requests.every(goesToNvidia) && !utilityOnly ? requests.at(-1) : undefined
}

/** Quotes and other slips are told by visible-devices-bad-value: here counts what is meant. */
function agrees(written: string, given: readonly string[]): boolean {
  const bad = badVisibleDevices(written)
  const value = bad ? bad.meant : written
  if (value === undefined || value.includes('=')) return true
  const wanted = value.split(',').map((id) => id.trim())
  if (wanted.includes('all')) return true
  return wanted.length === given.length && wanted.every((id) => given.includes(id))
}

function* report(
  service: Service,
  request: DeviceRequest,
  variable: EnvironmentVariable,
  given: readonly string[],
): Iterable<Report> {
  const place = placeBeside(service, variable, request.at)
  if (!place) return
  const data = { value: variable.value ?? '', service: service.name, given: given.join(',') || 'void' }
  const fixes = place.at === service.nameKey ? [] : repairs(service, request, variable)
  yield { message: 'overridden', data, fixes, ...place }
}

function repairs(service: Service, request: DeviceRequest, variable: EnvironmentVariable): readonly RuleFix[] {
  const remove = removeVariable(variable)
  const { value = '', interpolated } = variable
  const ids = value.split(',').map((id) => id.trim())
  const named = /^(?:\d+|(?:GPU|MIG)-\S+)(?:\s*,\s*(?:\d+|(?:GPU|MIG)-\S+))*$/.test(value) && !interpolated
  const own = request.at.file === service.document.file && service.requests.length === 1
  const pinned = named && own ? pinOps(request, ids) : []
  const pin: RuleFix = {
    title: `Name the GPUs in the request: device_ids [${ids.join(', ')}]`,
    ops: [...pinned, ...(remove ? [remove] : [])],
  }
  return [...(pinned.length > 0 ? [pin] : []), ...fixesOf([['Delete NVIDIA_VISIBLE_DEVICES', remove]])]
}

/** Makes the request one for these GPUs. */
function pinOps({ at, node, source, countNode, deviceIdsNode }: DeviceRequest, ids: readonly string[]): readonly Op[] {
  if (!node)
    return source === 'gpus' ? [{ op: 'set', target: at, value: [{ driver: 'nvidia', device_ids: [...ids] }] }] : []
  if (deviceIdsNode) return [{ op: 'set', target: deviceIdsNode.value, value: [...ids] }]
  if (!countNode) return [{ op: 'insert', map: node, key: 'device_ids', value: [...ids] }]
  return [
    { op: 'rename', entry: countNode, key: 'device_ids' },
    { op: 'set', target: countNode.value, value: [...ids] },
  ]
}
