import type { DeviceMapping, DeviceRequest, Service } from '../../documents/compose/types'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { cdiForRequest } from '../support/cdi-instead'
import { isCdiDevice } from '../support/gpu-access'
import { isOfOtherMaker } from '../support/gpu-image'
import { isBefore, isFrom } from '../support/host-versions'
import { isOwn, ownRequests, requestSpot, sourceOf } from '../support/own-requests'
import { type PodmanHost, podmanHost } from '../support/podman'
import { goesToNvidia } from '../support/request-fix'

export default defineRule({
  meta: {
    id: 'compose/podman-ignores-reservation',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['devices', 'gpus'],
    summary: 'On Podman a service gets its GPUs by their CDI names under `devices`.',
    why: "Podman's Docker API drops device requests, so the container starts without a GPU and without a word.",
    messages: {
      api: 'Podman drops the GPU request of the service {service}: of what Docker Compose sends, it reads only requests with driver: cdi (from Podman 5.4 on). The container starts without a GPU and without a word. Write the CDI names under devices, as nvidia.com/gpu=all.',
      either:
        'Podman drops the GPU request of the service {service} when Docker Compose sends it, and the container starts without a GPU and without a word; only podman-compose 1.2 and later serves reservations with driver: nvidia. Write the CDI names under devices, as nvidia.com/gpu=all, which both understand.',
      reader:
        'podman-compose {version} leaves out the GPU request of the service {service}: it turns {known} into devices. The container starts without a GPU and without a word. Write the CDI names under devices, as nvidia.com/gpu=all.',
      cdi: 'Docker Compose sends "{name}" as a request with driver: cdi, which Podman reads from 5.4 on; the target has {version}. The container starts without a GPU and without a word. Use a newer Podman, or podman-compose with the CDI names under devices.',
    },
    sources: [
      'podman-container-tools/podman#19338',
      'podman-container-tools/podman#25171 (first tag v5.4.0)',
      'podman-container-tools/podman#28309',
      'podman-container-tools/podman#28436 (2026-04)',
      'podman-desktop/podman-desktop#11896',
      'containers/podman-compose#919 (first tag v1.2.0)',
      'podman pkg/api/handlers/compat/containers_create.go (v4.9.3 to v5.8.2)',
    ],
    notes: [
      'Speaks only where the target names Podman: an error where it also names the program that reads the file (`compose: "2.40.3"` or `compose: podman-compose 1.0.6`), else a warning. On Docker the reservation is right.',
      'Requests for GPUs of other makers are not judged. The repair also adds security_opt: [label=disable], without which SELinux keeps the container from the devices.',
    ],
  },
  *check({ services }, context) {
    const host = podmanHost(context.target)
    if (!host) return
    for (const service of services) {
      const other = isOfOtherMaker(service, context)
      for (const request of ownRequests(service)) yield* ofRequest(service, request, host, other)
      for (const device of service.devices) yield* ofDevice(service, device, host)
    }
  },
})

function* ofRequest(service: Service, request: DeviceRequest, host: PodmanHost, other: boolean): Iterable<Report> {
  const isCdi = request.driver?.value === 'cdi'
  const isNvidia = !other && goesToNvidia(request)
  const verdict = isCdi ? cdiVerdict(request, host) : isNvidia ? verdictOf(request, host) : undefined
  if (!verdict) return
  const at = requestSpot(request)
  yield { ...verdict, data: { ...verdict.data, service: service.name }, at, fixes: repairs(service, request, host) }
}

type Verdict = Pick<Report, 'message' | 'severity' | 'data'>

function verdictOf(request: DeviceRequest, { reader, readerVersion }: PodmanHost): Verdict | undefined {
  if (reader === 'docker-compose') return { message: 'api', severity: 'error' }
  if (reader === undefined) return { message: 'either' }
  return readerVersion === undefined || isServed(request, readerVersion) ? undefined : readerVerdict(readerVersion)
}

/** What podman-compose translates; later versions than those read here may do more. */
function isServed({ source, driver, capabilities }: DeviceRequest, version: string): boolean {
  if (isFrom(version, '1.7')) return true
  const known = source === 'deploy' && driver?.value === 'nvidia' && (!capabilities || capabilities.includes('gpu'))
  return known && isFrom(version, '1.2')
}

function readerVerdict(version: string): Verdict {
  const known = isFrom(version, '1.2')
    ? 'only reservations with driver: nvidia and the capability gpu'
    : 'no request at all (that came with 1.2)'
  return { message: 'reader', severity: 'error', data: { version, known } }
}

function cdiVerdict({ deviceIds }: DeviceRequest, { version, reader, readerVersion }: PodmanHost): Verdict | undefined {
  if (reader === 'podman-compose')
    return readerVersion === undefined || isFrom(readerVersion, '1.7') ? undefined : readerVerdict(readerVersion)
  const name = deviceIds?.join(', ') ?? 'nvidia.com/gpu'
  return isBefore(version, '5.4')
    ? { message: 'cdi', severity: 'error', data: { name, version: version ?? '' } }
    : undefined
}

/** Docker Compose before 2.30 hands the name on as a path, which cdi-device-needs-versions tells. */
function* ofDevice(service: Service, device: DeviceMapping, host: PodmanHost): Iterable<Report> {
  const { version, reader, readerVersion } = host
  if (reader !== 'docker-compose' || !isFrom(readerVersion, '2.30') || !isBefore(version, '5.4')) return
  if (isBefore(version, '4.1') || !isCdiDevice(device) || !isOwn(device.node, service)) return
  const data = { name: device.value ?? '', version: version ?? '' }
  yield { message: 'cdi', severity: 'error', data, at: sourceOf(device.node) }
}

/** None where the new devices would be dropped or refused by the same host. */
function repairs(service: Service, request: DeviceRequest, host: PodmanHost): readonly RuleFix[] {
  const { version, reader, readerVersion } = host
  const readsCdi = !isBefore(version, reader === 'docker-compose' ? '5.4' : '4.1')
  if (!readsCdi || (reader === 'docker-compose' && isBefore(readerVersion, '2.30'))) return []
  return cdiForRequest(service, request, true)
}
