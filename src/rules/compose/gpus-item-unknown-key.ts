import type { Entry, MapValue } from '../../documents/tree'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { deviceItems, isReset } from '../support/device-items'
import { meantKey, renameOps, unknownEntries } from '../support/device-keys'

export default defineRule({
  meta: {
    id: 'compose/gpus-item-unknown-key',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['gpus'],
    summary: 'An item of `gpus` must say which GPUs it wants, with keys that Compose knows.',
    why: 'Compose takes unknown keys here without a word. An item without count and device_ids hands over every GPU, so a misspelt key undoes a pin.',
    messages: {
      every:
        'An item of gpus has no key "{key}". Docker Compose ignores it without a word, and as the item has neither count nor device_ids, the container gets every GPU (NVIDIA_VISIBLE_DEVICES=all). {todo}',
      ignored:
        'An item of gpus has no key "{key}". Docker Compose ignores it without a word, so it has no effect. {todo}',
      empty:
        'This item of gpus is empty. Docker Compose takes it as a request for every GPU (NVIDIA_VISIBLE_DEVICES=all). Say what is wanted: count, or device_ids.',
    },
    sources: ['measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)'],
    notes: [
      'Keys that begin with x- are allowed. An item with only a driver or capabilities means every GPU, as Docker documents it.',
    ],
  },
  *check(document) {
    for (const { way, node } of deviceItems(document)) {
      if (way !== 'gpus') continue
      if (node.entries.length === 0) yield emptyItem(node)
      for (const entry of unknownEntries(node)) if (!isReset(entry.value)) yield unknownKey(node, entry)
    }
  },
})

function emptyItem(map: MapValue): Report {
  const insert = (title: string, key: string, value: string | number | readonly string[], safe: boolean): RuleFix => ({
    title,
    safe,
    ops: [{ op: 'insert', map, key, value }],
  })
  const every = insert('Say it: count: all', 'count', 'all', true)
  return { message: 'empty', at: map, fixes: [every, insert('Ask for one GPU (count: 1)', 'count', 1, false)] }
}

function unknownKey(map: MapValue, entry: Entry): Report {
  const key = String(entry.key.value)
  const meant = meantKey(map, entry)
  const message = map.has('count') || map.has('device_ids') ? 'ignored' : 'every'
  const todo = meant ? `Did you mean ${meant}?` : 'Delete it, and say what is wanted with count or device_ids.'
  const fix: RuleFix = meant
    ? { title: `Rename to ${meant}`, ops: renameOps(entry, meant) }
    : { title: `Delete ${key}`, ops: [{ op: 'remove-entry', map, entry }] }
  const severity = message === 'every' ? 'error' : 'warning'
  return { message, data: { key, todo }, at: entry.key, severity, fixes: [fix] }
}
