import type { Service } from '../../documents/compose/types'
import { defineRule, type Report } from '../../lint/rule'
import { isClusterTarget, isLayer, mayBePrivileged, mayHaveGpu } from '../support/gpu-access'
import { parallelOf } from '../support/parallel'
import { hasSharedMemory } from '../support/shared-memory'
import { torchUse } from '../support/training'

const SIZE = '16gb'

export default defineRule({
  meta: {
    id: 'compose/shm-too-small-nccl',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['--tensor', '-tp', '--num', '--nproc', '--pipeline', 'NUM_SHARD'],
    summary: 'A service that spreads one model over several GPUs has shared memory for NCCL.',
    why: 'A container has 64 MB at /dev/shm; NCCL needs more for the first two processes already.',
    messages: {
      missing:
        'The service {service} runs over {count} GPUs and sets neither shm_size nor ipc. A container has 64 MB at /dev/shm, and NCCL stops there: Error while creating shared memory segment. Set shm_size: "16gb", or ipc: host where the host is yours alone.',
      tiny: 'The service {service} runs over {count} GPUs with shm_size {size}. NCCL needs more than that at /dev/shm, and stops: Error while creating shared memory segment. Set shm_size: "16gb".',
    },
    sources: [
      'vllm-project/vllm#1710',
      'vllm-project/vllm#6574',
      'vllm-project/vllm#10626',
      'vllm-project/vllm#18831',
      'MiniMax-AI/MiniMax-01#42',
    ],
    notes: [
      'Told from the options of the command (--tensor-parallel-size, --num-shard, --nproc-per-node and their kind), or NUM_SHARD for Text Generation Inference, with a number above 1. A daemon with a larger default-shm-size needs no shm_size.',
    ],
  },
  *check({ services }, context) {
    for (const service of services) {
      const count = parallelOf(service, context)
      if (count === undefined || count < 2 || hasSharedMemory(service)) continue
      // Training is told by compose/shm-too-small-pytorch.
      if (torchUse(service, context) === 'training' || isClusterTarget(context) || isLayer(service, context)) continue
      if (mayHaveGpu(service) || mayBePrivileged(service)) yield report(service, count)
    }
  },
})

function report({ name, nameKey, node, shmSize }: Service, count: number): Report {
  const data = { service: name, count, size: shmSize?.raw ?? '' }
  if (shmSize) {
    const fixes = [{ title: `Write ${SIZE}`, ops: [{ op: 'set', target: shmSize.node, value: SIZE } as const] }]
    return { message: 'tiny', data, at: shmSize.node, fixes: shmSize.interpolated ? [] : fixes }
  }
  const insert = (key: string, value: string) => [{ op: 'insert', map: node, key, value } as const]
  const shm = { title: `Add shm_size: "${SIZE}"`, ops: insert('shm_size', SIZE) }
  const ipc = { title: 'Share the memory of the host (ipc: host)', ops: insert('ipc', 'host') }
  return { message: 'missing', data, at: nameKey, fixes: node.has('ipc') ? [shm] : [shm, ipc] }
}
