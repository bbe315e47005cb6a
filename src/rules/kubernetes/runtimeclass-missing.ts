import type { KubernetesDocument, PodTemplate } from '../../documents/kubernetes/types'
import { plainText } from '../../documents/plain-text'
import { defineRule } from '../../lint/rule'
import { hasPatch } from '../support/k8s-containers'

export default defineRule({
  meta: {
    id: 'kubernetes/runtimeclass-missing',
    kind: 'kubernetes',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['RuntimeClass', 'runtimeClassName'],
    summary: 'Where a cluster has a runtime class for GPUs, every pod with a GPU names it.',
    why: 'Where nvidia is not the default runtime (k3s, containerd, CRI-O), a pod without the class gets the device but no driver libraries.',
    messages: {
      missing:
        'The pod asks for {resource} and names no runtime class, while {other}. Where nvidia is not the default runtime it gets the device but no libcuda.so and no nvidia-smi. Add runtimeClassName: {name}.',
    },
    covers: ['k8s-runtimeclass-missing'],
    sources: [
      'k3s-io/k3s#4070',
      'NVIDIA/k8s-device-plugin#826',
      'NVIDIA/k8s-device-plugin#303',
      'NVIDIA/k8s-device-plugin#1805 (2026-05)',
    ],
    notes: [
      'Only the cluster knows its default runtime, so it speaks only where the same file has a RuntimeClass for nvidia or another pod that names one.',
    ],
  },
  *check(document) {
    const known = classOf(document)
    if (!known) return
    for (const pod of document.resources.flatMap(({ pods }) => pods)) {
      const [gpu] = nvidiaLimits(pod)
      if (!gpu || hasPatch(pod) || pod.node.has('runtimeClassName')) continue
      const ops = [{ op: 'insert', map: pod.node, key: 'runtimeClassName', value: known.name } as const]
      const fixes = [{ title: `Add runtimeClassName: ${known.name}`, ops }]
      yield { message: 'missing', data: { resource: String(gpu.key.value), ...known }, at: gpu.key, fixes }
    }
  },
})

const nvidiaLimits = ({ containers }: PodTemplate) =>
  containers.flatMap(({ gpuLimits }) => gpuLimits.filter(({ key }) => String(key.value).startsWith('nvidia.com/')))

interface KnownClass {
  readonly name: string
  /** What tells of it. */
  readonly other: string
}

/** The runtime class that the file itself brings or uses for GPUs. */
function classOf({ resources }: KubernetesDocument): KnownClass | undefined {
  const object = resources.find(
    ({ resourceKind, node }) =>
      resourceKind === 'RuntimeClass' && /^nvidia/.test(plainText(node.get('handler'))?.value ?? ''),
  )
  if (object?.name) return { name: object.name, other: `the file defines the RuntimeClass ${object.name}` }
  const used = resources
    .flatMap(({ pods }) => pods)
    .filter((pod) => nvidiaLimits(pod).length > 0)
    .flatMap(({ node }) => plainText(node.get('runtimeClassName'))?.value ?? [])
  const name = used.find((one) => /nvidia/.test(one))
  return name === undefined ? undefined : { name, other: `another pod of the file runs with runtimeClassName: ${name}` }
}
