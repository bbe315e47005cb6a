import { inRange, isOf, versionPrefix } from '../facts/versions'
import type { Build, Release } from '../frameworks/types'
import type { Workload } from '../workload'
import { type Misfit, misfitOf } from './fit'
import { systemOf } from './system'
import type { Wanted } from './wanted'

export interface Candidate {
  readonly release: Release
  readonly build: Build
  readonly python: string | undefined
  /** Judged when asked for: most candidates never are. */
  readonly misfit: () => Misfit | undefined
}

/** What meets the wishes, the default first, then the newest. */
export function candidates(wanted: Wanted, releases: readonly Release[]): readonly Candidate[] {
  const { workload, target, facts } = wanted
  const all = releases
    .filter(({ version }) => !workload.version || isOf(version, workload.version))
    .flatMap((release) =>
      release.builds
        .filter((build) => hasCuda(build, workload) && standsOn(build, workload))
        .flatMap((build) =>
          pythonsFor(wanted, release, build)
            .slice(0, 1)
            .map((python) => ({ release, build, python })),
        ),
    )
    .map((one) => ({ ...one, misfit: () => misfitOf(one.build, target, facts) }))
  const rank = (one: Candidate) => (isDefault(wanted, one) ? 0 : one.build.preview ? 2 : 1)
  return all
    .map((one, at) => ({ one, at }))
    .sort((a, b) => rank(a.one) - rank(b.one) || a.at - b.at)
    .map(({ one }) => one)
}

export const hasCuda = ({ cuda }: Build, { cuda: wish }: Workload): boolean =>
  !wish || (cuda !== undefined && (isOf(cuda, versionPrefix(wish, 2)) || isOf(wish, cuda)))

/** Only images without Python come on several systems here. */
export const standsOn = ({ image, python }: Build, { os }: Workload): boolean =>
  !os || image === undefined || python !== undefined || systemOf(image) === os

export function isDefault(
  { framework, facts, vendor }: Wanted,
  { release, build }: Omit<Candidate, 'misfit'>,
): boolean {
  const row = facts.frameworkDefault(framework.id, vendor)
  return row?.version === release.version && (row.cuda === undefined || row.cuda === build.cuda)
}

/** The Pythons of a release that suit the mode and the wish and have a slim image, the preferred one first; `[undefined]` where Python is in the image. */
function pythonsFor(
  { framework, workload, mode, facts, vendor }: Wanted,
  release: Release,
  build: Build,
): readonly (string | undefined)[] {
  const known = build.python ? [build.python] : release.pythons
  if (known.length === 0) return workload.python ? [] : [undefined]
  const range = framework.pythonFor?.(mode)
  const all = known.filter((python) => !range || inRange(python, range)).toReversed()
  if (workload.python) return all.filter((python) => python === workload.python)
  const usual = facts.frameworkDefault(framework.id, vendor)?.python
  return all.sort((a, b) => Number(b === usual) - Number(a === usual))
}
