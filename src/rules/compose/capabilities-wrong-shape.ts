import type { MapValue, SeqValue, Value } from '../../documents/tree'
import type { Target } from '../../host/target'
import { defineRule, type Report, type Severity } from '../../lint/rule'
import { type DeviceItem, deviceItems, isForNvidia, isReset, namesNvidia, spotOf } from '../support/device-items'
import { duplicates, shown, usableCapabilities, words } from '../support/device-values'
import { unmatchedSeverity } from '../support/engine'

export default defineRule({
  meta: {
    id: 'compose/capabilities-wrong-shape',
    kind: 'compose',
    severity: 'error',
    fixable: 'safe',
    since: '0.1.0',
    needs: ['capabilities'],
    summary: 'Capabilities must be a list with one word an item.',
    why: 'Compose refuses the file, or the engine finds no driver that has a capability of that name.',
    messages: {
      list: 'capabilities is {found}, not a list. Docker Compose refuses the file: capabilities must be a array. Write {meant}.',
      item: '{found} is not a string. Docker Compose refuses the file: every item of capabilities must be a string. Write {meant}.',
      joined:
        '{found} is taken as one name. Docker Engine before 29.0 stops with "could not select device driver", later ones ignore it. Write {meant}, one word an item.',
      empty:
        'The list of capabilities is empty. Docker Engine before 29.0 stops with "could not select device driver … with capabilities: [[]]". Write [gpu].',
      twice: '{found} stands twice in capabilities. Docker Compose refuses the file: the items are equal. Delete one.',
    },
    sources: [
      'compose-spec schema (list_of_strings)',
      'docker docs "Run Docker Compose services with GPU access"',
      'moby/moby#50717',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'A text with commas and an empty list are judged only where the driver is nvidia or left out. An empty list under `gpus` is fine: Compose adds gpu.',
    ],
  },
  *check(document, { target }) {
    for (const item of deviceItems(document)) {
      const entry = item.node.entry('capabilities')
      if (!entry || isReset(entry.value)) continue
      if (entry.value.kind === 'seq') yield* ofList(item, entry.value, target)
      else yield report('list', entry.value, spotOf(entry), entry.value)
    }
  },
})

function* ofList(item: DeviceItem, list: SeqValue, target: Target): Iterable<Report> {
  const wrong = list.items.find((one) => one.kind !== 'scalar' || typeof one.value !== 'string')
  if (wrong) yield report('item', list, firstLine(wrong), wrong)
  else if (list.items.length === 0) yield* ofEmpty(item, list, target)
  else yield* ofTexts(item, list, target)
}

function* ofEmpty({ way, node }: DeviceItem, list: SeqValue, target: Target): Iterable<Report> {
  if (way === 'deploy' && isForNvidia(node))
    yield { ...report('empty', list, list, list), severity: unmatched(node, target) }
}

function* ofTexts({ node }: DeviceItem, list: SeqValue, target: Target): Iterable<Report> {
  const joined = list.items.find((one) => /[\s,]/.test(shown(one)) && !shown(one).includes('$'))
  if (joined && isForNvidia(node))
    yield { ...report('joined', list, joined, joined, !namesNvidia(node)), severity: unmatched(node, target) }
  for (const item of joined ? [] : duplicates(list)) {
    const ops = [{ op: 'remove-item', seq: list, item } as const]
    yield { message: 'twice', data: { found: shown(item) }, at: item, fixes: [{ title: 'Delete the second one', ops }] }
  }
}

const unmatched = (node: MapValue, target: Target): Severity =>
  namesNvidia(node) ? unmatchedSeverity(target, 'error') : 'error'

/** A report whose repair writes the whole list anew. */
function report(message: string, target: Value, at: Report['at'], found: Value, safe = true): Report {
  const list = usableCapabilities(words(target))
  const meant = `[${list.join(', ')}]`
  const fixes = [{ title: `Write ${meant}`, safe, ops: [{ op: 'set', target, value: list } as const] }]
  return { message, data: { found: shown(found), meant }, at, fixes }
}

/** A list in the list may run over several lines. */
const firstLine = ({ span, source }: Value): Report['at'] => ({
  start: span.start,
  end:
    span.start +
    source
      .split(/[\r\n]/, 1)
      .join('')
      .trimEnd().length,
})
