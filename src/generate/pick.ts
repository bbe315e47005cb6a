import { isOf, versionPrefix } from '../facts/versions'
import type { Build, Release } from '../frameworks/types'
import { type Candidate, candidates, isDefault } from './candidates'
import { nearest } from './nearest'
import type { Impossible } from './plan'
import { releasesOf } from './releases'
import type { Wanted } from './wanted'
import { whyNone } from './why-none'

export interface Picked {
  readonly release: Release
  readonly build: Build
  readonly python: string | undefined
  /** Another one than where nothing is known of the target. */
  readonly because: string
  /** A doubt that was not enough to refuse a wish. */
  readonly doubt: string | undefined
}

/** Chooses release, build and Python: what is wished, else the default, else the newest that runs on the target. */
export function pick(wanted: Wanted): Picked | Impossible {
  const { framework, vendor, facts } = wanted
  const releases = releasesOf(framework, facts, vendor, wanted.workload.image).map((release) =>
    ofPatch(release, wanted),
  )
  const found = candidates(wanted, releases)
  // Where the cards are known, a build whose kernels are known stands before one of which nothing is.
  const known = wanted.target.gpus ? found.find(({ build, misfit }) => build.capabilities && !misfit()) : undefined
  const chosen = known ?? found.find(({ misfit }) => !misfit()) ?? found.find(({ misfit }) => !misfit()?.sure)
  if (chosen) return { ...chosen, because: whyThis(wanted, chosen), doubt: chosen.misfit()?.sentence }
  return { impossible: whyNone(wanted, releases, found[0]), nearest: nearest(wanted, releases) }
}

/** The very patch that was wished, where the table has minors. */
function ofPatch(release: Release, { framework, workload: { version = '' } }: Wanted): Release {
  const isPatch = framework.patches && /^\d+\.\d+\.\d+$/.test(version)
  const held = release.builds.some(({ holds }) => holds)
  return isPatch && !held && isOf(version, versionPrefix(release.version, 2)) ? { ...release, version } : release
}

function whyThis(wanted: Wanted, chosen: Candidate): string {
  const { framework, workload, facts, vendor } = wanted
  if (workload.image || (workload.version && workload.cuda)) return 'as wished'
  if (isDefault(wanted, chosen) && !workload.version)
    return facts.frameworkDefault(framework.id, vendor)?.why ?? 'the default'
  if (workload.version) return 'the version that was wished'
  return `the newest release that ${workload.cuda ? `has CUDA ${workload.cuda}` : 'runs on the target'}`
}
