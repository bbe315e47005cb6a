import type { ComposeDocument, Service } from '../../documents/compose/types'
import { basename } from '../../documents/workspace'
import { defineRule, type RuleContext } from '../../lint/rule'
import { gpuFileOf } from '../refactorings/pair'
import { isExtended } from '../support/extended'
import { isForCluster } from '../support/gpu-access'
import { imageOf } from '../support/gpu-image'
import { ownRequests, requestSpot } from '../support/own-requests'
import { goesToNvidia } from '../support/request-fix'

export default defineRule({
  meta: {
    id: 'compose/gpu-mandatory-for-cpu-users',
    kind: 'compose',
    severity: 'info',
    fixable: 'none',
    since: '0.1.0',
    needs: ['ollama', 'localai', 'text-embeddings'],
    summary: 'A service that runs on the CPU too does not demand a GPU in the default file.',
    why: 'A device request is a demand: on a host without an NVIDIA GPU nothing of the service starts.',
    messages: {
      demand:
        'The service {service} demands a GPU in {file}, and {image} runs on the CPU too. On a host without an NVIDIA GPU docker compose up stops: could not select device driver "nvidia" with capabilities: [[gpu]]. Where such hosts shall start it too, move the request into {other} and give both with -f; editors offer that on the request.',
    },
    sources: ['simstudioai/sim#1315', 'nikmcfly/MiroFish-Offline#48', 'RoBorregos/home2#545'],
    notes: [
      'Only a hint, for images that are made to run on either, in a file that Docker Compose takes by itself. Silent behind a profile, where another service or a file beside it is there for the CPU or the GPU, for services that others extend, and where the target names GPUs: a project for GPUs alone needs no pair. Silent too where a comment names --cpu-fallback, and in what gpu-compose new wrote.',
    ],
  },
  *check(document, context) {
    const other = gpuFileOf(context.file.path)
    if (
      !other ||
      context.target.gpus ||
      SAYS_SO.test(context.file.text) ||
      context.project.besideOf(document).length > 0
    )
      return
    for (const service of document.services) {
      const [request] = ownRequests(service).filter(goesToNvidia)
      const image = request && imageOf(service, context)
      if (!request || !image || image.known?.gpu !== 'optional' || image.known.training || image.stage) continue
      if (image.known.framework === 'triton' || hasChoice(service, document, context)) continue
      const data = {
        service: service.name,
        file: basename(context.file.path),
        image: image.value,
        other: basename(other),
      }
      yield { message: 'demand', data, at: requestSpot(request) }
    }
  },
})

/** What `gpu-compose new` writes says so in its head: the way was chosen there. */
const SAYS_SO = /^[ \t]*#.*(?:--cpu-fallback|gpu-compose new)/m

/** True where the file lets its user choose already. */
function hasChoice(service: Service, { services }: ComposeDocument, context: RuleContext): boolean {
  if (service.profiles.length > 0 || service.partial || isExtended(service) || isForCluster(service, context))
    return true
  const name = service.image?.value?.split(':')[0]
  const layered = context.project.siblingsOf(service.document).length > 0
  return layered || services.some((other) => other !== service && other.image?.value?.split(':')[0] === name)
}
