import type { OwnImage, Release } from '../frameworks/types'
import { type Wish, type Workload, without } from '../workload'
import { type Candidate, candidates } from './candidates'
import { misfitOf } from './fit'
import { systemOf } from './system'
import type { Wanted } from './wanted'

/** In the order in which they are given up. */
const DROPPED: readonly (readonly Wish[])[] = [
  ['os'],
  ['cuda'],
  ['python'],
  ['version'],
  ['cuda', 'python'],
  ['cuda', 'version'],
  ['cuda', 'version', 'python'],
  ['cuda', 'version', 'python', 'os'],
]

/** The wish with the fewest changes that can be met: another system, another CUDA, another version, another Python. */
export function nearest(wanted: Wanted, releases: readonly Release[]): Workload | undefined {
  const { workload, framework } = wanted
  if (framework.ownImage) return nearestImage(wanted, framework.ownImage)
  for (const dropped of DROPPED) {
    const wish = without(workload, dropped)
    if (Object.keys(wish).length === Object.keys(workload).length) continue
    const found = candidates({ ...wanted, workload: wish }, releases)
    const best = closest(
      found.filter(({ misfit }) => !misfit()?.sure),
      workload,
    )
    if (best) return filled(workload, best, dropped.includes('os'))
  }
  return undefined
}

function nearestImage({ framework, workload, target, facts, vendor }: Wanted, own: OwnImage): Workload | undefined {
  const image = own.others(workload.image ?? '', facts).find((other) => {
    const build = framework.releases(facts, vendor, other)[0]?.builds[0]
    return build && !misfitOf(build, target, facts)
  })
  return image === undefined ? undefined : { ...workload, image }
}

/** Where another CUDA or version is as good, the one that lies nearest to the wish. */
function closest(found: readonly Candidate[], { version, cuda }: Workload): Candidate | undefined {
  const far = ({ release, build }: Candidate) =>
    (version ? distance(release.version, version) : 0) * 1000 + (cuda && build.cuda ? distance(build.cuda, cuda) : 0)
  return found.map((one, at) => ({ one, at })).sort((a, b) => far(a.one) - far(b.one) || a.at - b.at)[0]?.one
}

function distance(a: string, b: string): number {
  const value = (version: string) => version.split('.').reduce((sum, part, i) => sum + Number(part) / 100 ** i, 0)
  return Math.abs(value(a) - value(b))
}

/** Where a release has no choice of CUDA, Python or system, the wish for one is dropped. */
function filled(
  { cuda, python, os, ...rest }: Workload,
  { release, build, python: chosen }: Candidate,
  otherOs: boolean,
) {
  const system = otherOs ? systemOf(build.image ?? '') : os
  return {
    ...rest,
    version: release.version,
    ...(cuda !== undefined && build.cuda !== undefined && { cuda: build.cuda }),
    ...(python !== undefined && chosen !== undefined && { python: chosen }),
    ...(os !== undefined && system !== undefined && { os: system }),
  }
}
