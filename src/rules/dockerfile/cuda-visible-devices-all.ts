import { defineRule } from '../../lint/rule'
import { cudaDevicesMessages, judgeCudaDevices } from '../support/cuda-visible'
import { deleteFix, lastDeclarations, writeFixes } from '../support/last-declaration'

const NAME = 'CUDA_VISIBLE_DEVICES'

export default defineRule({
  meta: {
    id: 'dockerfile/cuda-visible-devices-all',
    kind: 'dockerfile',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: [NAME],
    summary: 'CUDA_VISIBLE_DEVICES holds indexes or UUIDs; it knows no word for all.',
    why: 'CUDA takes an entry that it cannot read as the end of the list: "all" hides every GPU from each container of the image.',
    messages: cudaDevicesMessages,
    sources: ['YanWenKun/ComfyUI-Docker#60', 'InternLM/MindSearch#182'],
    notes: [
      'The last value of each image that the file makes is judged. An empty value, -1 and none hide the GPUs on purpose. Silent for values from build arguments, and where a command sets the variable itself.',
    ],
  },
  *check(document) {
    for (const declaration of lastDeclarations(document, NAME)) {
      const { value } = declaration
      const bad = value?.value === undefined || value.expanded ? undefined : judgeCudaDevices(value.value)
      if (!value || !bad) continue
      const { meant, ...told } = bad
      yield { ...told, at: value.span, fixes: [deleteFix(declaration), ...writeFixes(declaration, meant)] }
    }
  },
})
