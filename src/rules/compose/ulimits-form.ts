import { asMap, type Entry } from '../../documents/tree'
import { defineRule, type Report } from '../../lint/rule'
import { nearest } from '../../text'
import { isReset, literal } from '../support/device-items'

/** The limits that the engine knows (docker/go-units `ulimit.go`). */
const NAMES = [
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'memlock',
  'msgqueue',
  'nice',
  'nofile',
  'nproc',
  'rss',
  'rtprio',
  'rttime',
  'sigpending',
  'stack',
]

export default defineRule({
  meta: {
    id: 'compose/ulimits-form',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['ulimits'],
    summary: 'A ulimit has a name that the engine knows and a number.',
    why: 'Compose refuses a word in place of the number; with an unknown name the container does not start.',
    messages: {
      word: '{name} is {value}. Compose refuses the file: it casts a ulimit to a number. Write {meant}.',
      name: '"{name}" is no ulimit. Compose accepts it, but the container does not start: wrong rlimit value: RLIMIT_{upper}. Write {meant}.',
    },
    covers: ['ulimits-memlock-stack'],
    sources: ['measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)'],
    notes: ['Only names that are near to a known one are told.'],
  },
  *check({ services }) {
    for (const { node } of services) {
      const limits = asMap(node.get('ulimits'))
      if (!limits || isReset(limits)) continue
      for (const entry of limits.entries) yield* ofEntry(entry, limits.has.bind(limits))
    }
  },
})

function* ofEntry(entry: Entry, has: (name: string) => boolean): Iterable<Report> {
  const name = String(entry.key.value)
  if (name.startsWith('x-') || entry.merged) return
  const meant = NAMES.includes(name) ? undefined : nearest(name, NAMES)
  if (meant) {
    const fixes = has(meant)
      ? []
      : [{ title: `Rename to ${meant}`, safe: true, ops: [{ op: 'rename', entry, key: meant } as const] }]
    yield { message: 'name', data: { name, upper: name.toUpperCase(), meant }, at: entry.key, fixes }
  }
  const parts = asMap(entry.value)
  if (!parts) yield* ofValue(name, entry)
  for (const part of ['soft', 'hard'].flatMap((key) => parts?.entry(key) ?? []))
    yield* ofValue(`${name}.${part.key.value}`, part)
}

function* ofValue(name: string, { value }: Entry): Iterable<Report> {
  const text = literal(value)
  if (value.kind !== 'scalar' || typeof value.value !== 'string' || text === undefined || /^[+-]?\d+$/.test(text))
    return
  const endless = /^(?:unlimited|infinity|inf|max|none)$/i.test(text)
  const fixes = endless ? [{ title: 'Write -1', ops: [{ op: 'set', target: value, value: -1 } as const] }] : []
  yield {
    message: 'word',
    data: { name, value: text, meant: endless ? '-1 for no limit' : 'a number' },
    at: value,
    fixes,
  }
}
