import { type Entry, type MapValue, toPlain } from '../../documents/tree'
import type { Plain } from '../../edits/ops'
import { defineRule, type RuleFix } from '../../lint/rule'
import { deviceItems, isReset } from '../support/device-items'
import { shown } from '../support/device-values'

export default defineRule({
  meta: {
    id: 'compose/count-and-device-ids',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['count'],
    summary: 'A device request takes either `count` or `device_ids`.',
    why: 'Compose refuses a file with both in one request, whatever their values.',
    messages: {
      both: 'This request has count ({count}) and device_ids. Docker Compose refuses the file: "count" and "device_ids" attributes are exclusive. Keep device_ids to name the GPUs, or count to take the first ones.',
    },
    sources: [
      'NVIDIA/nvidia-docker#1026',
      'compose-spec/compose-go#689 and validation/validation.go',
      'compose-spec deploy.md',
      'docker/docs#12315',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
  },
  *check(document) {
    for (const { node } of deviceItems(document)) {
      const count = node.entry('count')
      const ids = node.entry('device_ids')
      if (!count || !ids || isReset(count.value) || isReset(ids.value)) continue
      const fixes = [
        count.merged ? writtenOut(node) : removal(node, count, 'Delete count, keep device_ids'),
        removal(node, ids, 'Delete device_ids, keep count'),
      ]
      const related = [{ at: ids.key, message: 'device_ids names the GPUs' }]
      yield { message: 'both', data: { count: shown(count.value) }, at: count.key, fixes, related }
    }
  },
})

const removal = (map: MapValue, entry: Entry, title: string): RuleFix => ({
  title,
  ops: [{ op: 'remove-entry', map, entry }],
})

/** A count that a merge key brings cannot be deleted here, nor where it stands: others may use it. */
const writtenOut = (map: MapValue): RuleFix => ({
  title: 'Write the request out without count, keep device_ids',
  ops: [{ op: 'set', target: map, value: plainWithout(map, 'count') }],
})

const plainWithout = ({ entries }: MapValue, name: string): Plain =>
  Object.fromEntries(
    entries.flatMap(({ key, value }) => (key.value === name ? [] : [[String(key.value), toPlain(value) as Plain]])),
  )
