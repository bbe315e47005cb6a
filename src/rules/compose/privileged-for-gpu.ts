import type { Service } from '../../documents/compose/types'
import type { Value } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { isCdiDevice, isClusterTarget, mountsDriver } from '../support/gpu-access'
import { imageOf, isOfOtherMaker } from '../support/gpu-image'
import { HOST_TOOL, NESTED, serviceText } from '../support/host-service'
import { placeOfBoth } from '../support/own-requests'
import { goesToNvidia, requestFixes } from '../support/request-fix'

export default defineRule({
  meta: {
    id: 'compose/privileged-for-gpu',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['privileged'],
    summary: 'A container that uses a GPU needs no privileges for it.',
    why: 'A privileged container has every device of the host, all GPUs included: count and device_ids no longer keep it from the others.',
    messages: {
      request:
        'The service {service} asks for a GPU and is privileged too. The request alone is enough for CUDA; privileged: true also opens every GPU and device of the host, so that count and device_ids keep nothing apart. Delete it, and use cap_add for what else is needed.',
      shortcut:
        'The service {service} runs a GPU image ("{image}") with privileged: true and no GPU request. That opens every device of the host, but brings no driver libraries. Ask for the GPUs instead.',
    },
    sources: [
      'skypilot-org/skypilot#3237',
      'blakeblackshear/frigate#767',
      'NVIDIA/gpu-operator#700',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      "Silent where privileges serve something else: containers that run containers, driver and toolkit containers, DCGM and profilers, cluster nodes, and services that also map other devices, /dev, /sys, kernel modules or the socket of Docker, or use the host's PIDs.",
    ],
  },
  *check({ services }, context) {
    for (const service of services) {
      const entry = service.privileged ? service.privilegedEntry : undefined
      if (
        !entry ||
        service.partial ||
        isOfOtherMaker(service, context) ||
        needsPrivileges(service) ||
        isClusterTarget(context)
      )
        continue
      const drop: Op | undefined =
        service.node.entry('privileged') === entry && !entry.merged
          ? { op: 'remove-entry', map: service.node, entry }
          : undefined
      yield* asksForNvidia(service) ? beside(service, entry.value, drop) : shortcut(service, drop, context)
    }
  },
})

function* beside(service: Service, value: Value, drop: Op | undefined): Iterable<Report> {
  const place = placeOfBoth(service, value, service.requests[0]?.at ?? service.runtime?.node, 'privileged')
  const fixes: RuleFix[] = drop ? [{ title: 'Delete privileged', ops: [drop] }] : []
  if (place) yield { message: 'request', data: { service: service.name }, fixes, ...place }
}

function* shortcut(service: Service, drop: Op | undefined, context: RuleContext) {
  const image = imageOf(service, context)
  const isCuda = image?.known?.vendor === 'nvidia' && image.known.gpu === 'required'
  const { privilegedEntry: entry } = service
  if (!image || !isCuda || !entry || service.runtime || service.gpus || service.requests.length > 0) return
  const fixes = drop ? requestFixes(service, context.target, [drop]) : []
  yield { message: 'shortcut', data: { service: service.name, image: image.value }, at: entry.value, fixes }
}

const asksForNvidia = ({ requests, runtime, devices }: Service): boolean =>
  requests.some(goesToNvidia) ||
  runtime?.value === 'nvidia' ||
  devices.some((device) => isCdiDevice(device) && device.value?.startsWith('nvidia.com/'))

const HOST_PATH =
  /^\/(?:dev|sys|proc|lib\/modules|run|var\/run|boot|usr\/src|etc\/udev|tmp\/\.X11-unix)(?:\/|$)|docker\.sock|^\/$/
const OTHER_NEED =
  /camera|\bros\d?\b|robot|desktop|steam|sunshine|selkies|\bvnc|xorg|x11|systemd|\/sbin\/init|\bzed\b|realsense|frigate|coral|rdma|infiniband|\bgdb\b|\bperf\b|\bfuse/i

function needsPrivileges(service: Service): boolean {
  const text = serviceText(service)
  if (NESTED.test(text) || HOST_TOOL.test(text) || OTHER_NEED.test(text) || service.field('pid')) return true
  if (service.volumes.some(({ source }) => source !== undefined && HOST_PATH.test(source))) return true
  if (mountsDriver(service) || service.field('device_cgroup_rules')) return true
  return service.devices.some((device) => !isCdiDevice(device) && !device.value?.startsWith('/dev/nvidia'))
}
