import { defineRule } from '../../lint/rule'
import { distance } from '../../text/nearest'
import { isOwn } from '../support/own-requests'

export default defineRule({
  meta: {
    id: 'compose/runtime-unknown',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['runtime'],
    summary: 'The runtime of a service is not a misspelling of `nvidia`.',
    why: 'The name is looked up letter by letter among the runtimes of the engine; with another one the container does not start.',
    messages: {
      misspelt:
        'No engine has a runtime "{name}". Docker stops with "unknown or invalid runtime name: {name}". Write nvidia.',
    },
    sources: ['measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)'],
    notes: [
      'Told are misspellings of nvidia alone, its capitals among them. Any other name may be one that the configuration of the engine gives to a runtime.',
    ],
  },
  *check({ services }) {
    for (const service of services) {
      const { runtime } = service
      const name = runtime?.value
      if (!runtime || name === undefined || runtime.interpolated || !isOwn(runtime.node, service)) continue
      if (!isMisspelt(name)) continue
      const ops = [{ op: 'set', target: runtime.node, value: 'nvidia' } as const]
      yield { message: 'misspelt', data: { name }, at: runtime.node, fixes: [{ title: 'Write nvidia', ops }] }
    }
  },
})

/** Letters only: with a digit or a dash it is a name that somebody chose. */
function isMisspelt(name: string): boolean {
  const low = name.toLowerCase()
  return /^[a-z]{5,8}$/.test(low) && name !== 'nvidia' && distance(low, 'nvidia', 2) <= 2
}
