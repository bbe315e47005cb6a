import type { Path, Value } from '../../documents/tree'
import type { Mistake } from './reduce'

/** What the schema minds but Compose's loader does not, since it changes the data before it checks it. */
export function isAccepted({ error, types }: Mistake, value: Value, way: readonly Value[]): boolean {
  switch (error.keyword) {
    case 'uniqueItems':
      return MADE_UNIQUE.some((pattern) => matches(pattern, value.path))
    case 'required':
      return mayComeFromElsewhere(way)
    case 'type':
      return isOldNumber(types, value)
    default:
      return false
  }
}

/**
 * Lists whose repeated items Compose drops before it checks the schema.
 * Source: compose-spec/compose-go override/uncity.go @e70e961 (2026-07-21).
 */
const MADE_UNIQUE: readonly (readonly string[])[] = [
  ...['args', 'additional_contexts', 'platform', 'tags', 'labels'].map((key) => ['build', key]),
  ...['annotations', 'cap_add', 'cap_drop', 'configs', 'dns', 'dns_opt', 'dns_search', 'environment', 'env_file'],
  ...['devices', 'expose', 'labels', 'links', 'ports', 'profiles', 'secrets', 'sysctls', 'tmpfs', 'volumes'],
  ['deploy', 'labels'],
  ['networks', '*', 'aliases'],
  ['networks', '*', 'link_local_ips'],
].map((keys) => ['services', '*', ...[keys].flat()])

const matches = (pattern: readonly string[], path: Path): boolean =>
  pattern.length === path.length && pattern.every((part, i) => part === '*' || part === path[i])

/**
 * Maps are merged with `extends`, `include` and override files before they are checked, so a missing key proves nothing
 * there; the items of lists are not merged.
 */
function mayComeFromElsewhere(way: readonly Value[]): boolean {
  if (way.some((value) => value.kind === 'seq')) return false
  const service = way[2]
  if (way[0]?.kind !== 'map' || !way[0].has('services') || service?.kind !== 'map') return true
  return way[1] !== way[0].get('services') || service.has('extends') || !(service.has('image') || service.has('build'))
}

/** YAML 1.1 numbers that Compose's reader knows and YAML 1.2 takes for text, such as `1_000`. */
const isOldNumber = (types: readonly string[], value: Value): boolean =>
  value.kind === 'scalar' &&
  value.style === 'plain' &&
  typeof value.value === 'string' &&
  /^[-+]?[\d._]/.test(value.value) &&
  types.some((type) => type === 'integer' || type === 'number')
