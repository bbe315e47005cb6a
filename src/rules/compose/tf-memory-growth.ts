import type { Service } from '../../documents/compose/types'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { addVariable } from '../support/add-variable'
import { imageOf, programOf } from '../support/gpu-image'
import { devicesOf, goesToNvidia } from '../support/request-fix'

export default defineRule({
  meta: {
    id: 'compose/tf-memory-growth',
    kind: 'compose',
    severity: 'info',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['tensorflow', 'vllm', 'sglang', 'text-generation-inference'],
    summary: 'Services that share a GPU leave each other memory.',
    why: 'TensorFlow takes all memory of a GPU when it starts, and vLLM nine tenths: the next service on it finds none.',
    messages: {
      tensorflow:
        'The service {service} runs TensorFlow on {gpu}, which {other} uses too. TensorFlow takes nearly all memory of the GPU when it starts, so the other stops with CUDA_ERROR_OUT_OF_MEMORY. Set TF_FORCE_GPU_ALLOW_GROWTH=true, or give them different GPUs.',
      server:
        'The service {service} runs {program} on {gpu}, which {other} uses too. By default it takes {share} of the memory of the GPU, whatever the other needs. Set {option} to its part, or give them different GPUs.',
    },
    sources: [
      'tensorflow.org, Use a GPU: limiting GPU memory growth',
      'vLLM documentation, engine arguments: --gpu-memory-utilization',
      'ollama/ollama#1561',
      'huggingface/text-generation-inference docs/source/reference/launcher.md (read 2026-11-28)',
    ],
    notes: [
      'Only a hint: services may run one after the other. Told where the requests name the GPUs and they overlap; silent for services that profiles keep apart, and where CUDA_VISIBLE_DEVICES or a variable decides.',
    ],
  },
  *check({ services }, context) {
    if (services.length < 2) return
    const users = services.flatMap((service) => userOf(service, context) ?? [])
    for (const user of users) {
      const greed = greedOf(user.service, context)
      const other = greed && users.find((one) => one !== user && together(one.service, user.service) && meet(one, user))
      if (greed && other) yield report(user, greed, other)
    }
  },
})

interface User {
  readonly service: Service
  /** `all`, or indexes and UUIDs. */
  readonly gpus: readonly string[]
}

/** A service that surely runs on GPUs that its one request names. */
function userOf(service: Service, { target }: RuleContext): User | undefined {
  const [request, ...more] = service.requests
  const gpus = request && goesToNvidia(request) ? devicesOf(request) : undefined
  const chosen = service.environment.some(({ name }) => name === 'CUDA_VISIBLE_DEVICES')
  if (!gpus || gpus.length === 0 || more.length > 0 || chosen || service.overlay || service.replicas?.value === 0)
    return undefined
  return target.platform === 'swarm' ? undefined : { service, gpus }
}

const meet = (one: User, other: User): boolean =>
  one.gpus.includes('all') || other.gpus.includes('all') || one.gpus.some((gpu) => other.gpus.includes(gpu))

/** Without profiles, or sharing one: they start together. */
const together = (one: Service, other: Service): boolean =>
  (one.profiles.length === 0 && other.profiles.length === 0) ||
  one.profiles.some((name) => other.profiles.includes(name))

interface Greed {
  readonly message: 'tensorflow' | 'server'
  readonly program: string
  readonly share: string
  readonly option: string
}

const SERVERS: readonly (readonly [RegExp, string, string, string])[] = [
  [/^(?:vllm\/vllm-openai|rocm\/vllm)$/, 'vLLM', '90 %', '--gpu-memory-utilization'],
  [/^lmsysorg\/sglang$/, 'SGLang', 'about 90 %', '--mem-fraction-static'],
  [/^ghcr\.io\/huggingface\/text-generation-inference$/, 'TGI', 'all', '--cuda-memory-fraction'],
]

/** How a service takes more than its part, where nothing says what its part is. */
function greedOf(service: Service, context: RuleContext): Greed | undefined {
  const image = imageOf(service, context)
  if (!image || service.environmentUnknown) return undefined
  const program = programOf(service, image)
  const server = SERVERS.find(([name]) => name.test(image.reference.fullName))
  if (server && !image.stage) {
    const [, name, share, option] = server
    // TGI reads its options from the environment too.
    const variable = option.slice(2).replaceAll('-', '_').toUpperCase()
    const said = program.includes(option) || service.environment.some((one) => one.name === variable)
    return said ? undefined : { message: 'server', program: name, share, option }
  }
  const isTensorflow = image.known?.framework === 'tensorflow' && image.known.gpu === 'required' && !image.stage
  const grows = service.environment.some(({ name }) => /^TF_(?:FORCE_GPU_ALLOW_GROWTH|GPU_ALLOCATOR)$/.test(name))
  return isTensorflow && !grows && !/\btensorboard\b/.test(program)
    ? { message: 'tensorflow', program: '', share: '', option: '' }
    : undefined
}

function report({ service, gpus }: User, { message, ...words }: Greed, other: User): Report {
  const gpu = gpus[0] === 'all' ? 'all GPUs' : `GPU ${gpus.join(', ')}`
  const data = { ...words, service: service.name, gpu, other: other.service.name }
  const fixes = message === 'tensorflow' ? letGrow(service) : []
  const related = [{ at: other.service.nameKey, message: 'This service uses the GPU too.' }]
  return { message, data, at: service.nameKey, fixes, related }
}

function letGrow(service: Service): readonly RuleFix[] {
  const op = addVariable(service, 'TF_FORCE_GPU_ALLOW_GROWTH', 'true')
  return op ? [{ title: 'Set TF_FORCE_GPU_ALLOW_GROWTH=true', ops: [op] }] : []
}
