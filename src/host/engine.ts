import type { Target } from './target'

export interface Engine {
  readonly name: 'docker' | 'podman'
  /** Numbers with dots: `28.5.2`; undefined where only the name is said. */
  readonly version: string | undefined
}

const VERSION = '(?:version\\s+)?v?(\\d+(?:\\.\\d+)*)(?![\\d:])'
const DOCKER = new RegExp(`^(?:docker(?:[ -](?:engine|ce|ee))?[\\s:/]+)?${VERSION}`, 'i')
const PODMAN = new RegExp(`^podman\\b[\\s:/]*(?:${VERSION})?`, 'i')
const COMPOSE = new RegExp(`^(?:docker[ -]compose[\\s:/]+)?${VERSION}`, 'i')
const TOOLKIT = new RegExp(`^(?:nvidia[ -]container[ -]toolkit[\\s:/]+)?${VERSION}`, 'i')

/** @returns undefined where nothing is said, or what is said is no engine known here */
export function engineOf({ engine = '' }: Target): Engine | undefined {
  const podman = PODMAN.exec(engine.trim())
  if (podman) return { name: 'podman', version: podman[1] }
  const docker = DOCKER.exec(engine.trim())
  return docker ? { name: 'docker', version: docker[1] } : undefined
}

/** Podman reads the same files and has device drivers of its own. */
export const isPodman = (target: Target): boolean => engineOf(target)?.name === 'podman'

/** The version of Docker Engine; undefined where it is not said, or the engine is another one. */
export function dockerVersion(target: Target): string | undefined {
  const engine = engineOf(target)
  return engine?.name === 'docker' ? engine.version : undefined
}

/** The version of Docker Compose; undefined where it is not said, and for other programs (podman-compose). */
export const composeVersion = ({ compose = '' }: Target): string | undefined => COMPOSE.exec(compose.trim())?.[1]

/** The version of the NVIDIA Container Toolkit. */
export const toolkitVersion = ({ toolkit = '' }: Target): string | undefined => TOOLKIT.exec(toolkit.trim())?.[1]
