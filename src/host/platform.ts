import type { Target } from './target'

export const platformNames = ['linux', 'wsl2', 'jetson', 'swarm', 'kubernetes'] as const

export interface Platform {
  readonly name: (typeof platformNames)[number]
  /** `amd64`, `arm64`, as Docker names them; undefined where it is not said. */
  readonly arch: string | undefined
}

const ARCHES: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64' }

/** `linux`, `linux/arm64`, `jetson`. @returns undefined where nothing is said, or what is said is not known */
export function platformOf({ platform = '' }: Target): Platform | undefined {
  const [word, arch] = platform.trim().toLowerCase().split('/')
  const name = platformNames.find((known) => known === word)
  return name && { name, arch: arch === undefined || arch === '' ? undefined : (ARCHES[arch] ?? arch) }
}

export const isPlatform = (target: Target, name: Platform['name']): boolean => platformOf(target)?.name === name
