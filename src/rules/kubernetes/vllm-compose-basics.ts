import type { Container } from '../../documents/kubernetes/types'
import { plainText } from '../../documents/plain-text'
import { asMap, asSeq } from '../../documents/tree'
import { defineRule } from '../../lint/rule'
import { containersOf, hasPatch, programIn, titleOf } from '../support/k8s-containers'
import { downloadOf } from '../support/model-cache'

export default defineRule({
  meta: {
    id: 'kubernetes/vllm-compose-basics',
    kind: 'kubernetes',
    severity: 'warning',
    fixable: 'none',
    since: '0.1.0',
    needs: ['vllm', 'sglang', 'text-generation-inference'],
    summary: 'A model server keeps the models that it downloads.',
    why: 'Without a volume at its cache every new pod downloads the model again, before it can answer.',
    messages: {
      cache:
        '{container} downloads {model}, but nothing is mounted at {cache}. Every new pod downloads the model again, many gigabytes before it can answer. Mount a persistent volume at {cache}.',
    },
    sources: ['vLLM documentation, deployment/k8s.md (2026)', 'vllm-project/vllm#1710'],
    notes: [
      'Silent for a model in a folder of the container, and where a variable or another user than that of the image moves the cache, or that is not known.',
    ],
  },
  *check(document) {
    for (const { container, pod } of containersOf(document)) {
      const users = [pod.node, container.node].map((node) => asMap(node.get('securityContext'))?.source ?? '')
      const unknown = hasPatch(pod) || container.node.has('envFrom') || users.some((one) => /runAs/.test(one))
      const download = unknown ? undefined : ofContainer(container)
      if (!download || isMounted(container, download.cache)) continue
      const data = { container: titleOf(container), ...download }
      yield { message: 'cache', data, at: container.node.entry('name')?.value ?? container.node }
    }
  },
})

function ofContainer(container: Container) {
  const variables = (asSeq(container.node.get('env'))?.items ?? []).flatMap((item) => {
    const name = plainText(asMap(item)?.get('name'))?.value
    return name === undefined ? [] : [{ name, value: plainText(asMap(item)?.get('value'))?.value }]
  })
  return downloadOf(container.image?.value ?? '', programIn(container), variables)
}

/** True also where that is not known. */
function isMounted({ node }: Container, cache: string): boolean {
  const mounts = node.get('volumeMounts')
  if (mounts && !asSeq(mounts)) return true
  return (asSeq(mounts)?.items ?? []).some((mount) => {
    const path = plainText(asMap(mount)?.get('mountPath'))?.value?.replace(/\/+$/, '')
    return path === undefined || cache === path || cache.startsWith(`${path}/`)
  })
}
