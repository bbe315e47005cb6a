import { asScalar, type Value } from '../../documents/tree'
import { defineRule } from '../../lint/rule'

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
    },
    sources: [
      'compose-spec/compose-go loader/validate.go @e70e961 (2026-07-21)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'An empty `network_mode` or an empty list of networks is accepted, and a mode with a variable may be empty.',
    ],
  },
  *check({ services }) {
    for (const { name, node } of services) {
      const [mode, networks] = [node.entry('network_mode'), node.entry('networks')]
      const value = asScalar(mode?.value)?.value
      if (!mode || !networks || !isMode(mode.value) || !holdsSome(networks.value)) continue
      yield {
        message: 'both',
        data: { service: name, mode: String(value) },
        at: mode.key,
        related: [{ at: networks.key, message: 'the networks' }],
        fixes: [
          { title: 'Remove network_mode', ops: [{ op: 'remove-entry', map: node, entry: mode }] },
          { title: 'Remove networks', ops: [{ op: 'remove-entry', map: node, entry: networks }] },
        ],
      }
    }
  },
})

const isMode = (value: Value): boolean =>
  value.kind === 'scalar' && !value.tag && typeof value.value === 'string' && /^[^$]+$/.test(value.value)

const holdsSome = (value: Value): boolean =>
  !value.tag && ((value.kind === 'map' && value.entries.length > 0) || (value.kind === 'seq' && value.items.length > 0))
