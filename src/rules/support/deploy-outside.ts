import type { Service } from '../../documents/compose/types'
import { asMap, type MapValue } from '../../documents/tree'
import type { Report, RuleFix } from '../../lint/rule'
import { isReset } from './device-items'

/** Keys of `deploy` that no service has. */
const ONLY_DEPLOY = [
  'resources',
  'reservations',
  'replicas',
  'restart_policy',
  'placement',
  'update_config',
  'rollback_config',
  'mode',
]

/** A `deploy` that a lost indentation made a service: it has the keys of one and nothing that a service needs. */
export function serviceNamedDeploy(service: Service, services: readonly Service[]): Report | undefined {
  const { name, node, entry } = service
  const keys = node.entries.map(({ key }) => String(key.value))
  if (name !== 'deploy' || !keys.includes('resources') || !keys.every((key) => ONLY_DEPLOY.includes(key)))
    return undefined
  const map = asMap(node.parent)
  const before = services[services.indexOf(service) - 1]
  const fixes = map && before ? [moveInto(map, entry, before)] : []
  return { message: 'service', data: { service: before?.name ?? 'no service' }, at: entry.key, fixes: fixes.flat() }
}

/** True where a `deploy` that belongs to the service may stand at another level. */
export const hasDeployOutside = (
  service: Service,
  services: readonly Service[],
  root: MapValue | undefined,
): boolean => {
  const next = services[services.indexOf(service) + 1]
  return root?.has('deploy') === true || (next !== undefined && serviceNamedDeploy(next, services) !== undefined)
}

/** A `deploy` at the top of the file. */
export function* ownDeploy(root: MapValue, services: readonly Service[]): Iterable<Report> {
  const entry = root.entry('deploy')
  if (!entry || isReset(entry.value)) return
  const [only, ...others] = services
  yield { message: 'top', at: entry.key, fixes: only && others.length === 0 ? moveInto(root, entry, only) : [] }
}

function moveInto(map: MapValue, entry: Service['entry'], service: Service): readonly RuleFix[] {
  if (service.node.has('deploy')) return []
  return [
    { title: `Move into the service ${service.name}`, ops: [{ op: 'move', map, entry, into: service.node, path: [] }] },
  ]
}
