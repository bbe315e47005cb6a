import type { Resource } from '../../documents/kubernetes/types'
import { plainText } from '../../documents/plain-text'
import { asMap } from '../../documents/tree'
import { defineRule, type RuleFix } from '../../lint/rule'
import { hasPatch, quantityOf } from '../support/k8s-containers'

export default defineRule({
  meta: {
    id: 'kubernetes/rolling-update-deadlock',
    kind: 'kubernetes',
    severity: 'info',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['Deployment'],
    summary: 'A Deployment whose pod holds a GPU says how it is replaced.',
    why: 'By default a rollout starts a new pod before it stops the old one, which needs a spare GPU.',
    messages: {
      surge:
        'The Deployment {name} holds a GPU and is replaced by rolling update. The new pod is started before the old one stops, so without a spare GPU it stays Pending (Insufficient {resource}) and the rollout waits. Set strategy: type: Recreate, or maxSurge: 0 with maxUnavailable: 1.',
    },
    covers: ['k8s-rolling-update-deadlock'],
    sources: [
      'Kubernetes documentation, Deployments: "Max Surge", "Max Unavailable"',
      'Kubernetes API apps/v1 RollingUpdateDeployment (25 %: maxSurge rounded up, maxUnavailable down)',
      'NVIDIA/k8s-device-plugin#36',
    ],
    notes: [
      'Only for one to three replicas, where 25 % of them (maxUnavailable) is rounded down to none, and where the manifest lets no pod stop first. On a cluster with spare or automatically added GPUs nothing waits.',
    ],
  },
  *check({ resources }) {
    for (const resource of resources) {
      if (resource.pods.some(hasPatch)) continue
      const [gpu] = resource.pods.flatMap(({ containers }) => containers.flatMap(({ gpuLimits }) => gpuLimits))
      if (!gpu || resource.resourceKind !== 'Deployment' || !isFew(replicasOf(resource)) || !surges(resource)) continue
      const data = { name: resource.name ?? '', resource: String(gpu.key.value) }
      yield { message: 'surge', data, at: resource.node.get('kind') ?? resource.node, fixes: recreate(resource) }
    }
  },
})

/** A quarter of them is less than one pod. */
const FEW = 3

function replicasOf({ node }: Resource): number | undefined {
  const replicas = node.at('spec', 'replicas')
  return replicas === undefined ? 1 : quantityOf(replicas)
}

const isFew = (replicas: number | undefined): boolean => replicas !== undefined && replicas >= 1 && replicas <= FEW

/** True where the strategy is the default one, or says so. */
function surges({ node }: Resource): boolean {
  const strategy = node.at('spec', 'strategy')
  if (strategy === undefined) return true
  const map = asMap(strategy)
  const type = plainText(map?.get('type'))
  if (!map || (type && type.value !== 'RollingUpdate')) return false
  const unavailable = plainText(map.at('rollingUpdate', 'maxUnavailable'))?.value
  return map.at('rollingUpdate', 'maxSurge') === undefined && (unavailable === undefined || /^0%?$/.test(unavailable))
}

/** One pod is stopped either way; of several one goes after the other. */
function recreate(resource: Resource): readonly RuleFix[] {
  const spec = asMap(resource.node.get('spec'))
  if (!spec || spec.has('strategy')) return []
  const one = replicasOf(resource) === 1
  const value = one ? { type: 'Recreate' } : { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
  const title = one ? 'Stop the old pod first (strategy: Recreate)' : 'Stop an old pod first (maxSurge: 0)'
  return [{ title, ops: [{ op: 'insert', map: spec, key: 'strategy', value }] }]
}
