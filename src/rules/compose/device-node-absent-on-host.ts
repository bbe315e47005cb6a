import type { DeviceMapping, Service } from '../../documents/compose/types'
import type { SeqValue } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { isPlatform } from '../../host/platform'
import type { Target } from '../../host/target'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { otherRuntime } from '../support/gpu-access'
import { isOwn, sourceOf } from '../support/own-requests'
import { requestFixes } from '../support/request-fix'
import { gpuCount, shownGpus } from '../support/target-gpus'

export default defineRule({
  meta: {
    id: 'compose/device-node-absent-on-host',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['/dev/nvidia'],
    summary: 'The device nodes under `devices` are there on the host.',
    why: 'The engine looks for each node before it starts the container, and stops where one is missing.',
    messages: {
      index:
        'The target has {known}, so there is no {node}: the start fails with "error gathering device information while adding custom device "{node}": no such file or directory". Delete it.',
      wsl: 'WSL2 has no {node}: its GPU is /dev/dxg, which the container toolkit brings in on request. The start fails with "error gathering device information while adding custom device "{node}": no such file or directory". {todo}',
    },
    covers: ['device-node-absent-on-host', 'wsl2-specifics'],
    sources: [
      'NVIDIA/nvidia-docker#1447',
      'NVIDIA/nvidia-docker#1453',
      'kubernetes/minikube#20934 (2025-06)',
      'nikmcfly/MiroFish-Offline#48',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Speaks only where the target is WSL2, or lists its GPUs: then of /dev/nvidiaN with a number past the last. The driver makes nvidia-uvm and nvidia-modeset when they are first used, so nothing is said of them.',
    ],
  },
  *check({ services }, { target }) {
    const wsl = isPlatform(target, 'wsl2')
    const known = gpuCount(target)
    if (!wsl && known === undefined) return
    for (const service of services) {
      const nodes = service.devices.filter((device) => isNvidiaNode(device) && isOwn(device.node, service))
      if (wsl) yield* onWsl(service, nodes, target)
      else for (const device of nodes) yield* beyond(device, known ?? 0)
    }
  },
})

const isNvidiaNode = ({ source }: DeviceMapping): boolean => /^\/dev\/nvidia/.test(source ?? '')

function* beyond({ node: at, source = '' }: DeviceMapping, known: number): Iterable<Report> {
  const [, number] = /^\/dev\/nvidia(\d{1,3})$/.exec(source) ?? []
  if (number === undefined || Number(number) < known) return
  const ops = removeOps([at])
  const fixes = ops.length > 0 ? [{ title: `Delete ${source}`, ops }] : []
  yield {
    message: 'index',
    data: { node: source, known: shownGpus(known) },
    at: sourceOf(at),
    severity: 'error',
    fixes,
  }
}

/** One finding for the whole list: it is repaired as a whole. */
function* onWsl(service: Service, nodes: readonly DeviceMapping[], target: Target): Iterable<Report> {
  const [first] = nodes
  if (!first) return
  const asks = service.requests.length > 0 || otherRuntime(service.runtime)
  const ops = removeOps(nodes.map(({ node }) => node))
  const drop: RuleFix = { title: 'Delete the NVIDIA device nodes', ops }
  const [ask] = requestFixes(service, target, ops)
  const instead: readonly RuleFix[] = ask ? [{ title: 'Reserve the GPUs in place of the nodes', ops: ask.ops }] : []
  const fixes = ops.length < nodes.length ? [] : asks ? [drop] : instead
  const todo = asks ? 'Delete the nodes; the GPU request is enough.' : 'Ask for the GPUs in place of the nodes.'
  yield { message: 'wsl', data: { node: first.source ?? '', todo }, at: sourceOf(first.node), severity: 'error', fixes }
}

const removeOps = (items: readonly DeviceMapping['node'][]): readonly Op[] =>
  items.flatMap((item): Op[] => {
    const seq: SeqValue | undefined = item.parent?.kind === 'seq' && !item.parent.via ? item.parent : undefined
    return seq ? [{ op: 'remove-item', seq, item }] : []
  })
