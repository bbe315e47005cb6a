import { compareVersions, type Facts, majorOf } from '../../facts'

/** An index of PyTorch for the CPU. */
export const CPU_INDEX = /\/whl\/(?:nightly\/)?cpu(?=\/|$)/

/** The CUDA build of a torch (`cu124`) that suits a CUDA major: of that major where it is known, the newest else. */
export function cudaBuildFor(version: string | undefined, major: number | undefined, facts: Facts): string {
  const wheels = Object.keys((version && facts.torch(version)?.wheels) || {}).filter((name) => /^cu\d+$/.test(name))
  const sorted = wheels.sort((a, b) => compareVersions(dotted(a), dotted(b)))
  const fitting = sorted.filter((name) => majorOf(dotted(name)) === major)
  return fitting.at(-1) ?? sorted.at(-1) ?? (major === 11 ? 'cu118' : major === 13 ? 'cu130' : 'cu128')
}

/** `cu118` → `11.8`, `cu92` → `9.2`. */
const dotted = (name: string): string => name.replace(/^cu(\d+)(\d)$/, '$1.$2')
