import type { Resource } from '../../documents/kubernetes/types'
import { asMap, type Entry, type MapValue } from '../../documents/tree'
import type { Facts } from '../../facts'
import { defineRule, type Report } from '../../lint/rule'
import { meantResource } from '../support/gpu-resource-name'
import { nameOf } from '../support/k8s-containers'

export default defineRule({
  meta: {
    id: 'kubernetes/quota-not-counted',
    kind: 'kubernetes',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['ResourceQuota', 'resourceQuotaSpec'],
    summary: 'A quota of GPUs has the name that Kubernetes counts: requests.nvidia.com/gpu.',
    why: 'Pods are counted for an extended resource under requests. and its exact name alone: a quota of another name limits nobody.',
    messages: {
      name: '{name} is no resource of a device plugin: no pod is ever counted for it, so the quota limits nobody. Write {meant}.',
      vendor:
        '{name} has no vendor before a slash, and the API server refuses the quota: it must be a standard resource for quotas. Write {meant}.',
      prefix:
        'The quota {name} counts no pod: as an extended resource cannot be overcommitted, Kubernetes counts it under requests. alone, and each pod may still take every GPU. Write {meant}.',
    },
    sources: [
      'kubernetes/website content/en/docs/concepts/policy/resource-quotas.md "Resource Quota For Extended Resources"',
      'kubernetes pkg/quota/v1/evaluator/core/pods.go (isExtendedResourceNameForQuota)',
      'Project-HAMi/HAMi#1359 (counts limits. itself)',
    ],
    notes: [
      'For ResourceQuota, ClusterResourceQuota of OpenShift and Profile of Kubeflow. Silent where the right name stands beside it, and where the quota names memory or cores of a GPU: HAMi counts such ones under limits.',
    ],
  },
  *check({ resources }, { facts }) {
    for (const resource of resources) {
      const hard = hardOf(resource)
      for (const entry of hard?.entries ?? []) {
        const bad = hard && judge(entry, hard, facts)
        if (bad) yield bad
      }
    }
  },
})

const PATHS: Readonly<Record<string, readonly string[]>> = {
  ResourceQuota: ['spec', 'hard'],
  ClusterResourceQuota: ['spec', 'quota', 'hard'],
  Profile: ['spec', 'resourceQuotaSpec', 'hard'],
}

function hardOf({ node, resourceKind }: Resource): MapValue | undefined {
  const path = Object.hasOwn(PATHS, resourceKind) ? PATHS[resourceKind] : undefined
  return path && asMap(node.at(...path))
}

const PREFIX = /^(?:requests|limits)\./

interface Right {
  readonly meant: string
  /** False for a name that only has another prefix than it should. */
  readonly misspelt: boolean
}

/** What a name should be; undefined for a right one, and for one that is not known. */
function rightOf(name: string, facts: Facts): Right | undefined {
  const bare = name.replace(PREFIX, '')
  const resource = meantResource(bare, facts)
  if (resource !== undefined) return { meant: `requests.${resource}`, misspelt: true }
  const uncounted = facts.gpuResource(bare) && !name.startsWith('requests.')
  return uncounted ? { meant: `requests.${bare}`, misspelt: false } : undefined
}

function judge(entry: Entry, hard: MapValue, facts: Facts): Report | undefined {
  const name = nameOf(entry)
  const right = rightOf(name, facts)
  if (!right || hard.has(right.meant) || hard.entries.some((other) => /gpu-?(?:mem|core)/.test(nameOf(other))))
    return undefined
  const { meant, misspelt } = right
  const message = !misspelt ? 'prefix' : name.includes('/') ? 'name' : 'vendor'
  const first = hard.entries.find((other) => rightOf(nameOf(other), facts)?.meant === meant)
  const rename = { title: `Rename to ${meant}`, ops: [{ op: 'rename', entry, key: meant } as const] }
  return {
    message,
    data: { name, meant },
    at: entry.key,
    severity: message === 'vendor' ? 'error' : 'warning',
    fixes: first === entry && !entry.merged ? [rename] : [],
  }
}
