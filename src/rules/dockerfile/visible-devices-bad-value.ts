import { defineRule } from '../../lint/rule'
import { deleteFix, lastDeclarations, writeFixes } from '../support/last-declaration'
import {
  badVisibleDevices,
  quotedMessage,
  unquoted,
  visibleMessages,
  visibleSources,
  visibleSummary,
  visibleWhy,
} from '../support/visible-value'

const NAME = 'NVIDIA_VISIBLE_DEVICES'

export default defineRule({
  meta: {
    id: 'dockerfile/visible-devices-bad-value',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: [NAME],
    summary: visibleSummary,
    why: visibleWhy,
    messages: { ...visibleMessages, quotes: quotedMessage },
    sources: visibleSources,
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
