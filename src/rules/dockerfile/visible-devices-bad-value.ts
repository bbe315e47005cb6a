import { defineRule } from '../../lint/rule'
import { deleteFix, lastDeclarations, writeFixes } from '../support/last-declaration'
import { badVisibleDevices, quotedMessage, unquoted, visibleMessages } from '../support/visible-value'

const NAME = 'NVIDIA_VISIBLE_DEVICES'

export default defineRule({
  meta: {
    id: 'dockerfile/visible-devices-bad-value',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: [NAME],
    summary: 'NVIDIA_VISIBLE_DEVICES holds all, none, void, or a list of indexes, UUIDs or CDI names.',
    why: 'The NVIDIA runtime compares the value letter by letter: another word is a device that does not exist.',
    messages: { ...visibleMessages, quotes: quotedMessage },
    sources: [
      'NVIDIA toolkit docs "GPU Enumeration" (2026-08)',
      'NVIDIA/nvidia-container-toolkit internal/config/image/cuda_image.go',
      'bluek8s/kubedirector#517',
    ],
    notes: [
      'The last value of each image that the file makes is judged. Silent for values from build arguments, and where a command sets the variable itself.',
    ],
  },
  *check(document) {
    for (const declaration of lastDeclarations(document, NAME)) {
      const { value } = declaration
      const bad = value?.value === undefined || value.expanded ? undefined : badVisibleDevices(value.value)
      if (!value?.value || !bad) continue
      const { kind, meant } = bad
      const data = { value: kind === 'quotes' ? value.value : unquoted(value.value), meant: meant ?? 'all' }
      const fixes = [...writeFixes(declaration, meant ?? 'all'), deleteFix(declaration)]
      yield { message: kind, data, at: value.span, fixes }
    }
  },
})
