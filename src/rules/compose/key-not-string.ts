import type { ScalarValue, Value } from '../../documents/tree'
import { defineRule } from '../../lint/rule'

export default defineRule({
  meta: {
    id: 'compose/key-not-string',
    kind: 'compose',
    severity: 'error',
    fixable: 'safe',
    since: '0.1.0',
    summary: 'Every key must be a string.',
    why: 'Compose refuses the whole file for one number, truth value or null as a key, also in `x-` parts.',
    messages: {
      key: 'The key {key} is {type}, not a string. Docker Compose refuses the file: non-string key. Put it in quotes.',
    },
    sources: [
      'compose-spec/compose-go loader/loader.go convertToStringKeysRecursive @e70e961 (2026-07-21)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: ['`yes`, `no`, `on` and `off` are texts for Compose, so they may be keys.'],
  },
  *check({ root, file }) {
    if (!MAY_BE.test(file.text)) return
    for (const key of root ? keysOf(root) : []) {
      if (typeof key.value === 'string') continue
      const fix = {
        title: 'Put it in quotes',
        ops: [{ op: 'replace', file, span: key.span, text: `"${key.source}"` } as const],
      }
      const data = { key: key.source || 'without text', type: NAMES[typeof key.value] ?? 'null' }
      yield { message: 'key', data, at: key, fixes: key.source === '' ? [] : [fix] }
    }
  },
})

/** Cheap to ask: a key that may be a number, a word of YAML or empty, or one that a tag or an alias decides. */
const MAY_BE =
  /(?:^[ \t]*|[{,][ \t]*|[?-][ \t]+)(?:[-+.]?\d[^\s:]*|\.inf|\.nan|true|false|null|~|)[ \t]*:(?:\s|$)|[!&*?]/im

const NAMES: Readonly<Record<string, string>> = { number: 'a number', boolean: 'a truth value' }

/** The keys of all maps, each where it is written: what an alias brings in is looked at where its anchor stands. */
function* keysOf(root: Value): Iterable<ScalarValue> {
  const queue: Value[] = [root]
  for (const value of queue) {
    if (value.via || value.kind === 'scalar') continue
    if (value.kind === 'seq') queue.push(...value.items)
    else {
      for (const { key, value: inner, merged } of value.entries) {
        if (merged) continue
        yield key
        queue.push(inner)
      }
    }
  }
}
