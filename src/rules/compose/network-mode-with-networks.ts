import type { Service } from '../../documents/compose/types'
import { asScalar, type Entry, type MapValue, type Value } from '../../documents/tree'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { mergedView, originOf } from '../support/request-layers'

export default defineRule({
  meta: {
    id: 'compose/network-mode-with-networks',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['network_mode'],
    summary: 'A service has either `network_mode` or `networks`.',
    why: 'Compose refuses the whole file when a service has both.',
    messages: {
      both: 'Service "{service}" has network_mode: {mode} and networks. Docker Compose refuses the file: the two exclude each other. Remove one of them.',
      merged:
        'Service "{service}" has {own} here and {other} from {origin}. Docker Compose merges them and refuses the files: the two exclude each other. Write {other}: !reset null here, or remove one of them.',
    },
    sources: [
      'compose-spec/compose-go loader/validate.go @e70e961 (2026-07-21)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'An empty `network_mode` or an empty list of networks is accepted, and a mode with a variable may be empty.',
    ],
  },
  *check({ services }, context) {
    for (const service of services) {
      const { node, name } = service
      const [mode, networks] = [node.entry('network_mode'), node.entry('networks')]
      if (mode && networks) yield* together(name, node, mode, networks)
      else if ((mode ?? networks) && !service.partial) yield* overBase(service, (mode ?? networks) as Entry, context)
    }
  },
})

function* together(service: string, map: MapValue, mode: Entry, networks: Entry): Iterable<Report> {
  if (!isMode(mode.value) || !holdsSome(networks.value)) return
  yield {
    message: 'both',
    data: { service, mode: String(asScalar(mode.value)?.value) },
    at: mode.key,
    related: [{ at: networks.key, message: 'the networks' }],
    fixes: [
      { title: 'Remove network_mode', ops: [{ op: 'remove-entry', map, entry: mode }] },
      { title: 'Remove networks', ops: [{ op: 'remove-entry', map, entry: networks }] },
    ],
  }
}

/** One of them in an override file or an extending service, the other below it. */
function* overBase(service: Service, own: Entry, context: RuleContext): Iterable<Report> {
  const key = String(own.key.value)
  const whole = mergedView(service, [key], context)
  const [mode, networks] = [whole?.field('network_mode'), whole?.field('networks')]
  if (!mode || !networks || !isMode(mode) || !holdsSome(networks)) return
  const [other, below] = key === 'networks' ? ['network_mode', mode] : ['networks', networks]
  const data = { service: service.name, own: key, other, origin: originOf(service, below) }
  const related = [{ at: below, message: `the ${other} below` }]
  yield { message: 'merged', data, at: own.key, related, fixes: resetFix(service, own, other) }
}

function resetFix({ node }: Service, { key, merged }: Entry, other: string): readonly RuleFix[] {
  const { file, span } = key
  if (node.flow || merged || key.via) return []
  const indent = ' '.repeat(file.lines.positionAt(span.start).column - 1)
  const lines = [`${indent}${other}: !reset null`]
  return [{ title: `Write ${other}: !reset null`, ops: [{ op: 'insert-lines', file, before: span, lines }] }]
}

const isMode = (value: Value): boolean =>
  value.kind === 'scalar' && !value.tag && typeof value.value === 'string' && /^[^$]+$/.test(value.value)

const holdsSome = (value: Value): boolean =>
  !value.tag && ((value.kind === 'map' && value.entries.length > 0) || (value.kind === 'seq' && value.items.length > 0))
