import { compareVersions, type Facts, majorOf } from '../../facts'
import type { Target } from '../../host/target'

/** A card of the target, and the compute capabilities that its name may mean. */
export interface Card {
  readonly name: string
  readonly capabilities: readonly string[]
}

/** The cards of the target whose compute capability is known. */
export const cardsOf = ({ gpus = [] }: Target, facts: Facts): readonly Card[] =>
  gpus.flatMap((name) => {
    const capabilities = facts.gpu(name).flatMap(({ computeCapabilities }) => computeCapabilities)
    return capabilities.length > 0 ? [{ name, capabilities }] : []
  })

/** A card by its name and capability, or by the capability alone where the target names no more. */
export const titleOf = ({ name, capabilities }: Card): string =>
  capabilities.includes(name)
    ? `compute capability ${name}`
    : `${name} (compute capability ${capabilities.join(' or ')})`

const minorOf = (capability: string): number => Number(capability.split('.')[1] ?? 0)

/** True where code compiled for one of these runs on the card: within a major, code of a lower minor does. */
export const runsOn = (compiled: readonly string[], capability: string): boolean =>
  compiled.some((sm) => majorOf(sm) === majorOf(capability) && minorOf(sm) <= minorOf(capability))

/**
 * True where programs built with this CUDA surely hold no code for the card: its generation came later, or was dropped
 * before. `compiled` is what the program's own build list says, where one was read.
 */
export function lacksCode(
  cuda: string,
  capability: string,
  facts: Facts,
  compiled?: readonly string[],
): 'too new' | 'too old' | undefined {
  const known = compiled ?? facts.architectures(cuda)?.computeCapabilities
  const [gpu] = facts.gpu(capability)
  if (!known || !gpu || runsOn(known, capability)) return undefined
  const oldest = known.every((sm) => compareVersions(sm, capability) > 0)
  if (oldest) return 'too old'
  const newest = known.every((sm) => (majorOf(sm) ?? 0) < (majorOf(capability) ?? 0))
  return newest && compareVersions(cuda, gpu.minCuda) < 0 ? 'too new' : undefined
}
