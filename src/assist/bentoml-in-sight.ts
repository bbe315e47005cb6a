import { type BentomlEra, compareVersions, type Facts } from '../facts'

/** The release that a bentofile pins, else the newest that is known. Undefined for a pin past that. */
export function bentomlInSight(text: string, facts: Facts): { era: BentomlEra; pinned: boolean } | undefined {
  const pin = /^\s*-\s*["']?bentoml(?:\[[^\]]*\])?\s*==\s*([\d.]+)/im.exec(text)?.[1]
  const [newest = ''] = facts.bentomlVersions()
  if (pin !== undefined && compareVersions(pin, newest) > 0) return undefined
  const era = facts.bentoml(pin ?? newest)
  return era && { era, pinned: pin !== undefined }
}

/** The first release that takes a version of CUDA, and all known ones after it do. */
export function acceptedFrom(cuda: string, facts: Facts): string | undefined {
  const eras = facts.bentomlVersions().flatMap((version) => facts.bentoml(version) ?? [])
  const since = eras.findIndex((era) => !era.cuda.includes(cuda))
  return since === 0 ? undefined : (since < 0 ? eras : eras.slice(0, since)).at(-1)?.version
}

/** False where the base image that BentoML puts together does not exist. */
export function hasBase(cuda: string, era: BentomlEra, text: string): boolean {
  const system = /^\s*distro:\s*["']?ubi8/m.test(text) ? 'ubi8' : 'ubuntu'
  return !era.missingBaseTags.some((tag) => tag.startsWith(`${cuda}-`) && tag.includes(system))
}
