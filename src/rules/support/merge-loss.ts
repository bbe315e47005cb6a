import type { Service } from '../../documents/compose/types'
import type { Entry, MapValue, SeqValue, Value } from '../../documents/tree'
import type { RuleContext } from '../../lint/rule'
import { meansCpu } from './cpu-on-purpose'
import { mayHaveGpu } from './gpu-access'
import { imageOf } from './gpu-image'

/** A device list that a merge key would have brought, and the service's own key that stands in its place. */
export interface MergeLoss {
  readonly key: Entry
  readonly devices: SeqValue
}

const PATH = ['deploy', 'resources', 'reservations', 'devices'] as const

/** What a service lost to the shallow merge of `<<`; undefined where it may well do without, or has a GPU in another way. */
export function mergeLoss(service: Service, context: RuleContext): MergeLoss | undefined {
  const loss = lossIn(service.node)
  if (!loss || service.partial || mayHaveGpu(service) || isForCpu(service, context)) return undefined
  return loss
}

/** Goes down the service's own keys as far as the path of device requests. */
function lossIn(node: MapValue): MergeLoss | undefined {
  let map: Value | undefined = node
  for (const [depth, name] of PATH.slice(0, -1).entries()) {
    if (map?.kind !== 'map') return undefined
    const key: Entry | undefined = map.entry(name)
    const devices = map.shadowed.flatMap((entry) => (entry.key.value === name ? requestsBelow(entry, depth) : []))[0]
    if (key && devices) return isEmpty(key.value) ? undefined : { key, devices }
    map = key?.value
  }
  return undefined
}

function requestsBelow({ value }: Entry, depth: number): readonly SeqValue[] {
  const list = value.kind === 'map' ? value.at(...PATH.slice(depth + 1)) : undefined
  return list?.kind === 'seq' && list.items.length > 0 ? [list] : []
}

/** `deploy: {}` and `deploy: !reset null` take the request away on purpose. */
const isEmpty = (value: Value): boolean => value.tag !== undefined || value.kind !== 'map' || value.entries.length === 0

const CPU = /(?:^|[^a-z])cpu(?:$|[^a-z])/i

/** A service with an image of its own may be another program; then it must be known to want an NVIDIA GPU. */
function isForCpu(service: Service, context: RuleContext): boolean {
  const image = imageOf(service, context)
  const { name, profiles, node, commandText } = service
  if (image ? meansCpu(service, image) : [name, ...profiles, commandText].some((text) => CPU.test(text))) return true
  if (service.replicas?.value === 0) return true
  const other = node.shadowed.some(({ key }) => key.value === 'image' || key.value === 'build')
  return other && !(image?.known?.vendor === 'nvidia' && image.known.gpu !== 'cpu-tag')
}
