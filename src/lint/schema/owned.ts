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
]

const patterns = ownedPaths.map((path) => path.split('.'))

/** True where another rule speaks about this key. `devices` written as a map belongs to deploy-misnested too. */
export function isOwned(path: Path, isMap: boolean): boolean {
  if (isMap && path.length === 3 && path[0] === 'services' && path[2] === 'devices') return true
  return patterns.some((pattern) => matches(pattern, path))
}

function matches(pattern: readonly string[], path: Path): boolean {
  const open = pattern.at(-1) === '**'
  const length = open ? pattern.length - 1 : pattern.length
  if (path.length < length || (!open && path.length > length)) return false
  return pattern.slice(0, length).every((part, i) => part === '*' || part === String(path[i]))
}
