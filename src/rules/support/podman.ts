import { composeVersion, engineOf } from '../../host/engine'
import type { Target } from '../../host/target'

/** Podman and the program that reads the compose file for it. */
export interface PodmanHost {
  /** Numbers with dots; undefined where they are not said. */
  readonly version: string | undefined
  /** Docker Compose talks to Podman's Docker API; podman-compose calls podman itself. `podman compose` is either of them. */
  readonly reader: 'docker-compose' | 'podman-compose' | undefined
  readonly readerVersion: string | undefined
}

const READER = /^podman-compose\b(?:[\s:/]+(?:version\s+)?v?(\d+(?:\.\d+)*))?/i

/** @returns undefined where the target is not known to be Podman */
export function podmanHost(target: Target): PodmanHost | undefined {
  const engine = engineOf(target)
  const own = READER.exec((target.compose ?? '').trim())
  if (engine?.name === 'docker' || (!engine && !own)) return undefined
  if (own) return { version: engine?.version, reader: 'podman-compose', readerVersion: own[1] }
  const compose = composeVersion(target)
  return {
    version: engine?.version,
    reader: compose === undefined ? undefined : 'docker-compose',
    readerVersion: compose,
  }
}
