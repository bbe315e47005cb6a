import { writtenOf } from '../../documents/plain-text'
import type { Entry, MapValue, SeqValue, Value } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { deviceItems, isReset, spotOf } from '../support/device-items'
import { duplicates, shown, unique, words } from '../support/device-values'

export default defineRule({
  meta: {
    id: 'compose/device-ids-not-strings',
    kind: 'compose',
    severity: 'error',
    fixable: 'safe',
    since: '0.1.0',
    needs: ['device_ids'],
    summary: '`device_ids` must be a list of strings.',
    why: 'Compose refuses the file otherwise; an unquoted 0 is a number to YAML.',
    messages: {
      item: '{found} in device_ids is not a string. Docker Compose refuses the file: device_ids items must be a string. Put the id in quotes: ["0"].',
      items:
        '{found} in device_ids are not strings. Docker Compose refuses the file: device_ids items must be a string. Put each id in quotes: ["0", "1"].',
      list: 'device_ids is {found}, not a list. Docker Compose refuses the file: device_ids must be a array. Write a list of ids in quotes: ["0"].',
      twice: '{found} stands twice in device_ids. Docker Compose refuses the file: the items are equal. Delete one.',
    },
    sources: [
      'compose-spec schema (list_of_strings)',
      'blakeblackshear/frigate#3921',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: ['One text with commas (`["0,1"]`) and `["all"]` are accepted by the engine and no finding.'],
  },
  *check(document) {
    for (const { node } of deviceItems(document)) {
      const entry = node.entry('device_ids')
      if (!entry || isReset(entry.value)) continue
      yield* entry.value.kind === 'seq' ? ofList(entry, entry.value) : [ofOther(node, entry, entry.value)]
    }
  },
})

function* ofList(entry: Entry, list: SeqValue): Iterable<Report> {
  const wrong = list.items.filter((item) => item.kind !== 'scalar' || typeof item.value !== 'string')
  const [first] = wrong
  if (!first) return yield* ofTwice(list)
  const fixes: readonly RuleFix[] = [{ title: 'Put the ids in quotes', ops: quoted(list, wrong) }]
  const found = wrong.map(shown).join(', ')
  yield {
    message: wrong.length > 1 ? 'items' : 'item',
    data: { found },
    at: wrong.length > 1 ? spotOf(entry) : first,
    fixes,
  }
}

/** Each item alone, so that the others and the comments stay; an empty item goes, a list in the list is written out. */
function quoted(list: SeqValue, wrong: readonly Value[]): readonly Op[] {
  if (wrong.some((item) => item.kind !== 'scalar')) return [{ op: 'set', target: list, value: unique(words(list)) }]
  return wrong.map((item): Op => {
    const empty = item.kind !== 'scalar' || item.value === null
    return empty ? { op: 'remove-item', seq: list, item } : { op: 'set', target: item, value: writtenOf(item) }
  })
}

function* ofTwice(list: SeqValue): Iterable<Report> {
  for (const item of duplicates(list)) {
    const fixes = [{ title: 'Delete the second one', ops: [{ op: 'remove-item', seq: list, item } as const] }]
    yield { message: 'twice', data: { found: shown(item) }, at: item, fixes }
  }
}

function ofOther(map: MapValue, entry: Entry, value: Value): Report {
  const ids = unique(words(value))
  const write: RuleFix = {
    title: 'Write a list',
    safe: value.kind === 'scalar',
    ops: [{ op: 'set', target: value, value: ids }],
  }
  const drop: RuleFix = {
    title: 'Delete device_ids (every GPU)',
    safe: false,
    ops: [{ op: 'remove-entry', map, entry }],
  }
  return { message: 'list', data: { found: shown(value) }, at: spotOf(entry), fixes: [ids.length > 0 ? write : drop] }
}
