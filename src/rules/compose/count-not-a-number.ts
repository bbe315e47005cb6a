import type { DeviceRequest } from '../../documents/compose/types'
import { writtenOf } from '../../documents/plain-text'
import type { Entry, ScalarValue } from '../../documents/tree'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { deviceItems, isReset, spotOf } from '../support/device-items'
import { gpuIds, meantCount, shown, unique, words } from '../support/device-values'
import { loneVariable } from '../support/lone-variable'

export default defineRule({
  meta: {
    id: 'compose/count-not-a-number',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['count'],
    summary: 'The count of a device request must be a whole number or `all`.',
    why: 'Compose refuses the file with every other value.',
    messages: {
      text: "count is {found}. Docker Compose refuses the file: invalid value, the only value allowed is 'all' or a number. Write a whole number, or all.",
      unset:
        "count is {found}, and nothing in the project sets {name}. Where the shell does not either, Docker Compose refuses the file: invalid value, the only value allowed is 'all' or a number. Give it a default: {meant}.",
      type: 'count is {found}. Docker Compose refuses the file: count must be a integer or string. Write a whole number, or all.',
    },
    sources: [
      'compose-spec/compose-go types/device.go',
      'compose-spec schema',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Numbers in quotes, "all" in any case and negative numbers are accepted. A variable is judged by its default or by .env; one that nothing sets is only a hint: the shell may set it. With device_ids beside it, the count has to go: see compose/count-and-device-ids.',
    ],
  },
  *check(document) {
    for (const { node } of deviceItems(document)) {
      const entry = node.entry('count')
      if (!entry || node.has('device_ids') || isReset(entry.value) || isCount(entry.value)) continue
      const { value } = entry
      const text = value.kind === 'scalar' && typeof value.value === 'string'
      yield { message: text ? 'text' : 'type', data: { found: shown(value) }, at: spotOf(entry), fixes: repairs(entry) }
    }
    for (const { requests } of document.services) for (const request of requests) yield* ofVariable(request)
  },
})

function* ofVariable({ countNode, countText, node }: DeviceRequest): Iterable<Report> {
  if (!countNode || !countText?.interpolated || node?.has('device_ids') || isReset(countNode.value)) return
  const { value, raw } = countText
  const at = countNode.value
  const name = loneVariable(at)
  if (value !== undefined && !COUNT.test(value)) yield { message: 'text', data: { found: found(raw, value) }, at }
  if (value !== undefined || name === undefined) return
  const meant = `$\{${name}:-all}`
  const fix: RuleFix = { title: `Write ${meant}`, ops: [{ op: 'set', target: at, value: meant }] }
  yield { message: 'unset', data: { found: raw, name, meant }, at, severity: 'info', fixes: [fix] }
}

const COUNT = /^(?:all|[+-]?\d+)$/i

const found = (raw: string, value: string): string => `${raw}, which is ${value === '' ? 'empty' : `"${value}"`}`

/** As compose-go reads it: `strconv.ParseInt` for texts; a number with a fraction or an exponent is no integer to it. */
function isCount(value: Entry['value']): boolean {
  if (value.kind !== 'scalar' || typeof value.value === 'boolean' || value.value === null) return false
  if (typeof value.value === 'number') return !/^[^x]*[.e]/i.test(value.source)
  return isCountText(value)
}

function isCountText(value: ScalarValue): boolean {
  const text = writtenOf(value)
  // Go's YAML takes plain 1_000 and 0b11 for numbers, ours for texts.
  const number = value.style === 'plain' ? /^[+-]?\d[\w]*$/ : /^[+-]?\d+$/
  return text.includes('$') || text.toLowerCase() === 'all' || number.test(text)
}

function repairs(entry: Entry): readonly RuleFix[] {
  const { value: target } = entry
  const text = words(target).join(',')
  const ids = gpuIds(text)
  const meant = target.kind === 'scalar' ? meantCount(text) : undefined
  if (ids && meant === undefined) return [byIds(entry, ids)]
  const clear = meant !== undefined && target.kind === 'scalar' && typeof target.value !== 'boolean'
  const guess = meant ?? 'all'
  const set = (value: number | 'all', safe: boolean): RuleFix => ({
    title: value === 'all' ? 'Ask for every GPU (count: all)' : `Write count: ${value}`,
    safe,
    ops: [{ op: 'set', target, value }],
  })
  const other = guess === 'all' ? 1 : 'all'
  return clear ? [set(guess, true)] : [set(guess, false), set(other, false)]
}

const byIds = (entry: Entry, ids: readonly string[]): RuleFix => ({
  title: `Name the GPUs: device_ids [${ids.join(', ')}]`,
  safe: false,
  ops: [
    { op: 'rename', entry, key: 'device_ids' },
    { op: 'set', target: entry.value, value: unique(ids) },
  ],
})
