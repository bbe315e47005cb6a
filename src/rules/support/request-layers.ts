import type { DeviceRequest, Service } from '../../documents/compose/types'
import { asSeq, type Entry, type Value } from '../../documents/tree'
import { basename } from '../../documents/workspace'
import type { RuleContext, RuleFix } from '../../lint/rule'
import { devicesOf, goesToNvidia } from './request-fix'

export type Way = DeviceRequest['source']

/** What a service writes itself, and the requests of the files or services below that Compose puts in front of it. */
export interface RequestLayers {
  readonly way: Way
  readonly service: Service
  /** The service's own `devices:` or `gpus:` in the file under check. */
  readonly entry: Entry
  readonly own: readonly DeviceRequest[]
  readonly below: readonly DeviceRequest[]
  /** Of the service that is extended or of the earlier file, by either way. */
  readonly whole: readonly DeviceRequest[]
}

const PATHS: Readonly<Record<Way, readonly string[]>> = {
  deploy: ['deploy', 'resources', 'reservations', 'devices'],
  gpus: ['gpus'],
}

/** The layers of each way in which the service asks itself; none where there is nothing below it. */
export function requestLayers(service: Service, context: RuleContext): readonly RequestLayers[] {
  return (['deploy', 'gpus'] as const).flatMap((way) => {
    const entry = ownEntry(service, way)
    if (!entry) return []
    const merged = mergedView(service, PATHS[way], context)
    const whole = merged?.requests ?? []
    const own = whole.filter(({ at, source }) => source === way && isOwn(entry, at))
    const below = whole.filter(({ at, source }) => source === way && !isOwn(entry, at))
    return merged ? [{ way, service, entry, own, below: before(own, below, whole), whole }] : []
  })
}

function ownEntry({ node }: Service, way: Way): Entry | undefined {
  const path = PATHS[way]
  const parent = path.length === 1 ? node : node.at(...path.slice(0, -1))
  return parent?.kind === 'map' ? parent.entry(path.at(-1) ?? '') : undefined
}

const isOwn = ({ value }: Entry, at: Value): boolean => value === at || (asSeq(value)?.items.includes(at) ?? false)

/** The service with what lies below its value: itself where it extends another, else as the first of the merged files has it. */
export function mergedView(service: Service, path: readonly string[], { project }: RuleContext): Service | undefined {
  if (service.base) return service
  const { name, document } = service
  const others = project.siblingsOf(document).flatMap(({ services }) => services.filter((other) => other.name === name))
  return others.find((other) => other.field(...path)?.file === document.file)
}

/** The `gpus` of the service that is extended, or of an earlier file: what Compose merges the service's own over. */
export function lowerGpus(service: Service, { project }: RuleContext): Entry | undefined {
  if (service.base?.gpus) return service.base.gpus
  const { name, document } = service
  const others = project.siblingsOf(document).flatMap(({ services }) => services.filter((other) => other.name === name))
  const lower = others.find(({ node, gpus }) => node.has('gpus') && gpus?.value.file === document.file)
  return lower?.node.entry('gpus')
}

/** Files merged later are no part of what lies below. */
function before(
  own: readonly DeviceRequest[],
  below: readonly DeviceRequest[],
  whole: readonly DeviceRequest[],
): readonly DeviceRequest[] {
  const [first] = own
  return first ? below.filter((one) => whole.indexOf(one) < whole.indexOf(first)) : below
}

/** True where all of them go to NVIDIA's driver: requests to several drivers may be meant. */
export const allNvidia = (requests: readonly DeviceRequest[]): boolean =>
  requests.every(
    (request) => goesToNvidia(request) && !request.capabilities?.some((word) => word === 'tpu' || word === 'amd'),
  )

/** The GPUs of a request as a message names them. */
export function gpusOf(request: DeviceRequest | undefined): string | undefined {
  const devices = request && devicesOf(request)
  if (!devices) return undefined
  if (devices.length === 0) return 'no GPU'
  return devices[0] === 'all' ? 'all GPUs' : `GPU ${devices.join(',')}`
}

/** Where the requests below stand: the other file's name, or the service of this file. */
export function originOf({ base, document }: Service, below: Value | undefined): string {
  if (below && below.file !== document.file) return basename(below.file.path)
  return base ? `the service ${base.name}` : 'another file'
}

/** Writes a tag in front of the value; none where the value is written elsewhere or has one. */
export function tagFixes(
  { key, value, merged }: Entry,
  tag: string,
  title: string,
  safe?: boolean,
): readonly RuleFix[] {
  const { file } = key
  const gap = /^[ \t]*:/.exec(file.text.slice(key.span.end, key.span.end + 80))?.[0]
  if (!gap || merged || value.via || key.via || value.tag) return []
  const at = key.span.end + gap.length
  const blank = /\s/.test(file.text[at] ?? ' ') ? '' : ' '
  const op = { op: 'replace', file, span: { start: at, end: at }, text: ` ${tag}${blank}` } as const
  return [{ title, ...(safe !== undefined && { safe }), ops: [op] }]
}
