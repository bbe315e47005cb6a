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
        'The Deployment {name} holds a GPU and is replaced by rolling update. The new pod is started before the old one stops, so without a spare GPU it stays Pending (Insufficient {resource}) and the rollout waits. Set strategy: type: Recreate, or maxSurge: 0.',
    },
    covers: ['k8s-rolling-update-deadlock'],
    sources: ['Kubernetes documentation, Deployments: "Max Surge"', 'NVIDIA/k8s-device-plugin#36'],
    notes: [
      'Only for one replica, where there is no other pod that could be stopped first. On a cluster with spare or automatically added GPUs nothing waits.',
    ],
  },
  *check({ resources }) {
    for (const resource of resources) {
      if (resource.pods.some(hasPatch)) continue
      const [gpu] = resource.pods.flatMap(({ containers }) => containers.flatMap(({ gpuLimits }) => gpuLimits))
      if (!gpu || resource.resourceKind !== 'Deployment' || !isOne(resource) || !surges(resource)) continue
      const data = { name: resource.name ?? '', resource: String(gpu.key.value) }
      yield { message: 'surge', data, at: resource.node.get('kind') ?? resource.node, fixes: recreate(resource) }
    }
  },
})

function isOne({ node }: Resource): boolean {
  const replicas = node.at('spec', 'replicas')
  return replicas === undefined || quantityOf(replicas) === 1
}

/** True where the strategy is the default one, or says so. */
function surges({ node }: Resource): boolean {
  const strategy = node.at('spec', 'strategy')
  if (strategy === undefined) return true
  const map = asMap(strategy)
  const type = plainText(map?.get('type'))
  if (!map || (type && type.value !== 'RollingUpdate')) return false
  const surge = map.at('rollingUpdate', 'maxSurge')
  return surge === undefined
}

function recreate({ node }: Resource): readonly RuleFix[] {
  const spec = asMap(node.get('spec'))
  if (!spec || spec.has('strategy')) return []
  const value = { type: 'Recreate' }
  return [
    {
      title: 'Stop the old pod first (strategy: Recreate)',
      ops: [{ op: 'insert', map: spec, key: 'strategy', value }],
    },
  ]
}
