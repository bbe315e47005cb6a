import type { Service } from '../../documents/compose/types'
import { defineRule, type Report, type RuleContext } from '../../lint/rule'
import { meansCpu } from '../support/cpu-on-purpose'
import { isClusterTarget, isLayer, mayBePrivileged, mayHaveGpu } from '../support/gpu-access'
import { imageOf } from '../support/gpu-image'
import { parallelOf } from '../support/parallel'
import { hasSharedMemory } from '../support/shared-memory'
import { torchUse, type UseOfTorch } from '../support/training'

const SIZE = '8gb'

export default defineRule({
  meta: {
    id: 'compose/shm-too-small-pytorch',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'A PyTorch service on a GPU needs more shared memory than Docker gives.',
    why: 'Docker gives /dev/shm 64 MB; the workers of a DataLoader pass their tensors through it and die with a bus error.',
    messages: {
      missing:
        'The service {service} has neither shm_size nor ipc: host, so its /dev/shm holds 64 MB. PyTorch passes tensors between processes through it: a DataLoader with workers dies with "Bus error … insufficient shared memory (shm)". Add shm_size: "8gb".',
      tiny: 'shm_size: {size} gives the service {service} no more than the 64 MB that Docker gives without it. PyTorch passes tensors between processes through /dev/shm: a DataLoader with workers dies with "Bus error … insufficient shared memory (shm)". Write "8gb" or what the data needs.',
    },
    sources: [
      'pytorch/pytorch#5040',
      'pytorch/pytorch#16979',
      'qubvel-org/segmentation_models.pytorch#172',
      'mosaicml/streaming#493',
      'bytedance/Protenix#2 (2024-11)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      "A warning where the command trains (torchrun, accelerate launch, deepspeed, num_workers), else a hint for images with PyTorch. Silent with ipc: host, shareable or another service's, with a mount or tmpfs at /dev/shm, and with num_workers 0.",
      'A daemon with a larger default-shm-size needs no shm_size.',
    ],
  },
  *check({ services }, context) {
    for (const service of services) {
      if (hasSharedMemory(service)) continue
      const use = torchUse(service, context)
      if (!use || isClusterTarget(context) || isToldElsewhere(service, context, use)) continue
      if (!seesGpu(service, context) || isLayer(service, context)) continue
      yield report(service, use === 'training' ? 'warning' : 'info')
    }
  },
})

/** Services over several GPUs (shm-too-small-nccl), and those with the size under `build` (build-shm-size-confusion). */
const isToldElsewhere = (service: Service, context: RuleContext, use: UseOfTorch): boolean =>
  (use !== 'training' && (parallelOf(service, context) ?? 1) > 1) || service.node.at('build', 'shm_size') !== undefined

function seesGpu(service: Service, context: RuleContext): boolean {
  if (mayHaveGpu(service) || mayBePrivileged(service)) return true
  const image = imageOf(service, context)
  return image?.known?.vendor === 'nvidia' && !meansCpu(service, image)
}

function report(service: Service, severity: 'warning' | 'info'): Report {
  const { name, node, shmSize } = service
  if (shmSize) {
    const fixes = [{ title: `Write ${SIZE}`, ops: [{ op: 'set', target: shmSize.node, value: SIZE } as const] }]
    return {
      message: 'tiny',
      data: { service: name, size: shmSize.raw },
      at: shmSize.node,
      severity,
      fixes: shmSize.interpolated ? [] : fixes,
    }
  }
  const add = {
    title: `Add shm_size: "${SIZE}"`,
    ops: [{ op: 'insert', map: node, key: 'shm_size', value: SIZE } as const],
  }
  const ipc = node.has('ipc')
    ? []
    : [
        {
          title: 'Share the memory of the host (ipc: host)',
          ops: [{ op: 'insert', map: node, key: 'ipc', value: 'host' } as const],
        },
      ]
  return {
    message: 'missing',
    data: { service: name },
    at: service.nameKey,
    severity,
    fixes: node.has('shm_size') ? [] : [add, ...ipc],
  }
}
