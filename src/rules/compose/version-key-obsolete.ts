import { asScalar } from '../../documents/tree'
import { composeVersion } from '../../host/engine'
import { isPlatform } from '../../host/platform'
import { defineRule, type RuleFix } from '../../lint/rule'
import { isBefore } from '../support/host-versions'

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
        'The value {value} of "version" is a number. Docker Compose refuses the file: version must be a string. {todo}',
    },
    sources: [
      'compose-spec/compose-go commit be0297a (2024-03-04)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
      'docker/cli cli/compose/loader (a stack file names its version)',
    ],
    notes: [
      '`docker stack deploy` and docker-compose 1.x still read the key. Silent where the target says Swarm or a Compose before 2.25, which does not warn; where the file itself speaks of Swarm, deleting the key is no safe repair.',
    ],
  },
  *check({ root }, { target, file }) {
    const entry = root?.entry('version')
    if (!root || !entry) return
    const value = asScalar(entry.value)
    const isRead = isPlatform(target, 'swarm') || isBefore(composeVersion(target), '2.25')
    const drop: RuleFix = {
      title: 'Delete the version key',
      safe: !SWARM.test(file.text),
      ops: [{ op: 'remove-entry', map: root, entry }],
    }
    if (typeof value?.value !== 'number') {
      if (!isRead) yield { message: 'obsolete', at: entry.key, fixes: [drop] }
      return
    }
    const quote: RuleFix = {
      title: `Write "${value.source}"`,
      safe: true,
      ops: [{ op: 'set', target: value, value: value.source }],
    }
    const todo = isRead ? 'Put it in quotes.' : 'Delete the line; the key is obsolete.'
    const fixes = isRead ? [quote] : [drop, quote]
    yield { message: 'number', data: { value: value.source, todo }, at: entry.value, severity: 'error', fixes }
  },
})

/** What only `docker stack deploy` heeds, or the files for it tell of. */
const SWARM =
  /\b(?:docker stack|endpoint_mode|placement|update_config|rollback_config|driver:\s*overlay|mode:\s*global)\b/
