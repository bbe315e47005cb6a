import type { Service } from '../../documents/compose/types'
import { asSeq } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { defineRule, type RuleFix } from '../../lint/rule'
import { isMounted } from '../support/mounted'
import { isStockTriton, repositoriesOf } from '../support/triton-repository'

export default defineRule({
  meta: {
    id: 'compose/triton-model-repo-mount',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['tritonserver'],
    summary: 'Triton is started with a model repository that is there.',
    why: 'The stock image has no models: Triton exits at once where the path of its repository is missing.',
    messages: {
      missing:
        'Triton is started with --model-repository={path}, but no volume of {service} is mounted there. The stock image has no models, so Triton exits: the model repository is not found. Mount one at {path}.',
      none: 'Triton is started without --model-repository. It exits at once: --model-repository must be specified. Name the folder where the models are mounted.',
    },
    sources: ['triton-inference-server/server#6195', 'triton-inference-server/tensorrtllm_backend#562'],
    notes: [
      'Only for the stock image nvcr.io/nvidia/tritonserver, started directly: a build may bring models, and so may a script or a command before it. Repositories in a cloud storage are not judged.',
    ],
  },
  *check({ services }) {
    for (const service of services) {
      const { node } = service
      const command = isStock(service) ? (node.entry('command') ?? node.entry('entrypoint')) : undefined
      const paths = command && repositoriesOf(service.commandText)
      if (!command || !paths || service.partial || brings(service)) continue
      if (paths.length === 0) yield { message: 'none', at: command.key }
      const path = paths.find((one) => one.startsWith('/') && !isMounted(service, one))
      if (path)
        yield {
          message: 'missing',
          data: { path, service: service.name },
          at: command.value.kind === 'scalar' ? command.value : command.key,
          fixes: mount(service, path),
        }
    }
  },
})

const isStock = ({ image, build }: Service): boolean => !build && isStockTriton(image?.value)

/** Files may come in by other ways than volumes. */
const brings = ({ node }: Service): boolean =>
  ['configs', 'secrets', 'volumes_from', 'develop', 'post_start'].some((key) => node.has(key))

function mount({ node }: Service, path: string): readonly RuleFix[] {
  const value = `./model_repository:${path}:ro`
  const list = node.get('volumes')
  const seq = asSeq(list)
  if (list && (!seq || seq.via)) return []
  const op: Op = seq ? { op: 'append', seq, value } : { op: 'insert', map: node, key: 'volumes', value: [value] }
  return [{ title: `Mount ./model_repository at ${path}`, ops: [op] }]
}
