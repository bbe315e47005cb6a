import type { ComposeDocument, Service } from '../../documents/compose/types'
import type { Text } from '../../documents/text'
import { composeVersion, engineOf } from '../../host/engine'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { cdiForRuntime } from '../support/cdi-instead'
import { isReset, literal } from '../support/device-items'
import { variableOf } from '../support/environment-variable'
import { isCdiDevice } from '../support/gpu-access'
import { isBefore, isFrom } from '../support/host-versions'
import { isOwn } from '../support/own-requests'
import { type PodmanHost, podmanHost } from '../support/podman'

export default defineRule({
  meta: {
    id: 'compose/runtime-nvidia-unsupported',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['runtime'],
    summary: '`runtime: nvidia` needs a Compose that takes it, and an engine that heeds it.',
    why: "Docker Compose 1.19 to 1.26 refuses the key in most formats of the file, and Podman's Docker API drops it: the container starts without a GPU.",
    messages: {
      format:
        'Docker Compose {compose} takes runtime only in files of the formats 2.3 and 2.4, and this one says {format}: it refuses the file ("Unsupported config option for services.{service}: \'runtime\'"). Write version: "{other}", or use Docker Compose 1.27 or later.',
      unknown:
        'Docker Compose {compose} does not know the key runtime, which came with 1.19: it refuses the file ("Unsupported config option for services.{service}: \'runtime\'"). Use a newer Compose.',
      dropped:
        'Podman drops runtime: nvidia of the service {service} when Docker Compose sends it: the container starts with the usual runtime, without a GPU and without a word. Write the CDI names under devices, as nvidia.com/gpu=all.',
      either:
        'Podman drops runtime: nvidia of the service {service} when Docker Compose sends it, and the container starts without a GPU and without a word; podman-compose hands it on, and then containers.conf must name that runtime. Write the CDI names under devices, as nvidia.com/gpu=all.',
    },
    sources: [
      'docker/compose#6691',
      'docker/compose#6436',
      'docker/compose#5360',
      'blakeblackshear/frigate#767',
      'lablup/backend.ai#13820 (2026-08)',
      'podman pkg/api/handlers/compat/containers_create.go (v4.9.3 to v5.8.2)',
      'containers/podman-compose podman_compose.py (v1.2.0 to v1.6.0)',
    ],
    notes: [
      'Speaks only where the target names a Docker Compose before 1.27, or Podman: an error where it also names the Docker Compose in front of it. Whether the daemon has a runtime of that name is a matter of the host.',
      'On other hosts runtime: nvidia is right, for Jetson even needed, and beside a device request it is merely redundant.',
    ],
  },
  *check(document, { target }) {
    const podman = podmanHost(target)
    const compose = engineOf(target)?.name === 'podman' ? undefined : composeVersion(target)
    if (!podman && !isBefore(compose, '1.27')) return
    for (const service of document.services) {
      const { runtime } = service
      if (runtime?.value !== 'nvidia' || runtime.interpolated || !isOwn(runtime.node, service)) continue
      if (podman) yield* onPodman(service, runtime, podman)
      else if (compose !== undefined) yield* onOldCompose(document, service, runtime, compose)
    }
  },
})

function* onOldCompose(
  document: ComposeDocument,
  { name }: Service,
  { node: at }: Text,
  compose: string,
): Iterable<Report> {
  const version = document.root?.get('version')
  const format = version && !isReset(version) ? literal(version) : undefined
  const data = { compose, service: name, format: format ?? '', other: isFrom(compose, '1.21') ? '2.4' : '2.3' }
  if (isBefore(compose, '1.19')) yield { message: 'unknown', data, at, severity: 'error' }
  else if (format && /^[23](?:\.\d+)?$/.test(format) && !/^2\.[34]$/.test(format))
    yield { message: 'format', data, at, severity: 'error', fixes: otherFormat(document, data.other) }
}

/** None where the file has keys that only the formats 3.x know, or know in another way. */
function otherFormat({ root, services }: ComposeDocument, other: string): readonly RuleFix[] {
  const version = root?.get('version')
  const newer = ['configs', 'secrets', 'include', 'name'].some((key) => root?.has(key))
  if (!version || newer || services.some(({ node }) => NEWER.some((key) => node.has(key)))) return []
  return [{ title: `Write version: "${other}"`, ops: [{ op: 'set', target: version, value: other }] }]
}

const NEWER = ['deploy', 'configs', 'secrets', 'gpus', 'profiles']

function* onPodman(
  service: Service,
  { node: at }: Text,
  { reader, version, readerVersion }: PodmanHost,
): Iterable<Report> {
  if (reader === 'podman-compose' || hasOtherWay(service)) return
  const known = reader === 'docker-compose'
  const works = !isBefore(version, known ? '5.4' : '4.1') && !(known && isBefore(readerVersion, '2.30'))
  const fixes = works ? cdiForRuntime(service, true) : []
  const data = { service: service.name }
  if (known) yield { message: 'dropped', data, at, severity: 'error', fixes }
  else yield { message: 'either', data, at, fixes }
}

/** Requests are told by podman-ignores-reservation, and beside CDI devices nothing is lost. */
const hasOtherWay = (service: Service): boolean =>
  service.requests.length > 0 ||
  service.devices.some(isCdiDevice) ||
  /^(?:none|void|)$/.test(variableOf(service, 'NVIDIA_VISIBLE_DEVICES')?.value ?? 'all')
