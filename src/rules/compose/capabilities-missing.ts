import { defineRule } from '../../lint/rule'
import { type DeviceItem, deviceItems } from '../support/device-items'
import { meantKey, unknownEntries } from '../support/device-keys'
import { splitItems } from '../support/device-split'

export default defineRule({
  meta: {
    id: 'compose/capabilities-missing',
    kind: 'compose',
    severity: 'error',
    fixable: 'safe',
    since: '0.1.0',
    refused: true,
    needs: ['devices'],
    summary: 'A device reservation must list its capabilities.',
    why: 'It is the one required key of a reservation: Compose refuses the whole file without it.',
    messages: {
      missing:
        'This device reservation has no "capabilities". Docker Compose refuses the file: missing property \'capabilities\'. Add capabilities: [gpu].',
    },
    sources: [
      'docker docs "Run Docker Compose services with GPU access"',
      'compose-spec deploy.md and schema',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: ['The items of `gpus` may leave the list out: Compose adds gpu by itself.'],
  },
  *check(document) {
    for (const { way, list, node } of deviceItems(document)) {
      if (way !== 'deploy' || node.has('capabilities') || isMisspelt(node) || isBeside(list) || splitItems(list))
        continue
      const op = { op: 'insert', map: node, key: 'capabilities', value: ['gpu'] } as const
      yield {
        message: 'missing',
        at: node.entries[0]?.key ?? node,
        fixes: [{ title: 'Add capabilities: [gpu]', ops: [op] }],
      }
    }
  },
})

/** Told by compose/device-request-unknown-key, with the better repair. */
const isMisspelt = (node: Parameters<typeof unknownEntries>[0]): boolean =>
  unknownEntries(node).some((entry) => meantKey(node, entry) === 'capabilities')

/** Told by compose/deploy-misnested: the list stands beside the item that it belongs to. */
const isBeside = ({ parent }: DeviceItem['list']): boolean => parent?.kind === 'map' && parent.has('capabilities')
