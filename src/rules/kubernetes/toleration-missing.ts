import type { PodTemplate } from '../../documents/kubernetes/types'
import { plainText } from '../../documents/plain-text'
import { asMap, asSeq, type Value } from '../../documents/tree'
import { defineRule, type RuleFix } from '../../lint/rule'
import { hasPatch } from '../support/k8s-containers'

const TAINT = 'nvidia.com/gpu'

export default defineRule({
  meta: {
    id: 'kubernetes/toleration-missing',
    kind: 'kubernetes',
    severity: 'info',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['tolerations', 'taints'],
    summary: 'Pods with a GPU tolerate the taint of GPU nodes, all of them or none.',
    why: 'A node with the taint nvidia.com/gpu takes no pod that does not tolerate it.',
    messages: {
      missing:
        'The pod asks for {resource} and does not tolerate the taint nvidia.com/gpu, while {other}. On such nodes it stays Pending: node(s) had untolerated taint. Add a toleration for nvidia.com/gpu.',
    },
    covers: ['k8s-toleration-missing'],
    sources: [
      'NVIDIA/k8s-device-plugin#36',
      'NVIDIA/k8s-device-plugin#826',
      'NVIDIA/k8s-device-plugin README, example',
    ],
    notes: [
      'Many clusters have no such taint, or add the toleration themselves (GKE, EKS). So it speaks only where another pod with a GPU limit in the same file has the toleration, or a node in it has the taint.',
    ],
  },
  *check({ resources }) {
    const pods = resources.flatMap((resource) => resource.pods)
    const nodes = resources.filter(({ resourceKind }) => resourceKind === 'Node')
    const tainted = nodes.some(({ node }) => named(node.at('spec', 'taints')))
    const tolerated = pods.some((pod) => limitOf(pod) && named(pod.node.get('tolerations')))
    if (!tainted && !tolerated) return
    const other = tainted ? 'a node of the file has it' : 'another pod of the file does'
    for (const pod of pods) {
      const gpu = limitOf(pod)
      if (!gpu || hasPatch(pod) || tolerates(pod.node.get('tolerations'))) continue
      yield { message: 'missing', data: { resource: String(gpu.key.value), other }, at: gpu.key, fixes: add(pod) }
    }
  },
})

const limitOf = ({ containers }: PodTemplate) =>
  containers.flatMap(({ gpuLimits }) => gpuLimits).find(({ key }) => String(key.value) === TAINT)

const keysIn = (value: Value | undefined): readonly (string | undefined)[] =>
  (asSeq(value)?.items ?? []).map((item) => plainText(asMap(item)?.get('key'))?.value)

const named = (value: Value | undefined): boolean => keysIn(value).includes(TAINT)

/** True also where that is not known: a toleration without key tolerates everything. */
const tolerates = (value: Value | undefined): boolean =>
  value !== undefined && (!asSeq(value) || keysIn(value).some((key) => key === undefined || key === TAINT))

function add({ node }: PodTemplate): readonly RuleFix[] {
  const toleration = { key: TAINT, operator: 'Exists', effect: 'NoSchedule' }
  const seq = asSeq(node.get('tolerations'))
  if (seq?.via) return []
  const title = 'Tolerate the taint nvidia.com/gpu'
  return seq
    ? [{ title, ops: [{ op: 'append', seq, value: toleration }] }]
    : [{ title, ops: [{ op: 'insert', map: node, key: 'tolerations', value: [toleration] }] }]
}
