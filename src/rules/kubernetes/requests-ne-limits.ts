import type { Container } from '../../documents/kubernetes/types'
import type { Entry } from '../../documents/tree'
import { defineRule, type Report } from '../../lint/rule'
import { containersOf, isExtended, limitsOf, nameOf, quantityOf, requestsOf } from '../support/k8s-containers'

export default defineRule({
  meta: {
    id: 'kubernetes/requests-ne-limits',
    kind: 'kubernetes',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['requests'],
    summary: 'The request for a device is the same number as its limit.',
    why: 'Kubernetes never hands out a device twice, so the API server refuses a pod that requests another number than its limit.',
    messages: {
      differ:
        'The container requests {request} of {name}, but its limit is {limit}. The API server refuses the pod: must be equal to {name} limit. Write the same number, or delete the request: the limit counts for both.',
    },
    covers: ['k8s-requests-ne-limits'],
    sources: ['NVIDIA/k8s-device-plugin#154', 'volcano-sh/kthena#576 (2025-12)', 'kubernetes/kubernetes#57170'],
    notes: [
      'Quantities are compared as numbers: `1`, `"1"` and `1000m` are the same. A value with a placeholder is not judged.',
    ],
  },
  *check(document) {
    for (const { container } of containersOf(document)) yield* ofContainer(container)
  },
})

function* ofContainer(container: Container): Iterable<Report> {
  const [limits, requests] = [limitsOf(container), requestsOf(container)]
  for (const request of requests?.entries ?? []) {
    const name = nameOf(request)
    const limit = isExtended(name) ? limits?.entry(name) : undefined
    if (requests && limit && differ(request, limit)) yield report(request, limit, name)
  }
}

function differ(request: Entry, limit: Entry): boolean {
  const [one, other] = [quantityOf(request.value), quantityOf(limit.value)]
  return one !== undefined && other !== undefined && !Number.isNaN(one) && !Number.isNaN(other) && one !== other
}

function report(request: Entry, limit: Entry, name: string): Report {
  const map = request.value.parent
  const [wanted, allowed] = [request.value.source, limit.value.source]
  const value = limit.value.kind === 'scalar' ? limit.value.value : null
  const same = { title: `Request ${allowed}`, ops: [{ op: 'set', target: request.value, value } as const] }
  const remove =
    map?.kind === 'map' && !request.merged
      ? [{ title: 'Delete the request', ops: [{ op: 'remove-entry', map, entry: request } as const] }]
      : []
  return {
    message: 'differ',
    data: { name, request: wanted, limit: allowed },
    at: request.value,
    fixes: [same, ...remove],
    related: [{ at: limit.value, message: 'the limit' }],
  }
}
