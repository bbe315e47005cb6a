import type { DeviceMapping, Service } from '../../documents/compose/types'
import { asScalar, type Value } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { composeVersion, dockerVersion, isPodman, toolkitVersion } from '../../host/engine'
import { platformOf } from '../../host/platform'
import type { Target } from '../../host/target'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { cdiForRequest, cdiForRuntime } from '../support/cdi-instead'
import { addNodes, isDriverNode, isWholeList, nodesFor } from '../support/device-nodes'
import { variableOf } from '../support/environment-variable'
import { isCdiDevice, mayBePrivileged } from '../support/gpu-access'
import { withoutOtherMakers } from '../support/gpu-image'
import { type GpuPath, gpuPath, usesHook } from '../support/gpu-path'
import { isBefore, isFrom } from '../support/host-versions'
import { isOwn, ownRequests, requestSpot, sourceOf } from '../support/own-requests'
import { devicesOf } from '../support/request-fix'
import { gpuCount } from '../support/target-gpus'

export default defineRule({
  meta: {
    id: 'compose/nvml-lost-after-daemon-reload',
    kind: 'compose',
    severity: 'info',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['restart', '/dev/nvidia'],
    summary: 'A service that runs for long keeps its GPU when systemd reloads.',
    why: "NVIDIA's hook opens the devices behind runc's back; when systemd applies the device rules anew, the container loses them.",
    messages: {
      lost: 'The service {service} runs for long (restart: {restart}) and gets its GPU from the hook of the container toolkit ({host}). Where systemd manages the cgroups, a systemctl daemon-reload or an update of the container takes it away: "Failed to initialize NVML: Unknown Error", or work goes on on the CPU. Name the GPU by CDI, or list its device nodes under devices.',
      obsolete:
        'The list of NVIDIA device nodes of the service {service} serves nothing here. It keeps the GPU over a systemctl daemon-reload where the hook of the container toolkit opens it; {way} needs no such help, and the toolkit knows cgroup v2 from 1.8.1 on. Delete the nodes.',
    },
    covers: ['nvml-lost-after-daemon-reload', 'cgroup-v2-no-device-controller'],
    sources: [
      'NVIDIA/nvidia-docker#1730',
      'NVIDIA/nvidia-container-toolkit#48',
      'NVIDIA/nvidia-container-toolkit#1227 (2025-08)',
      'NVIDIA/nvidia-docker#1447',
      'ollama/ollama#8962',
      'NVIDIA toolkit docs "Troubleshooting" (2026-08)',
    ],
    notes: [
      'Only a hint, and only where the target says that the hook is used: Docker Engine before 29.2 for a device request, a toolkit before 1.18 for runtime: nvidia. Hosts whose Docker uses the cgroup driver cgroupfs are not concerned: turn the rule off there.',
      'An explicit list of /dev/nvidia* still helps against this loss. It was also the way round "cgroup subsystem devices not found" on cgroup v2, which the toolkit 1.8.1 made needless. Beside CDI devices, and with runtime: nvidia from toolkit 1.18 on, it serves neither.',
      'Silent for privileged containers, device_cgroup_rules, Podman, WSL2, Jetson and clusters.',
    ],
  },
  *check({ services }, context) {
    const { target, project } = context
    if (!target.engine && !target.toolkit && !project.mentions('/dev/nvidia')) return
    const platform = platformOf(target)?.name
    if (platform !== undefined && platform !== 'linux') return
    for (const service of withoutOtherMakers(services, context)) {
      const path = gpuPath(service)
      if (!path || service.partial || mayBePrivileged(service) || service.field('device_cgroup_rules')) continue
      const hook = usesHook(path, target)
      const nodes = service.devices.filter(isDriverNode)
      if (hook === true && nodes.length === 0 && !isPodman(target)) yield* lost(service, path, target)
      if (hook === false && isWholeList(nodes)) yield* obsolete(service, path, nodes)
    }
  },
})

function* lost(service: Service, path: GpuPath, target: Target): Iterable<Report> {
  const restart = asScalar(service.field('restart'))?.value
  if (restart !== 'always' && restart !== 'unless-stopped') return
  if (service.devices.some((device) => device.value === undefined || isCdiDevice(device))) return
  const [request] = ownRequests(service)
  const at = path === 'request' ? request && requestSpot(request) : service.runtime?.node
  if (!at || !isOwn(at, service)) return
  const host =
    path === 'request' ? `Docker Engine ${dockerVersion(target)}` : `container toolkit ${toolkitVersion(target)}`
  const fixes = [...byCdi(service, path, target), ...byNodes(service, path, target)]
  yield { message: 'lost', data: { service: service.name, restart, host }, at, fixes }
}

/** Only where the host surely has CDI on. */
function byCdi(service: Service, path: GpuPath, target: Target): readonly RuleFix[] {
  if (!isFrom(dockerVersion(target), '28.2') || isBefore(composeVersion(target), '2.30')) return []
  if (isBefore(toolkitVersion(target), '1.12')) return []
  const [request] = ownRequests(service)
  return path === 'runtime' ? cdiForRuntime(service, false) : request ? cdiForRequest(service, request, false) : []
}

function byNodes(service: Service, path: GpuPath, target: Target): readonly RuleFix[] {
  const [request, ...more] = service.requests
  const ids = path === 'runtime' ? visibleIds(service) : request && more.length === 0 ? devicesOf(request) : undefined
  // What a variable chooses is not known when the nodes are written.
  const open = path === 'runtime' ? variableOf(service, VISIBLE)?.interpolated : request?.at.source.includes('$')
  const paths = open ? undefined : nodesFor(ids, gpuCount(target))
  const ops = paths && addNodes(service, paths)
  return ops ? [{ title: 'Add the device nodes', ops }] : []
}

/** Nodes of GPUs that the service does not ask for give more than CDI does. */
function* obsolete(service: Service, path: GpuPath, nodes: readonly DeviceMapping[]): Iterable<Report> {
  const [first] = nodes
  const ids = chosen(service, path)
  if (!first || !isOwn(first.node, service) || !nodes.every((node) => isChosen(node, ids))) return
  const way = path === 'cdi' ? 'CDI' : 'runtime: nvidia of this toolkit, which uses CDI,'
  const ops = nodes.flatMap(({ node }) => removal(node))
  const fixes = ops.length < nodes.length ? [] : [{ title: 'Delete the device nodes', ops }]
  yield { message: 'obsolete', data: { service: service.name, way }, at: sourceOf(first.node), fixes }
}

/** The GPUs that the service gets, as far as they are named. */
function chosen(service: Service, path: GpuPath): readonly string[] {
  if (path === 'runtime') return visibleIds(service)
  const { devices, requests } = service
  const names = [...devices.flatMap(({ value }) => value ?? []), ...requests.flatMap(({ deviceIds = [] }) => deviceIds)]
  return names.map((name) => name.replace('nvidia.com/gpu=', ''))
}

const VISIBLE = 'NVIDIA_VISIBLE_DEVICES'

const visibleIds = (service: Service): readonly string[] => {
  const variable = variableOf(service, VISIBLE)
  return variable ? (variable.value?.split(',').map((id) => id.trim()) ?? []) : ['all']
}

function isChosen({ source = '' }: DeviceMapping, ids: readonly string[]): boolean {
  const [index] = /\d+$/.exec(source) ?? []
  return index === undefined || ids.includes('all') || ids.includes(index)
}

const removal = (item: Value): readonly Op[] =>
  item.parent?.kind === 'seq' && !item.parent.via ? [{ op: 'remove-item', seq: item.parent, item }] : []
