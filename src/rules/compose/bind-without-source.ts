import { asMap, asScalar, asSeq } from '../../documents/tree'
import { defineRule } from '../../lint/rule'

export default defineRule({
  meta: {
    id: 'compose/bind-without-source',
    kind: 'compose',
    severity: 'error',
    fixable: 'none',
    since: '0.1.0',
    needs: ['bind'],
    summary: 'A bind mount in the long form must have a `source`.',
    why: 'Compose refuses the file: there is nothing to mount.',
    messages: {
      missing:
        'The bind mount{target} has no "source". Docker Compose refuses the file: field Source must not be empty. Add source: with a path of the host, or make it type: volume.',
    },
    sources: ['measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)'],
    notes: ['A source that is a string, even an empty one, is left alone: it may come from a variable.'],
  },
  *check({ services }) {
    for (const { node } of services) {
      const volumes = asSeq(node.get('volumes'))
      if (!volumes || volumes.tag) continue
      for (const item of volumes.items) {
        const mount = asMap(item)
        const type = mount?.entry('type')
        // A misspelt key (`src`) is told by the schema, with a better repair.
        if (!mount || !type || asScalar(type.value)?.value !== 'bind' || mount.has('source') || hasUnknown(mount))
          continue
        const target = asScalar(mount.get('target'))?.value
        yield {
          message: 'missing',
          data: { target: typeof target === 'string' ? ` at ${target}` : '' },
          at: type.value,
        }
      }
    }
  },
})

const KNOWN = ['type', 'target', 'read_only', 'consistency', 'bind', 'volume', 'tmpfs', 'image']

const hasUnknown = (mount: NonNullable<ReturnType<typeof asMap>>): boolean =>
  mount.entries.some(({ key }) => !KNOWN.includes(String(key.value)) && !String(key.value).startsWith('x-'))
