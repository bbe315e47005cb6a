import type { Service } from '../../documents/compose/types'
import { defineRule, type RuleContext } from '../../lint/rule'
import { isClusterTarget, isLayer } from '../support/gpu-access'
import { imageOf } from '../support/gpu-image'
import { hasSharedMemory } from '../support/shared-memory'

/** The last release whose Python backend takes 64 MB for each instance (python_backend 6f369ef, in r23.10). */
const LAST = 23.08

export default defineRule({
  meta: {
    id: 'compose/triton-python-backend-shm',
    kind: 'compose',
    severity: 'info',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['tritonserver'],
    summary: 'Triton up to 23.08 has shared memory for its Python backend.',
    why: 'Each instance of a Python model takes 64 MB of /dev/shm there, which is all that a container has.',
    messages: {
      missing:
        'The service {service} runs Triton {release} with the 64 MB of shared memory that every container has. Up to 23.08 each instance of a Python model takes as much, and the second one fails: Unable to initialize shared memory key. Set shm_size: "1gb", or 64 MB for each instance.',
    },
    sources: [
      'triton-inference-server/server#6195',
      'triton-inference-server/server#4869',
      'triton-inference-server/server#5681',
      'triton-inference-server/python_backend 6f369ef (2023-08-22), branch r23.10',
    ],
    notes: [
      'A hint: the file does not tell whether a model uses the Python backend; a warning where the command sets options of it. Silent for later releases and where shm-default-byte-size is set.',
    ],
  },
  *check({ services }, context) {
    for (const service of services) {
      const release = releaseOf(service, context)
      if (!release || Number(release) > LAST || hasSharedMemory(service) || isLayer(service, context)) continue
      if (isClusterTarget(context) || /shm-default-byte-size/.test(service.commandText)) continue
      const sure = /--backend-config[= ]python,/.test(service.commandText)
      const ops = [{ op: 'insert', map: service.node, key: 'shm_size', value: '1gb' } as const]
      const fixes = service.shmSize ? [] : [{ title: 'Add shm_size: "1gb"', ops }]
      yield {
        message: 'missing',
        data: { service: service.name, release },
        at: service.nameKey,
        severity: sure ? 'warning' : 'info',
        fixes,
      }
    }
  },
})

function releaseOf(service: Service, context: RuleContext): string | undefined {
  const image = imageOf(service, context)
  if (image?.reference.fullName !== 'nvcr.io/nvidia/tritonserver') return undefined
  return /^(\d\d\.\d\d)-(?!.*sdk)/.exec(image.reference.tag ?? '')?.[1]
}
