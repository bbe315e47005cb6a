import type { DeviceMapping, Service } from '../../documents/compose/types'
import type { SeqValue } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { isPlatform } from '../../host/platform'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { isCdiDevice, isLayer, mayBePrivileged, mountsDriver, otherRuntime } from '../support/gpu-access'
import { addRequest, requestFixes, requestFor } from '../support/request-fix'

export default defineRule({
  meta: {
    id: 'compose/raw-devices-incomplete',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['/dev/nvidia'],
    summary: 'NVIDIA device nodes under `devices` are complete and stand beside a GPU request.',
    why: 'CUDA needs /dev/nvidiaN, /dev/nvidiactl and /dev/nvidia-uvm, and device nodes alone bring no driver libraries.',
    messages: {
      incomplete:
        'The service {service} maps {found}, but not {missing}. CUDA needs /dev/nvidiaN, /dev/nvidiactl and /dev/nvidia-uvm, and device nodes alone bring no driver libraries (libcuda.so.1). Ask for the GPUs instead, or complete the list and ask for them too.',
      partial:
        'The service {service} maps {found}, but not {missing}. The GPU request brings every node where the toolkit may do so; where it may not (no-cgroups = true), CUDA needs them all. Complete the list, or delete it.',
      nolibs:
        'The service {service} maps the NVIDIA device nodes but asks for no GPU. The nodes alone bring no driver libraries, so CUDA finds no libcuda.so.1. Ask for the GPUs: that brings nodes and libraries.',
    },
    sources: [
      'aarnphm/distributed-deployment-ml docker-compose.yaml',
      'NVIDIA/nvidia-docker#1447',
      'NVIDIA/nvidia-docker#471',
      'manascb1344/zonos-api#2',
    ],
    notes: [
      'nvidia-modeset, nvidia-uvm-tools and nvidia-caps are optional. Silent for privileged containers, for volumes that bring the driver libraries or /dev, beside CDI devices, and where a node comes from a variable.',
    ],
  },
  *check({ services }, context) {
    // WSL2 has no such nodes: device-node-absent-on-host tells it.
    if (isPlatform(context.target, 'wsl2')) return
    for (const service of services) {
      const nodes = service.devices.filter(({ source }) => source?.startsWith('/dev/nvidia'))
      const own = nodes.every(({ node }) => node.file === service.document.file)
      const [first] = nodes
      if (first && own && !isUnsure(service) && !isLayer(service, context)) yield* judge(service, nodes, first, context)
    }
  },
})

function* judge(
  service: Service,
  nodes: readonly DeviceMapping[],
  { node: at }: DeviceMapping,
  { target }: RuleContext,
): Iterable<Report> {
  const missing = missingIn(nodes)
  const asks = service.requests.length > 0 || service.gpus !== undefined || otherRuntime(service.runtime)
  const data = { service: service.name, found: namesOf(nodes), missing: missing.join(' and ') }
  if (asks && missing.length > 0 && nodes.some(({ source = '' }) => CORE.test(source)))
    yield { message: 'partial', data, at, severity: 'info', fixes: completeOrDelete(nodes, missing) }
  if (asks) return
  if (missing.length === 0) yield { message: 'nolibs', data, at, fixes: ask(service, nodes, target) }
  else yield { message: 'incomplete', data, at, fixes: replaceOrComplete(service, nodes, missing, target) }
}

/** What CUDA itself opens; modeset, uvm-tools, caps and the rest serve other ends and may stand alone beside a request. */
const CORE = /^\/dev\/nvidia(?:\d+|ctl|-uvm)$/

const isUnsure = (service: Service): boolean =>
  service.partial ||
  mayBePrivileged(service) ||
  mountsDriver(service) ||
  service.devices.some((device) => device.value === undefined || isCdiDevice(device))

function missingIn(nodes: readonly DeviceMapping[]): readonly string[] {
  const sources = nodes.map(({ source = '' }) => source)
  const needed = ['/dev/nvidiactl', '/dev/nvidia-uvm'].filter((path) => !sources.includes(path))
  return sources.some((source) => /^\/dev\/nvidia\d+$/.test(source)) ? needed : ['/dev/nvidia0', ...needed]
}

const namesOf = (nodes: readonly DeviceMapping[]): string => nodes.map(({ source }) => source).join(', ')

type Fixes = NonNullable<Report['fixes']>
type Target = Parameters<typeof requestFixes>[1]

/** A complete list keeps its worth beside a request: the nodes outlive a reload of the daemon. */
function ask(service: Service, nodes: readonly DeviceMapping[], target: Target): Fixes {
  return [
    ...titled(requestFixes(service, target, [], idsOf(nodes)), 'Keep the nodes and reserve the GPUs'),
    ...replaced(service, nodes, target),
  ]
}

function replaceOrComplete(
  service: Service,
  nodes: readonly DeviceMapping[],
  missing: readonly string[],
  target: Target,
): Fixes {
  // Not behind the list, where the new nodes go: two edits at one place are refused.
  const name = service.node.entries.find(({ key, merged }) => !merged && /^(?:image|build)$/.test(String(key.value)))
  const request = addRequest(service, requestFor(idsOf(nodes)), name)
  const complete = request ? [{ title: '', ops: [...completeOps(nodes, missing), request] }] : []
  return [...replaced(service, nodes, target), ...titled(complete, 'Complete the list and reserve the GPUs')]
}

const completeOrDelete = (nodes: readonly DeviceMapping[], missing: readonly string[]): Fixes => [
  { title: `Add ${missing.join(' and ')}`, ops: completeOps(nodes, missing) },
  { title: 'Delete the device nodes', ops: removeOps(nodes) },
]

const replaced = (service: Service, nodes: readonly DeviceMapping[], target: Target): Fixes =>
  titled(requestFixes(service, target, removeOps(nodes), idsOf(nodes)), 'Reserve the GPUs in place of the nodes')

/** The GPUs whose nodes are mapped; undefined where none is: then all of them. */
function idsOf(nodes: readonly DeviceMapping[]): readonly string[] | undefined {
  const ids = nodes.flatMap(({ source }) => /^\/dev\/nvidia(\d+)$/.exec(source ?? '')?.[1] ?? [])
  return ids.length > 0 ? ids : undefined
}

const titled = (fixes: readonly RuleFix[], title: string): Fixes => fixes.slice(0, 1).map(({ ops }) => ({ title, ops }))

const removeOps = (nodes: readonly DeviceMapping[]): readonly Op[] =>
  nodes.flatMap(({ node }): Op[] => {
    const seq = listOf(node)
    return seq ? [{ op: 'remove-item', seq, item: node }] : []
  })

function completeOps(nodes: readonly DeviceMapping[], missing: readonly string[]): readonly Op[] {
  const last = nodes.at(-1)
  const seq = last && listOf(last.node)
  const mapped = last?.form === 'short' && last.value?.includes(':')
  return seq ? missing.map((path): Op => ({ op: 'append', seq, value: mapped ? `${path}:${path}` : path })) : []
}

const listOf = ({ parent }: DeviceMapping['node']): SeqValue | undefined =>
  parent?.kind === 'seq' ? parent : undefined
