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
  *check({ oddKeys, file }) {
    for (const key of oddKeys) {
      const fix = {
        title: 'Put it in quotes',
        ops: [{ op: 'replace', file, span: key.span, text: `"${key.source}"` } as const],
      }
      const data = { key: key.source || 'without text', type: NAMES[typeof key.value] ?? 'null' }
      yield { message: 'key', data, at: key, fixes: key.source === '' ? [] : [fix] }
    }
  },
})

const NAMES: Readonly<Record<string, string>> = { number: 'a number', boolean: 'a truth value' }
