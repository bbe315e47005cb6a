import type { Service } from '../../documents/compose/types'
import { asScalar, asSeq } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { defineRule, type RuleFix } from '../../lint/rule'
import { isMounted } from '../support/mounted'

/** Where an image keeps the models that it downloads, and the options that name one. */
const SERVERS = [
  {
    image: /^(?:docker\.io\/)?vllm\/vllm-openai(?::|@|$)/,
    cache: '/root/.cache/huggingface',
    option: /--model[= ]+(\S+)|^\s*(?:serve\s+)?([\w.-]+\/[\w.-]+)/,
  },
  {
    image: /^(?:docker\.io\/)?lmsysorg\/sglang(?::|@|$)/,
    cache: '/root/.cache/huggingface',
    option: /--model-path[= ]+(\S+)/,
  },
  {
    image: /^ghcr\.io\/huggingface\/text-generation-inference(?::|@|$)/,
    cache: '/data',
    option: /--model-id[= ]+(\S+)/,
  },
] as const

export default defineRule({
  meta: {
    id: 'compose/vllm-compose-basics',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['vllm', 'sglang', 'text-generation-inference'],
    summary: 'A model server keeps the models that it downloads.',
    why: 'Without a volume at its cache every new container downloads the model again, before it can answer.',
    messages: {
      cache:
        'The service {service} downloads {model}, but nothing is mounted at {cache}. Every new container downloads the model again, many gigabytes before it can answer. Mount a folder or a volume at {cache}.',
    },
    sources: ['vLLM documentation, deployment/docker.md (2026)', 'vllm-project/vllm#1710'],
    notes: [
      'Silent for a model in a folder of the container, where a variable or another user than root moves the cache or is not known, and for images built here.',
    ],
  },
  *check({ services }) {
    for (const service of services) {
      const server = service.build ? undefined : SERVERS.find(({ image }) => image.test(service.image?.value ?? ''))
      const model = server && modelOf(service, server.option)
      if (!server || !model || movesCache(service) || isElsewhere(service, server.cache)) continue
      if (isMounted(service, server.cache)) continue
      const data = { service: service.name, model, cache: server.cache }
      yield { message: 'cache', data, at: service.nameKey, fixes: mount(service, server.cache) }
    }
  },
})

/** A name of the Hugging Face hub (`org/name`); undefined for a folder and for what is not known. */
function modelOf({ commandText, environment }: Service, option: RegExp): string | undefined {
  const match = option.exec(commandText)
  const named = match?.[1] ?? match?.[2] ?? environment.find(({ name }) => name === 'MODEL_ID')?.value
  const bare = named?.replace(/^["']|["']$/g, '')
  return bare && /^[\w-][\w.-]*\/[\w.-]+$/.test(bare) ? bare : undefined
}

const MOVES =
  /^(?:HF_HOME|HF_HUB_CACHE|HUGGINGFACE_HUB_CACHE|TRANSFORMERS_CACHE|XDG_CACHE_HOME|HOME|VLLM_USE_MODELSCOPE|SGLANG_USE_MODELSCOPE)$/

const movesCache = ({ environment, environmentUnknown, commandText }: Service): boolean =>
  environmentUnknown ||
  environment.some(({ name }) => MOVES.test(name)) ||
  /--download-dir|--huggingface-hub-cache/.test(commandText)

/** Another user than root has a home of its own, and the cache in it. */
function isElsewhere({ node }: Service, cache: string): boolean {
  const user = node.get('user')
  return (
    cache.startsWith('/root/') && user !== undefined && !/^(?:root|0)(?::|$)/.test(String(asScalar(user)?.value ?? ''))
  )
}

function mount({ node }: Service, cache: string): readonly RuleFix[] {
  const value = `~/.cache/huggingface:${cache}`
  const list = node.get('volumes')
  const seq = asSeq(list)
  if (list && (!seq || seq.via)) return []
  const op: Op = seq ? { op: 'append', seq, value } : { op: 'insert', map: node, key: 'volumes', value: [value] }
  return [{ title: `Mount your cache at ${cache}`, ops: [op] }]
}
