import type { Op } from '../../edits/ops'
import { defineRule, type RuleFix } from '../../lint/rule'
import { containersOf, variableIn } from '../support/k8s-containers'
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
    id: 'kubernetes/visible-devices-bad-value',
    kind: 'kubernetes',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: [NAME],
    summary: visibleSummary,
    why: visibleWhy,
    messages: { ...visibleMessages, quotes: quotedMessage },
    sources: visibleSources,
    notes: ['Beside a GPU limit the variable is better deleted: the device plugin chooses the GPUs.'],
  },
  *check(document) {
    for (const { container } of containersOf(document)) {
      const variable = variableIn(container, NAME)
      const bad = variable?.value === undefined ? undefined : badVisibleDevices(variable.value)
      const target = variable?.item.get('value')
      if (!variable?.value || !bad || !target) continue
      const { kind, meant = 'all' } = bad
      const remove: Op = { op: 'remove-item', seq: variable.list, item: variable.item }
      const write: RuleFix = { title: `Write ${meant}`, ops: [{ op: 'set', target, value: meant }] }
      const drop: RuleFix = { title: `Delete ${NAME}`, ops: [remove] }
      const data = { value: kind === 'quotes' ? variable.value : unquoted(variable.value), meant }
      const fixes = container.gpuLimits.length > 0 ? [drop, write] : [write, drop]
      yield { message: kind, data, at: target, fixes }
    }
  },
})
