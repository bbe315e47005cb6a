import type { Facts } from '../../facts'
import { compareVersions } from '../../facts/versions'
import { composeVersion, dockerVersion } from '../../host/engine'
import type { Target } from '../../host/target'
import type { Wiring, Workload } from '../../workload'
import type { GpuRequest, Impossible } from '../plan'

export type Gpus = GpuRequest['gpus']

/** A wish for GPUs whose wiring was chosen. */
export interface Wish {
  readonly workload: Workload
  readonly gpus: Gpus
  readonly wiring: Wiring
  readonly target: Target
  readonly facts: Facts
}

/** How the GPUs of one vendor are asked for. */
export interface Ways {
  /** Before the `=` of its names in CDI. */
  readonly kind: string
  /** Its names in CDI are no indexes. */
  readonly cards?: true
  /** The wiring where none is wished. */
  usual(gpus: Gpus, target: Target): Wiring
  /** Why this wiring surely gives no GPU, there or anywhere. */
  refusal(wish: Wish): Impossible | undefined
  /** The device nodes of these GPUs, for the wiring devices. */
  nodes(wish: Wish): readonly string[] | Impossible
  /** Why a wiring is good, where it can be had. */
  readonly because: Readonly<Partial<Record<Wiring, string>>>
}

export const isCdi = (id: string): boolean => id.includes('=')
export const hasCdi = (gpus: Gpus): boolean => typeof gpus === 'object' && gpus.some(isCdi)

export const instead = ({ workload }: Wish, wiring: Wiring, impossible: string): Impossible => ({
  impossible,
  nearest: { ...workload, wiring },
})

const isOlder = (version: string | undefined, than: string): boolean =>
  version !== undefined && compareVersions(version, than) < 0

/** @param other the wiring that old versions understand */
export function tooOld(wish: Wish, id: string, other: Wiring): Impossible | undefined {
  const { wiring, target, facts } = wish
  const way = facts.composeGpu().ways.find((one) => one.id === id)
  const compose = composeVersion(target)
  if (way?.compose && isOlder(compose, way.compose))
    return instead(
      wish,
      other,
      `The wiring ${wiring} needs Docker Compose ${way.compose} or later, and the target has ${compose}.`,
    )
  const engine = dockerVersion(target)
  if (way?.engine && isOlder(engine, way.engine))
    return instead(
      wish,
      other,
      `The wiring ${wiring} needs Docker Engine ${way.engine} or later, and the target has ${engine}.`,
    )
  return undefined
}
