import type { Service } from '../../documents/compose/types'
import { asMap, asScalar, type Value } from '../../documents/tree'
import { defineRule } from '../../lint/rule'
import { cyclesOf, type Link } from '../support/cycles'

export default defineRule({
  meta: {
    id: 'compose/dependency-cycle',
    kind: 'compose',
    severity: 'error',
    fixable: 'none',
    since: '0.1.0',
    needs: ['depends_on', 'extends', 'links', 'volumes_from', 'service:'],
    summary: 'Services must not depend on each other in a circle.',
    why: 'Compose refuses the file: it could start none of them first.',
    messages: {
      start:
        'These services wait for each other: {cycle}. Docker Compose refuses the file: dependency cycle detected. Take one of the dependencies away.',
      extends:
        'These services extend each other: {cycle}. Docker Compose refuses the file: circular reference. Take one "extends" away.',
    },
    sources: [
      'compose-spec/compose-go graph/cycle.go, loader/normalize.go @e70e961 (2026-07-21)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Besides `depends_on`, a service depends on those named in `links`, `volumes_from`, and `network_mode`, `ipc` and `pid` with `service:`. `required: false` makes no difference.',
      'Silent where the services of the circle have different profiles: they may never run together.',
    ],
  },
  *check({ services }) {
    for (const cycle of cyclesOf(services, dependenciesOf)) {
      if (runTogether(cycle.services)) yield { message: 'start', data: { cycle: cycle.text }, at: cycle.at }
    }
    for (const cycle of cyclesOf(services, extendedBy))
      yield { message: 'extends', data: { cycle: cycle.text }, at: cycle.at }
  },
})

const runTogether = (services: readonly Service[]): boolean =>
  new Set(services.map(({ profiles, node }) => (node.has('profiles') ? [...profiles].sort().join() : ''))).size === 1

function dependenciesOf({ node }: Service): readonly Link[] {
  const named = ['network_mode', 'ipc', 'pid'].map((key) => node.get(key))
  return [
    ...namesIn(node.get('depends_on')),
    ...namesIn(node.get('links')),
    ...namesIn(node.get('volumes_from')).filter(({ name }) => name !== 'container'),
    ...named.flatMap((value) => nameBehind(value, 'service:')),
  ]
}

/** The names in a list (`b`, `b:alias`) or the keys of a map. */
function namesIn(value: Value | undefined): readonly Link[] {
  if (!value || value.tag || value.kind === 'scalar') return []
  if (value.kind === 'map') return value.entries.map(({ key }) => ({ name: String(key.value), at: key }))
  return value.items.flatMap((item) => nameBehind(item, ''))
}

function nameBehind(value: Value | undefined, prefix: string): readonly Link[] {
  const text = asScalar(value)?.value
  if (!value || value.tag || typeof text !== 'string' || !text.startsWith(prefix)) return []
  return [{ name: text.slice(prefix.length).split(':')[0] ?? '', at: value }]
}

/** The service of the same file that this one extends. */
function extendedBy({ node }: Service): readonly Link[] {
  const value = node.get('extends')
  const map = asMap(value)
  return map?.has('file') ? [] : nameBehind(map?.get('service') ?? value, '')
}
