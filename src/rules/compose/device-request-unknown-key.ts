import type { Entry, MapValue } from '../../documents/tree'
import { defineRule, type RuleFix } from '../../lint/rule'
import { deviceItems, isReset } from '../support/device-items'
import { meantKey, renameOps, unknownEntries } from '../support/device-keys'

export default defineRule({
  meta: {
    id: 'compose/device-request-unknown-key',
    kind: 'compose',
    severity: 'error',
    fixable: 'safe',
    since: '0.1.0',
    refused: true,
    needs: ['devices'],
    summary: 'A device reservation has the keys capabilities, driver, count, device_ids and options, and no others.',
    why: 'Compose refuses the whole file for an unknown key.',
    messages: {
      meant:
        'A device reservation has no key "{key}". Docker Compose refuses the file: additional properties \'{key}\' not allowed. Did you mean {meant}?',
      unknown:
        'A device reservation has no key "{key}". Docker Compose refuses the file: additional properties \'{key}\' not allowed. Delete it; allowed are capabilities, driver, count, device_ids and options.',
    },
    sources: ['compose-spec schema', 'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)'],
    notes: ['Keys that begin with x- are allowed.'],
  },
  *check(document) {
    for (const { way, node } of deviceItems(document)) {
      if (way !== 'deploy') continue
      for (const entry of unknownEntries(node)) {
        if (isReset(entry.value)) continue
        const key = String(entry.key.value)
        const meant = meantKey(node, entry)
        const fixes = [meant ? rename(entry, meant) : removal(node, entry)]
        yield { message: meant ? 'meant' : 'unknown', data: { key, meant: meant ?? '' }, at: entry.key, fixes }
      }
    }
  },
})

const rename = (entry: Entry, key: string): RuleFix => ({ title: `Rename to ${key}`, ops: renameOps(entry, key) })

const removal = (map: MapValue, entry: Entry): RuleFix => ({
  title: `Delete ${entry.key.value}`,
  safe: false,
  ops: [{ op: 'remove-entry', map, entry }],
})
