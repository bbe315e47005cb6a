import type { Service } from '../../documents/compose/types'
import { asMap, type Entry, type MapValue } from '../../documents/tree'
import { defineRule, type RuleFix } from '../../lint/rule'
import { isReset } from '../support/device-items'

export default defineRule({
  meta: {
    id: 'compose/devices-under-limits',
    kind: 'compose',
    severity: 'error',
    fixable: 'safe',
    since: '0.1.0',
    refused: true,
    needs: ['limits'],
    summary: 'Devices are reserved under `reservations`, not limited under `limits`.',
    why: 'Compose refuses the whole file.',
    messages: {
      limits:
        "devices stands under deploy.resources.limits. Docker Compose refuses the file: additional properties 'devices' not allowed. Move it to deploy.resources.reservations.",
      both: "devices stands under deploy.resources.limits, and under reservations too. Docker Compose refuses the file: additional properties 'devices' not allowed. Delete the one under limits.",
    },
    sources: [
      'manascb1344/zonos-api#2',
      'compose-spec schema (limits has no devices)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
  },
  *check({ services }) {
    for (const service of services) {
      const limits = asMap(service.node.at('deploy', 'resources', 'limits'))
      const entry = limits?.entry('devices')
      if (!limits || !entry || isReset(entry.value)) continue
      const both = service.node.at('deploy', 'resources', 'reservations', 'devices') !== undefined
      yield {
        message: both ? 'both' : 'limits',
        at: entry.key,
        fixes: [both ? removal(limits, entry) : move(service, limits, entry)],
      }
    }
  },
})

const removal = (map: MapValue, entry: Entry): RuleFix => ({
  title: 'Delete devices under limits',
  safe: false,
  ops: [{ op: 'remove-entry', map, entry }],
})

const move = ({ node }: Service, map: MapValue, entry: Entry): RuleFix => ({
  title: 'Move devices to reservations',
  ops: [{ op: 'move', map, entry, into: node, path: ['deploy', 'resources', 'reservations'] }],
})
