import { defineRule } from '../../lint/rule'
import { containersOf, nameOf, quantityOf } from '../support/k8s-containers'

export default defineRule({
  meta: {
    id: 'kubernetes/insufficient-gpu',
    kind: 'kubernetes',
    severity: 'warning',
    fixable: 'none',
    since: '0.1.0',
    summary: 'A container asks for no more GPUs than a node has.',
    why: 'A pod runs on one node: with a larger limit than any node can meet it stays Pending.',
    messages: {
      more: 'The container asks for {count} of {name}, but the target names {known} per node. No node can take the pod: it stays Pending (Insufficient {name}). Ask for fewer, or spread the work over several pods.',
    },
    covers: ['k8s-insufficient-gpu'],
    sources: ['NVIDIA/k8s-device-plugin#36', 'NVIDIA/k8s-device-plugin#57'],
    notes: [
      'Only where the configuration says platform: kubernetes and lists the GPUs of a node. Shared GPUs and MIG slices are more than the cards, so only nvidia.com/gpu and amd.com/gpu are counted.',
    ],
  },
  *check(document, { target }) {
    const { platform = '', gpus } = target
    if (!gpus || gpus.length === 0 || !/^kubernetes\b/.test(platform)) return
    // Time-slicing offers more of the same name than there are cards.
    if (/timeSlicing|sharing:/.test(document.file.text)) return
    for (const { container } of containersOf(document)) {
      for (const entry of container.gpuLimits) {
        const name = nameOf(entry)
        const count = quantityOf(entry.value)
        if (!/^(?:nvidia|amd)\.com\/gpu$/.test(name) || count === undefined || count <= gpus.length) continue
        const known = gpus.length === 1 ? '1 GPU' : `${gpus.length} GPUs`
        yield { message: 'more', data: { count, name, known }, at: entry.value }
      }
    }
  },
})
