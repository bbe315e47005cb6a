import type { Service } from '../../documents/compose/types'
import { asScalar, asSeq } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { defineRule, type RuleFix } from '../../lint/rule'
import { downloadOf } from '../support/model-cache'
import { isMounted } from '../support/mounted'

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
      const { build, environmentUnknown, image, commandText, environment } = service
      const download =
        build || environmentUnknown ? undefined : downloadOf(image?.value ?? '', commandText, environment)
      if (!download || isElsewhere(service, download.cache) || isMounted(service, download.cache)) continue
      const data = { service: service.name, ...download }
      yield { message: 'cache', data, at: service.nameKey, fixes: mount(service, download.cache) }
    }
  },
})

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
