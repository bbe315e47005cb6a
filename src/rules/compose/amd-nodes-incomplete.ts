import type { DeviceMapping, Service } from '../../documents/compose/types'
import { defineRule, type RuleContext, type RuleFix } from '../../lint/rule'
import { isDri, isKfd, mayHaveMoreNodes } from '../support/amd-nodes'
import { imageOf } from '../support/gpu-image'

export default defineRule({
  meta: {
    id: 'compose/amd-nodes-incomplete',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['/dev/kfd', '/dev/dri'],
    summary: 'A service for AMD GPUs maps both /dev/kfd and /dev/dri.',
    why: 'ROCm computes through /dev/kfd and reaches the cards through the nodes in /dev/dri; with one of them alone it finds no GPU.',
    messages: {
      dri: 'The service {service} maps /dev/kfd, but nothing of /dev/dri. ROCm needs both: /dev/kfd to compute, and the nodes in /dev/dri for the cards, so it finds no GPU. Add /dev/dri to devices.',
      kfd: 'The service {service} runs the ROCm image {image} and maps {found}, but not /dev/kfd, through which ROCm computes: it finds no GPU. Add /dev/kfd to devices.',
    },
    sources: ['ggml-org/llama.cpp docs/docker.md', 'mudler/LocalAI README'],
    notes: [
      'Silent for privileged containers, for volumes that bring /dev, and where a node comes from a variable or another file. /dev/dri alone is right for Intel GPUs, Vulkan and video, and told only for images that are known to be for ROCm.',
    ],
  },
  *check({ services }, context) {
    for (const service of services) {
      const kfd = service.devices.find(isKfd)
      const dri = service.devices.find(isDri)
      if (Boolean(kfd) === Boolean(dri) || mayHaveMoreNodes(service, context)) continue
      const data = { service: service.name, found: dri?.source ?? '', image: imageOf(service, context)?.value ?? '' }
      if (kfd) yield { message: 'dri', data, at: kfd.node, fixes: add(kfd, '/dev/dri') }
      else if (dri && isRocm(service, context))
        yield { message: 'kfd', data, at: dri.node, fixes: add(dri, '/dev/kfd') }
    }
  },
})

const isRocm = (service: Service, context: RuleContext): boolean =>
  imageOf(service, context)?.known?.vendor === 'amd' && service.requests.length === 0 && service.gpus === undefined

/** In the form of the node that is there. */
function add({ node, form, value }: DeviceMapping, path: string): readonly RuleFix[] {
  const { parent } = node
  if (parent?.kind !== 'seq') return []
  const twice = form === 'short' && value?.includes(':')
  return [{ title: `Add ${path}`, ops: [{ op: 'append', seq: parent, value: twice ? `${path}:${path}` : path }] }]
}
