import type { ComposeDocument, DeviceMapping, DeviceRequest, Service } from '../../documents/compose/types'
import { asMap, type Value } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { composeVersion, dockerVersion, engineOf, toolkitVersion } from '../../host/engine'
import type { Target } from '../../host/target'
import { type Data, defineRule, type RuleFix, type Severity } from '../../lint/rule'
import { isCdiDevice } from '../support/gpu-access'
import { isBefore, isFrom } from '../support/host-versions'
import { addRequest, requestFor } from '../support/request-fix'

export default defineRule({
  meta: {
    id: 'compose/cdi-device-needs-versions',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['/gpu=', 'cdi', '.com/'],
    summary: 'CDI device names need versions of Compose, the engine and the toolkit that know them.',
    why: 'Older versions look for a device node of that name on the host, or know no driver cdi, and the container does not start.',
    messages: {
      compose:
        'Docker Compose {version} does not know CDI device names, which came with 2.30: it hands "{name}" to the engine as a path, and the start fails with "error gathering device information while adding custom device". Reserve the GPUs under deploy, or use a newer Compose.',
      engine:
        'Docker Engine {version} has no CDI, which came with 25.0: "{name}" does not start. Reserve the GPUs with the driver nvidia, or use a newer engine.',
      feature:
        'Docker Engine {version} has CDI only where its daemon.json turns it on (features.cdi: true); from 28.2 on it is on by default. Without it "{name}" does not start. Turn it on, or reserve the GPUs with the driver nvidia.',
      podman:
        'Podman {version} does not know CDI device names, which came with 4.1: "{name}" is taken for a path on the host. Use a newer Podman.',
      spec: 'The NVIDIA Container Toolkit {toolkit} writes CDI specifications of version 0.7.0, which {engine} {version} cannot read (it takes {needed} or later): "{name}" cannot be resolved and the start fails. Use a newer engine, or reserve the GPUs with the driver nvidia.',
      toolkit:
        'The NVIDIA Container Toolkit {version} writes no CDI specification (nvidia-ctk cdi generate came with 1.12), so "{name}" cannot be resolved and the start fails. Reserve the GPUs with the driver nvidia, or use a newer toolkit.',
    },
    sources: [
      'docker/compose#12184',
      'podman-container-tools/podman#28309',
      'podman-container-tools/podman#19338',
      'NVIDIA toolkit docs "Support for Container Device Interface"',
      'cncf-tags/container-device-interface#84',
      'measured: Docker Engine 28.5.2 and 26.1.5, Compose 2.40.3 and 2.26.1 (2026-11-22)',
    ],
    notes: [
      'Speaks only where the target names an older version. Docker Engine 25.0 to 28.1 with CDI turned on runs the file, so that is a warning; where it is turned on, turn the rule off.',
    ],
  },
  *check(document, { target }) {
    const lacks = { devices: lackOf(target, 'devices'), request: lackOf(target, 'request') }
    // What stops a request stops a device too.
    if (!lacks.devices) return
    for (const { at, name, service, way } of cdiNames(document)) {
      const lacking = lacks[way]
      if (!lacking) continue
      const { message, version, severity, more } = lacking
      yield { message, data: { version, name, ...more }, at, severity, fixes: repairs(service, target) }
    }
  },
})

interface Lack {
  readonly message: 'compose' | 'engine' | 'feature' | 'podman' | 'spec' | 'toolkit'
  readonly version: string
  readonly more?: Data
  readonly severity: Severity
}

/** The first thing that stops the start. Requests with `driver: cdi` are handed on by every Compose. */
function lackOf(target: Target, way: CdiName['way']): Lack | undefined {
  const [compose, engine, toolkit] = [composeVersion(target), dockerVersion(target), toolkitVersion(target)]
  const error = (message: Lack['message'], version = ''): Lack => ({ message, version, severity: 'error' })
  const podman = engineOf(target)?.name === 'podman' ? engineOf(target)?.version : undefined
  if (isBefore(podman, '4.1')) return error('podman', podman)
  if (isBefore(engine, '25.0')) return error('engine', engine)
  if (isBefore(toolkit, '1.12')) return error('toolkit', toolkit)
  if (way === 'devices' && isBefore(compose, '2.30')) return error('compose', compose)
  if (isFrom(toolkit, '1.19')) {
    const spec = (name: string, version: string | undefined, needed: string): Lack => ({
      ...error('spec', version),
      more: { toolkit: toolkit ?? '', engine: name, needed },
    })
    if (isBefore(engine, '26.1')) return spec('Docker Engine', engine, '26.1')
    if (isBefore(podman, '5.1')) return spec('Podman', podman, '5.1')
  }
  return isBefore(engine, '28.2') ? { ...error('feature', engine), severity: 'warning' } : undefined
}

interface CdiName {
  readonly at: Value
  readonly name: string
  readonly service: Service
  readonly way: 'devices' | 'request'
}

/** The names under `devices`, and the requests with `driver: cdi`. */
function cdiNames({ services, file }: ComposeDocument): readonly CdiName[] {
  return services
    .flatMap((service) => [
      ...service.devices.filter(isNvidiaCdi).map((device) => ofDevice(device, service)),
      ...service.requests.flatMap((request) => ofRequest(request, service)),
    ])
    .filter(({ at }) => at.file === file)
}

/** The long form is one where its target is the same name. */
const isNvidiaCdi = (device: DeviceMapping): boolean =>
  isCdiDevice(device) &&
  (device.form === 'long'
    ? device.target === device.value && /^nvidia\.com\/[a-z]+=/.test(device.value ?? '')
    : /^nvidia\.com\/[a-z]+=[^:]+$/.test(device.value ?? ''))

const ofDevice = ({ node, value = '' }: DeviceMapping, service: Service): CdiName => ({
  at: asMap(node)?.get('source') ?? node,
  name: value,
  service,
  way: 'devices',
})

const ofRequest = ({ driver, deviceIds }: DeviceRequest, service: Service): readonly CdiName[] =>
  driver?.value === 'cdi'
    ? [{ at: driver.node, name: `driver: cdi ${deviceIds ?? ''}`.trim(), service, way: 'request' }]
    : []

/** A reservation of the same GPUs in place of the names, where those are all that the service asks with. */
function repairs(service: Service, target: Target): readonly RuleFix[] {
  if (service.requests.length > 0 || engineOf(target)?.name === 'podman') return []
  const named = service.devices.filter(isNvidiaCdi)
  const ids = named.map(({ value = '' }) => value.slice(value.indexOf('=') + 1))
  const gpus = named.every(({ value }) => value?.startsWith('nvidia.com/gpu='))
  const reserve = gpus ? addRequest(service, ids.includes('all') ? requestFor() : requestFor(ids)) : undefined
  const drops = named.flatMap(({ node }): readonly Op[] =>
    node.parent?.kind === 'seq' ? [{ op: 'remove-item', seq: node.parent, item: node }] : [],
  )
  return reserve ? [{ title: 'Reserve the GPUs under deploy', ops: [...drops, reserve] }] : []
}
