import type { Container } from '../../documents/kubernetes/types'
import { plainText } from '../../documents/plain-text'
import { asMap, asSeq } from '../../documents/tree'
import { defineRule } from '../../lint/rule'
import { containersOf, hasPatch, type Placed, programIn, titleOf } from '../support/k8s-containers'
import { isWithin } from '../support/mounted'
import { isStockTriton, repositoriesOf } from '../support/triton-repository'

export default defineRule({
  meta: {
    id: 'kubernetes/triton-model-repo-mount',
    kind: 'kubernetes',
    severity: 'error',
    fixable: 'none',
    since: '0.1.0',
    needs: ['tritonserver'],
    summary: 'Triton is started with a model repository that is there.',
    why: 'The stock image has no models: Triton exits at once where the path of its repository is missing.',
    messages: {
      missing:
        '{container} starts Triton with --model-repository={path}, but no volume is mounted there. The stock image has no models, so Triton exits ("failed to stat file {path}"), and the pod ends in CrashLoopBackOff. Mount a volume with the models at {path}.',
      none: '{container} starts Triton without --model-repository. It exits at once: --model-repository must be specified. Name the folder where the models are mounted.',
    },
    covers: ['triton-model-repo-mount'],
    sources: ['triton-inference-server/server#1931', 'triton-inference-server/server#6195'],
    notes: [
      'Only for the stock image nvcr.io/nvidia/tritonserver, started directly by a pod of its own or of a workload of Kubernetes: other operators, such as KServe, bring the models themselves. Silent for repositories in a cloud storage, for a path with a variable, and beside a mount that is not known.',
    ],
  },
  *check(document) {
    for (const placed of containersOf(document)) {
      const { container } = placed
      const paths = isJudged(placed) ? repositoriesOf(programIn(container)) : undefined
      if (!paths) continue
      const at = container.node.get('args') ?? container.node.get('command') ?? container.node
      if (paths.length === 0) yield { message: 'none', data: { container: titleOf(container) }, at }
      const path = paths.find((one) => one.startsWith('/') && !isMounted(container, one))
      if (path !== undefined) yield { message: 'missing', data: { container: titleOf(container), path }, at }
    }
  },
})

const WORKLOADS = new Set([
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
])

/** A hook after the start may bring the models, as a patch may bring the mount. */
const isJudged = ({ container, pod, resource }: Placed): boolean =>
  isStockTriton(container.image?.value) &&
  WORKLOADS.has(resource.resourceKind) &&
  !container.init &&
  !hasPatch(pod) &&
  !container.node.has('lifecycle')

/** True also where that is not known. */
function isMounted({ node }: Container, path: string): boolean {
  const mounts = node.get('volumeMounts')
  if (mounts && !asSeq(mounts)) return true
  return (asSeq(mounts)?.items ?? []).some((mount) => {
    const target = plainText(asMap(mount)?.get('mountPath'))?.value
    return target === undefined || /[$<{]/.test(target) || isWithin(path, target) || isWithin(target, path)
  })
}
