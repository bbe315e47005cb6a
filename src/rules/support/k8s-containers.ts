import type { Container, KubernetesDocument, PodTemplate, Resource } from '../../documents/kubernetes/types'
import { plainText } from '../../documents/plain-text'
import { asMap, asSeq, type Entry, type MapValue, type Value } from '../../documents/tree'

/** A container with what it stands in. */
export interface Placed {
  readonly resource: Resource
  readonly pod: PodTemplate
  readonly container: Container
}

export const containersOf = ({ resources }: KubernetesDocument): readonly Placed[] =>
  resources.flatMap((resource) =>
    resource.pods.flatMap((pod) => pod.containers.map((container) => ({ resource, pod, container }))),
  )

/** True for a container of a list that has no image: a patch, which is merged over another file. What it lacks may stand there. */
export const isPatch = ({ node }: Container): boolean => node.parent?.kind === 'seq' && !node.has('image')

export const hasPatch = ({ containers }: PodTemplate): boolean => containers.some(isPatch)

/** `web` of `containers`, as it is told: its name, or its place in the file's words. */
export const titleOf = ({ name }: Container): string => (name === undefined ? 'The container' : `The container ${name}`)

export const limitsOf = ({ node }: Container): MapValue | undefined => asMap(node.at('resources', 'limits'))
export const requestsOf = ({ node }: Container): MapValue | undefined => asMap(node.at('resources', 'requests'))

/** True for names of device plugins (`vendor/thing`): Kubernetes never shares these out twice. */
export const isExtended = (name: string): boolean =>
  /^[^/\s]+\.[^/\s]+\/[^/\s]+$/.test(name) && !/kubernetes\.io\//.test(name)

export const nameOf = ({ key }: Entry): string => String(key.value)

const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

/** What a person or a script fills in before the manifest is used: `NUM_GPUS`, `<number>`, `__GPUS__`. */
const FILLED_IN = /^[A-Z][A-Z\d]*_[A-Z\d_]+$|^__\w+__$|[<>{}@%]/

/**
 * A Kubernetes quantity (`1`, `"500m"`, `10Gi`, `1e3`) as a number.
 * @returns undefined where it is not known (a placeholder, null); NaN for a text that is no quantity
 */
export function quantityOf(value: Value | undefined): number | undefined {
  if (value?.kind === 'scalar' && typeof value.value === 'number') return value.value
  const text = plainText(value)?.value
  if (text === undefined || value?.kind !== 'scalar' || typeof value.value !== 'string') return undefined
  if (FILLED_IN.test(text)) return undefined
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([numkMGTPE]|[KMGTPE]i)|e([+-]?\d+))?$/i.exec(text)
  const [, digits, suffix = '', exponent = '0'] = match ?? []
  const factor = suffix === '' ? 1 : FACTORS[suffix]
  return digits === undefined || factor === undefined ? Number.NaN : Number(digits) * factor * 10 ** Number(exponent)
}

/** Names of programs about the GPUs of a node. */
export const NODE_TOOL =
  /dcgm|exporter|monitor|plugin|operator|driver|toolkit|validator|discovery|mig-|metrics|node-|smi\b|gpu-feature/i

export interface ContainerVariable {
  readonly list: NonNullable<ReturnType<typeof asSeq>>
  readonly item: MapValue
  /** undefined: not known, or taken from elsewhere (`valueFrom`). */
  readonly value: string | undefined
}

/** A variable of `env`, as this file writes it. */
export function variableIn({ node }: Container, name: string): ContainerVariable | undefined {
  const list = asSeq(node.get('env'))
  const item = list?.items.map(asMap).find((one) => plainText(one?.get('name'))?.value === name)
  return list && item ? { list, item, value: plainText(item.get('value'))?.value } : undefined
}

/** Everything that a container runs, as one text for looking at. */
export function programIn({ node }: Container): string {
  const values = ['command', 'args'].flatMap((key) => asSeq(node.get(key))?.items ?? [])
  return values.map((value) => plainText(value)?.raw ?? '').join(' ')
}
