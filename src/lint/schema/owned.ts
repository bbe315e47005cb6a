import type { Path } from '../../documents/tree'

/**
 * Places that rules of their own look after, with better repairs than "unknown key" or "wrong type" (`*`: any key, `**`: all below):
 * capabilities-missing, capabilities-wrong-shape, device-ids-not-strings, gpus-scalar-invalid, gpus-item-unknown-key,
 * devices-under-limits, deploy-misnested, count-and-device-ids, count-not-a-number, device-request-unknown-key,
 * version-key-obsolete. Schema findings there would be second findings for one mistake.
 */
export const ownedPaths: readonly string[] = [
  'version',
  'services.*.gpus.**',
  'services.*.resources.**',
  'services.*.reservations.**',
  'services.*.reservation.**',
  'services.*.limits.**',
  'services.*.deploy.reservations.**',
  'services.*.deploy.reservation.**',
  'services.*.deploy.limits.**',
  'services.*.deploy.devices.**',
  'services.*.deploy.resources.devices.**',
  'services.*.deploy.resources.reservation.**',
  'services.*.deploy.resources.reservations.devices.**',
  'services.*.deploy.resources.limits.devices.**',
  // deploy-misnested: other names, deeper places, and the keys of a request outside its list.
  'deploy.**',
  ...['resource', 'limit'].map((key) => `services.*.${key}.**`),
  ...['resource', 'limit', 'device', 'gpus'].map((key) => `services.*.deploy.${key}.**`),
  ...['resource', 'resources', 'limit', 'device', 'gpus'].map((key) => `services.*.deploy.resources.${key}.**`),
  ...['limits', 'reservations'].flatMap((place) =>
    ['resource', 'resources', 'reservation', 'reservations', 'limit', 'limits', 'gpus'].map(
      (key) => `services.*.deploy.resources.${place}.${key}.**`,
    ),
  ),
  'services.*.deploy.resources.reservations.device.**',
  ...['deploy', 'deploy.resources', 'deploy.resources.reservations', 'devices.*'].flatMap((place) =>
    ['capabilities', 'driver', 'count', 'device_ids', 'options'].map((key) => `services.*.${place}.${key}.**`),
  ),
]

/** The one key of a request that no rule looks at. */
const leftToSchema = ['services.*.gpus.*.options.**', 'services.*.deploy.resources.reservations.devices.*.options.**']

const split = (paths: readonly string[]) => paths.map((path) => path.split('.'))
const owned = split(ownedPaths)
const open = split(leftToSchema)

/** True where another rule speaks about this key. `devices` written as a map belongs to deploy-misnested too. */
export function isOwned(path: Path, isMap: boolean): boolean {
  if (isMap && path.length === 3 && path[0] === 'services' && path[2] === 'devices') return true
  // What a merge key brings has `<<` in its path, but stands where the merge key does.
  const place = path.filter((key) => key !== '<<')
  return owned.some((pattern) => matches(pattern, place)) && !open.some((pattern) => matches(pattern, place))
}

function matches(pattern: readonly string[], path: Path): boolean {
  const deep = pattern.at(-1) === '**'
  const length = deep ? pattern.length - 1 : pattern.length
  if (path.length < length || (!deep && path.length > length)) return false
  return pattern.slice(0, length).every((part, i) => part === '*' || part === String(path[i]))
}
