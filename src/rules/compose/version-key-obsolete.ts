import { asScalar } from '../../documents/tree'
import { defineRule } from '../../lint/rule'

export default defineRule({
  meta: {
    id: 'compose/version-key-obsolete',
    kind: 'compose',
    severity: 'info',
    fixable: 'safe',
    since: '0.1.0',
    needs: ['version'],
    summary: 'The top-level `version` key is obsolete.',
    why: 'Compose ignores it since v2.25 and prints a warning at every call; a number instead of a string stops it.',
    messages: {
      obsolete:
        'The top-level key "version" is obsolete. Docker Compose ignores it and warns about it at every call. Delete the line.',
      number:
        'The value {value} of "version" is a number. Docker Compose refuses the file: version must be a string. Delete the line; the key is obsolete.',
    },
    sources: [
      'compose-spec/compose-go commit be0297a (2024-03-04)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      '`docker stack deploy` and docker-compose 1.x still read the key: turn the rule off for files that they use.',
    ],
  },
  *check({ root }) {
    const entry = root?.entry('version')
    if (!root || !entry) return
    const value = asScalar(entry.value)?.value
    const fixes = [{ title: 'Delete the version key', ops: [{ op: 'remove-entry', map: root, entry } as const] }]
    if (typeof value === 'number')
      yield { message: 'number', data: { value }, at: entry.value, severity: 'error', fixes }
    else yield { message: 'obsolete', at: entry.key, fixes }
  },
})
