import type { DeviceRequest } from '../../documents/compose/types'
import { writtenOf } from '../../documents/plain-text'
import type { Entry, MapValue, ScalarValue, SeqValue } from '../../documents/tree'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { dashOps } from '../support/deploy-dash'
import { isReset, spotOf } from '../support/device-items'
import { shown } from '../support/device-values'
import { requestsForList, requestsForText } from '../support/gpus-meaning'

export default defineRule({
  meta: {
    id: 'compose/gpus-scalar-invalid',
    kind: 'compose',
    severity: 'error',
    fixable: 'safe',
    since: '0.1.0',
    needs: ['gpus'],
    summary: '`gpus` must be the word `all` or a list of requests.',
    why: 'Compose refuses every other form; what follows --gpus at the command line does not carry over.',
    messages: {
      text: "gpus is {found}. Docker Compose refuses the file: gpus value must be 'all'. Write all, or a list of requests with count or device_ids.",
      type: 'gpus is {found}. Docker Compose refuses the file: gpus must be a string. Write all, or a list of requests with count or device_ids.',
      map: 'gpus is a map. Docker Compose refuses the file: gpus must be a string. Put a dash before the first key: a list of requests is wanted.',
      item: '{found} is no request in gpus. Docker Compose refuses the file: every item must be a mapping. Write all in place of the list, or requests with count or device_ids.',
    },
    sources: [
      'compose-spec schema (gpus: all or a list)',
      'compose-spec/compose-go transform/gpus.go',
      'compose-spec/compose-spec#558',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: ['A variable (`${GPUS:-all}`) is judged by its default or by .env, and not where neither sets it.'],
  },
  *check({ services }) {
    for (const { node, requests } of services) {
      const entry = node.entry('gpus')
      if (!entry || isReset(entry.value)) continue
      const { value } = entry
      if (value.kind === 'map') yield ofMap(entry, value)
      else if (value.kind === 'seq') yield* ofList(value)
      else yield* ofScalar(node, entry, value, requests)
    }
  },
})

const ofMap = (entry: Entry, value: MapValue): Report => ({
  message: 'map',
  at: entry.key,
  fixes: [{ title: 'Make it an item of a list', ops: dashOps(value) }],
})

function* ofList(list: SeqValue): Iterable<Report> {
  const wrong = list.items.filter((item) => item.kind !== 'map' && !isReset(item))
  const [first] = wrong
  if (!first) return
  const meant = wrong.length === list.items.length ? requestsForList(wrong) : undefined
  const at = first.span.end > first.span.start ? first : list
  const fixes: RuleFix[] = meant ? [write(list, meant)] : []
  yield { message: 'item', data: { found: shown(first) }, at, fixes }
}

function* ofScalar(
  map: MapValue,
  entry: Entry,
  value: ScalarValue,
  requests: readonly DeviceRequest[],
): Iterable<Report> {
  const resolved = requests.find(({ at }) => at === value)?.countText
  if (resolved?.interpolated && resolved.value !== undefined && resolved.value !== 'all' && isUnknown(resolved.raw))
    yield { message: 'text', data: { found: `${resolved.raw}, which is "${resolved.value}"` }, at: value }

  const text = value.value === null ? '' : writtenOf(value)
  if (value.value === 'all' || isUnknown(text)) return
  const off = /^(?:false|no|off|none|disabled?)$/i.test(text)
  const drop: RuleFix = { title: 'Delete gpus', safe: false, ops: [{ op: 'remove-entry', map, entry }] }
  const fixes = off ? [drop] : requestsForText(text).map((meant) => write(value, meant))
  yield {
    message: typeof value.value === 'string' ? 'text' : 'type',
    data: { found: shown(value) },
    at: spotOf(entry),
    fixes,
  }
}

/** A variable may hold "all"; a text with more around it never does. */
const isUnknown = (text: string): boolean =>
  text.includes('$') && !/^["']*(?:device|count|driver|capabilities)=/.test(text)

function write(
  target: SeqValue | ScalarValue,
  { value, title, safe }: ReturnType<typeof requestsForText>[number],
): RuleFix {
  return { title, safe, ops: [{ op: 'set', target, value }] }
}
