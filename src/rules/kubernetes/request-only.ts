import type { Container } from '../../documents/kubernetes/types'
import { asMap, type Entry, isNull, type MapValue } from '../../documents/tree'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { containersOf, isExtended, limitsOf, nameOf, requestsOf } from '../support/k8s-containers'

export default defineRule({
  meta: {
    id: 'kubernetes/request-only',
    kind: 'kubernetes',
    severity: 'error',
    fixable: 'safe',
    since: '0.1.0',
    needs: ['requests'],
    summary: 'A GPU is asked for under `limits`.',
    why: 'The API server refuses a pod that requests a device without a limit for it.',
    messages: {
      missing:
        '{name} stands under requests only. The API server refuses the pod: Limit must be set for non overcommitable resources. Move it to limits: the limit is the request too.',
    },
    covers: ['k8s-request-only'],
    sources: ['kubernetes/kubernetes#57170', 'kubernetes/kubernetes#50182', 'kubeflow/pipelines#346'],
    notes: [
      'Silent in a file with a LimitRange, which may bring the limit, and where the limits hold something that is not known.',
    ],
  },
  *check(document) {
    if (document.resources.some(({ resourceKind }) => resourceKind === 'LimitRange')) return
    for (const { container } of containersOf(document)) yield* ofContainer(container)
  },
})

function* ofContainer(container: Container): Iterable<Report> {
  const requests = requestsOf(container)
  const limits = container.node.at('resources', 'limits')
  if (!requests || (limits && !asMap(limits) && !isNull(limits))) return
  for (const entry of container.gpuRequests) {
    const name = nameOf(entry)
    if (!isExtended(name) || limitsOf(container)?.has(name)) continue
    yield { message: 'missing', data: { name }, at: entry.key, fixes: move(container, requests, entry) }
  }
}

function move({ node }: Container, map: MapValue, entry: Entry): readonly RuleFix[] {
  const into = asMap(node.get('resources'))
  if (!into || entry.merged) return []
  return [{ title: 'Move it to limits', ops: [{ op: 'move', map, entry, into, path: ['limits'] }] }]
}
