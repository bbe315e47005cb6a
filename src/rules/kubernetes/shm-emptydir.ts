import { parseImage } from '../../documents/images'
import type { Container, PodTemplate } from '../../documents/kubernetes/types'
import { plainText } from '../../documents/plain-text'
import { asMap, asSeq, type MapValue, type Value } from '../../documents/tree'
import type { Op, Plain } from '../../edits/ops'
import { defineRule, type Report, type RuleContext, type RuleFix, type Severity } from '../../lint/rule'
import { containersOf, hasPatch, type Placed, programIn, titleOf } from '../support/k8s-containers'
import { parallelIn } from '../support/parallel'
import { trains } from '../support/training'

export default defineRule({
  meta: {
    id: 'kubernetes/shm-emptydir',
    kind: 'kubernetes',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'A pod that trains, or that runs one model on several GPUs, has memory mounted at /dev/shm.',
    why: 'A pod has 64 MB of shared memory and no shm_size: data loaders, NCCL and the Python backend of Triton run out of it.',
    messages: {
      missing:
        '{container} {does}, and nothing is mounted at /dev/shm. A pod has 64 MB of shared memory there, and {who} end with a bus error or a failed allocation. Mount an emptyDir with medium: Memory at /dev/shm.',
    },
    covers: ['k8s-shm-emptydir'],
    sources: ['pytorch/pytorch#16979', 'triton-inference-server/server#4869'],
    notes: [
      'A warning where the command trains (torchrun, accelerate launch, deepspeed, the operators of Kubeflow) or shares one model over several GPUs; a hint for Triton, whose Python backend needs it. Silent with hostIPC and without a GPU limit.',
    ],
  },
  *check(document, context) {
    for (const placed of containersOf(document)) {
      const { container, pod } = placed
      const asks = container.gpuLimits.length > 0 && !container.init && !hasPatch(pod)
      const use = asks ? useOf(placed, context) : undefined
      if (use && !hasSharedMemory(container, pod)) yield report(placed, use)
    }
  },
})

interface Use {
  readonly does: string
  readonly who: string
  readonly severity: Severity
}

const JOBS = new Set(['PyTorchJob'])

function useOf({ container, resource }: Placed, { facts }: RuleContext): Use | undefined {
  const program = programIn(container)
  const parallel = parallelIn(program) ?? 1
  const image = container.image?.value === undefined ? undefined : parseImage(container.image.value)
  const torch = image && facts.popularImage(image.fullName, image.tag)?.framework === 'pytorch'
  if (trains(program, torch) || JOBS.has(resource.resourceKind))
    return { does: 'trains', who: 'data loaders and NCCL', severity: 'warning' }
  if (parallel > 1)
    return { does: `runs one model on ${parallel} GPUs`, who: 'NCCL and its worker processes', severity: 'warning' }
  if (isTriton(container)) return { does: 'runs Triton', who: 'models of its Python backend', severity: 'info' }
  return undefined
}

const isTriton = ({ image }: Container): boolean =>
  image?.value !== undefined && parseImage(image.value)?.fullName === 'nvcr.io/nvidia/tritonserver'

/** True also where that is not known. */
function hasSharedMemory({ node }: Container, pod: PodTemplate): boolean {
  const hostIpc = pod.node.get('hostIPC')
  const mounts = node.get('volumeMounts')
  if ((hostIpc && hostIpc.source !== 'false') || (mounts && !asSeq(mounts))) return true
  return (asSeq(mounts)?.items ?? []).some((mount) => {
    const path = plainText(asMap(mount)?.get('mountPath'))
    return path?.value === undefined || /^\/dev(?:\/shm)?\/?$/.test(path.value)
  })
}

function report({ container, pod }: Placed, { does, who, severity }: Use): Report {
  const data = { container: titleOf(container), does, who }
  const name = container.node.entry('name')
  return { message: 'missing', data, at: name?.value ?? container.node, severity, fixes: fix(container.node, pod.node) }
}

const VOLUME = 'dshm'
const SIZE = '8Gi'

function fix(container: MapValue, pod: MapValue): readonly RuleFix[] {
  const taken = (asSeq(pod.get('volumes'))?.items ?? []).some(
    (one) => plainText(asMap(one)?.get('name'))?.value === VOLUME,
  )
  const mount = added(container, 'volumeMounts', { name: VOLUME, mountPath: '/dev/shm' })
  const volume = added(pod, 'volumes', { name: VOLUME, emptyDir: { medium: 'Memory', sizeLimit: SIZE } })
  return mount && volume && !taken ? [{ title: `Mount ${SIZE} of memory at /dev/shm`, ops: [mount, volume] }] : []
}

/** The item at the end of a list, which is made where there is none. */
function added(map: MapValue, key: string, value: Plain): Op | undefined {
  const list: Value | undefined = map.get(key)
  if (!list) return { op: 'insert', map, key, value: [value] }
  const seq = asSeq(list)
  return seq && !seq.via ? { op: 'append', seq, value } : undefined
}
