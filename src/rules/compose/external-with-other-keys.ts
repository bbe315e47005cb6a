import { asMap, type Entry, isNull, type MapValue, type Value } from '../../documents/tree'
import { defineRule } from '../../lint/rule'

export default defineRule({
  meta: {
    id: 'compose/external-with-other-keys',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['external'],
    summary: 'An external volume has no settings besides its name.',
    why: 'Compose does not create an external volume, so it refuses the file when settings for creating it stand there.',
    messages: {
      other:
        'Volume "{volume}" is external and has "{key}" too. Docker Compose refuses the file: it does not create external volumes, so it has no use for their settings. Remove "{key}", or remove "external".',
    },
    sources: [
      'compose-spec/compose-go validation/external.go @e70e961 (2026-07-21)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: ['Compose accepts such keys in external networks, secrets and configs.'],
  },
  *check({ root }) {
    for (const { key, value } of asMap(root?.get('volumes'))?.entries ?? []) {
      const volume = asMap(value)
      if (!volume || volume.tag || !isExternal(volume.get('external'))) continue
      for (const entry of volume.entries.filter(isSetting)) {
        const data = { volume: String(key.value), key: String(entry.key.value) }
        const title = `Remove "${data.key}"`
        yield { message: 'other', data, at: entry.key, fixes: [{ title, ops: [remove(volume, entry)] }] }
      }
    }
  },
})

const remove = (map: MapValue, entry: Entry) => ({ op: 'remove-entry', map, entry }) as const

/** `true`, a text that Compose casts to it, or the old `external: {name: …}`. */
function isExternal(value: Value | undefined): boolean {
  if (!value || value.tag) return false
  if (value.kind === 'map') return value.has('name')
  return value.kind === 'scalar' && /^(?:true|yes|y|on)$/i.test(String(value.value))
}

const isSetting = ({ key, value }: Entry): boolean =>
  !['name', 'external'].includes(String(key.value)) &&
  !String(key.value).startsWith('x-') &&
  !isNull(value) &&
  !value.tag
