import type { Service } from '../../documents/compose/types'
import { defineRule, type RuleContext } from '../../lint/rule'
import { isClusterTarget } from '../support/gpu-access'
import { imageOf, programOf } from '../support/gpu-image'
import { parallelOf } from '../support/parallel'
import { torchUse, trains } from '../support/training'

const LIMITS = { memlock: -1, stack: 67108864 }

export default defineRule({
  meta: {
    id: 'compose/ulimits-memlock-stack',
    kind: 'compose',
    severity: 'info',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['nvcr.io/nvidia/'],
    summary: "Training and multi-GPU services on NVIDIA's framework images lift the limits on locked memory and stack.",
    why: 'The images recommend it at start-up: pinned memory and NCCL run into the default limits.',
    messages: {
      missing:
        'The service {service} runs {image} over several GPUs or to train, and sets no ulimits. The image itself recommends memlock: -1 and stack: 67108864, since pinned memory and NCCL run into the default limits. Add them.',
    },
    sources: ['start-up note of the NGC framework images', 'triton-inference-server/tensorrtllm_backend#336'],
    notes: [
      'Only for nvcr.io/nvidia images of PyTorch, TensorFlow and Triton with a command that trains or uses several GPUs. A daemon with other defaults needs no ulimits.',
    ],
  },
  *check({ services }, context) {
    for (const service of services) {
      const image = isNgc(service, context)
      if (!image || service.partial || service.overlay || service.field('ulimits') || isClusterTarget(context)) continue
      const ops = [{ op: 'insert', map: service.node, key: 'ulimits', value: LIMITS } as const]
      const fixes = [{ title: 'Add ulimits for memlock and stack', ops }]
      yield { message: 'missing', data: { service: service.name, image }, at: service.nameKey, fixes }
    }
  },
})

function isNgc(service: Service, context: RuleContext): string | undefined {
  const image = imageOf(service, context)
  if (!image?.reference.fullName.startsWith('nvcr.io/nvidia/') || !image.known?.framework) return undefined
  const several = (parallelOf(service, context) ?? 1) > 1
  const tensorflow = image.known.framework === 'tensorflow' && trains(programOf(service, image), true)
  return several || tensorflow || torchUse(service, context) === 'training' ? image.value : undefined
}
