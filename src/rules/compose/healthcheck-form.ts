import type { Service } from '../../documents/compose/types'
import { asMap, asSeq, type MapValue, type SeqValue, type Value } from '../../documents/tree'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { isReset, literal } from '../support/device-items'
import { isDuration } from '../support/durations'

export default defineRule({
  meta: {
    id: 'compose/healthcheck-form',
    kind: 'compose',
    severity: 'error',
    fixable: 'safe',
    since: '0.1.0',
    needs: ['healthcheck'],
    summary: 'A healthcheck has a form that Compose accepts.',
    why: 'Compose refuses the file, or stops when it creates the container.',
    messages: {
      test: 'The test of the healthcheck begins with "{first}". Compose refuses the file: healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE". {todo}',
      duration:
        '{key} is "{value}". Compose refuses the file, as it is no duration: a number and a unit (s, m, h) without a blank between. Write it as 30s or 1m30s.',
      interval:
        'The healthcheck of {service} sets start_interval without start_period. Compose 2.40 refuses to create the container: start_interval requires healthcheck.start_period to be set (older ones took it). Add a start_period.',
    },
    covers: ['healthcheck-start-period'],
    sources: ['measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)'],
    notes: ['A test that is a text, or begins with a variable, is not judged; numbers are told by the schema.'],
  },
  *check({ services }) {
    for (const service of services) {
      const check = asMap(service.node.get('healthcheck'))
      if (!check || isReset(check)) continue
      const test = asSeq(check.get('test'))
      if (test) yield* ofTest(test)
      for (const key of DURATIONS) yield* ofDuration(key, check.get(key))
      yield* ofInterval(service, check)
    }
  },
})

function* ofTest(test: SeqValue): Iterable<Report> {
  const [first] = test.items
  const word = literal(first)
  if (!first || word === undefined || /^(?:CMD|CMD-SHELL|NONE)$/.test(word)) return
  const known = ['CMD', 'CMD-SHELL', 'NONE'].find((one) => one === word.trim().toUpperCase().replace('_', '-'))
  const ops = known && [{ op: 'set', target: first, value: known } as const]
  const fixes = ops ? [{ title: `Write ${known}`, ops }] : putInFront(test, first)
  const todo = known ? `Write ${known}.` : 'Put "CMD" in front.'
  yield { message: 'test', data: { first: word, todo }, at: first, fixes }
}

const DURATIONS = ['interval', 'timeout', 'start_period', 'start_interval'] as const

function* ofDuration(key: string, at: Value | undefined): Iterable<Report> {
  const value = at?.kind === 'scalar' && typeof at.value === 'string' ? literal(at) : undefined
  if (!at || value === undefined || isDuration(value)) return
  const meant = meantDuration(value)
  // A bare number may be meant in any unit.
  const safe = !/^\s*\d+\s*$/.test(value)
  const fixes = meant
    ? [{ title: `Write ${meant}`, safe, ops: [{ op: 'set', target: at, value: meant } as const] }]
    : []
  yield { message: 'duration', data: { key, value }, at, fixes }
}

/** `30 seconds`, `5min`, `30`. */
function meantDuration(text: string): string | undefined {
  const [, count, unit] = /^(\d+(?:\.\d+)?)\s*([a-z]*)\.?$/i.exec(text.trim()) ?? []
  const short = unit === '' ? 's' : /^(s|m|h)(?:$|ec|in|r|our)/i.exec(unit ?? '')?.[1]?.toLowerCase()
  return count && short ? `${count}${short}` : undefined
}

/** In the style of the list: in front of the first item, or as an item of its own above it. */
function putInFront(test: SeqValue, first: Value): readonly RuleFix[] {
  const { file, span } = first
  if (first.via || test.via) return []
  const { start } = span
  const lead = file.text.slice(file.lines.lineStart(file.lines.positionAt(start).line), start)
  const block = /^[\t ]*-[\t ]+$/.test(lead)
  if (!block && !test.flow) return []
  const text = test.flow ? '"CMD", ' : `CMD${file.eol}${lead}`
  return [{ title: 'Put CMD in front', ops: [{ op: 'replace', file, span: { start, end: start }, text }] }]
}

function* ofInterval(service: Service, check: MapValue): Iterable<Report> {
  const interval = check.entry('start_interval')
  if (!interval || service.partial || service.field('healthcheck', 'start_period')) return
  const ops = [{ op: 'insert', map: check, key: 'start_period', value: '300s' } as const]
  const fixes = [{ title: 'Add start_period: 300s', safe: false, ops }]
  yield { message: 'interval', data: { service: service.name }, at: interval.key, fixes }
}
