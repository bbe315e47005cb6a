import type { Facts } from '../facts'
import { compareVersions, inRange, isOf, versionPrefix } from '../facts/versions'
import type { Build, Framework, OwnImage, Release } from '../frameworks/types'
import type { Target } from '../host/target'
import { type Mode, type Vendor, type Wish, type Workload, without } from '../workload'
import { type Misfit, misfitOf } from './fit'
import type { Impossible } from './plan'
import { releasesOf } from './releases'

export interface Picked {
  readonly release: Release
  readonly build: Build
  readonly python: string | undefined
  /** Another one than where nothing is known of the target. */
  readonly because: string
  /** A doubt that was not enough to refuse a wish. */
  readonly doubt: string | undefined
}

export interface Question {
  readonly framework: Framework
  readonly workload: Workload
  readonly vendor: Vendor
  readonly mode: Mode
  readonly target: Target
  readonly facts: Facts
}

interface Candidate {
  readonly release: Release
  readonly build: Build
  readonly python: string | undefined
  /** Judged when asked for: most candidates never are. */
  readonly misfit: () => Misfit | undefined
}

/** Chooses release, build and Python: what is wished, else the default, else the newest that runs on the target. */
export function pick(question: Question): Picked | Impossible {
  const { framework, vendor, facts } = question
  const releases = releasesOf(framework, facts, vendor, question.workload.image).map((release) =>
    ofPatch(release, question),
  )
  const found = candidates(question, releases)
  // Where the cards are known, a build whose kernels are known stands before one of which nothing is.
  const known = question.target.gpus ? found.find(({ build, misfit }) => build.capabilities && !misfit()) : undefined
  const chosen = known ?? found.find(({ misfit }) => !misfit()) ?? found.find(({ misfit }) => !misfit()?.sure)
  if (chosen) return { ...chosen, because: whyThis(question, chosen), doubt: chosen.misfit()?.sentence }
  const impossible = whyNone(question, releases, found[0])
  return { impossible, nearest: nearest(question, releases) }
}

/** The very patch that was wished, where the table has minors. */
function ofPatch(release: Release, { framework, workload: { version = '' } }: Question): Release {
  const isPatch = framework.patches && /^\d+\.\d+\.\d+$/.test(version)
  return isPatch && isOf(version, versionPrefix(release.version, 2)) ? { ...release, version } : release
}

/** What meets the wishes, the default first, then the newest. */
function candidates(question: Question, releases: readonly Release[]): readonly Candidate[] {
  const { workload, target, facts } = question
  const all = releases
    .filter(({ version }) => !workload.version || isOf(version, workload.version))
    .flatMap((release) =>
      release.builds
        .filter((build) => isWished(build, workload))
        .flatMap((build) =>
          pythonsFor(question, release, build)
            .slice(0, 1)
            .map((python) => ({ release, build, python })),
        ),
    )
    .map((one) => ({ ...one, misfit: () => misfitOf(one.build, target, facts) }))
  const rank = (one: Candidate) => (isDefault(question, one) ? 0 : one.build.preview ? 2 : 1)
  return all
    .map((one, at) => ({ one, at }))
    .sort((a, b) => rank(a.one) - rank(b.one) || a.at - b.at)
    .map(({ one }) => one)
}

const isWished = ({ cuda }: Build, { cuda: wish }: Workload): boolean =>
  !wish || (cuda !== undefined && (isOf(cuda, versionPrefix(wish, 2)) || isOf(wish, cuda)))

function isDefault({ framework, facts, vendor }: Question, { release, build }: Candidate): boolean {
  const row = facts.frameworkDefault(framework.id, vendor)
  return row?.version === release.version && (row.cuda === undefined || row.cuda === build.cuda)
}

/** The Pythons of a release that suit the mode and the wish and have a slim image, the preferred one first; `[undefined]` where Python is in the image. */
function pythonsFor(
  { framework, workload, mode, facts, vendor }: Question,
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

function whyThis(question: Question, chosen: Candidate): string {
  const { framework, workload, facts, vendor } = question
  if (workload.image || (workload.version && workload.cuda)) return 'as wished'
  if (isDefault(question, chosen) && !workload.version)
    return facts.frameworkDefault(framework.id, vendor)?.why ?? 'the default'
  if (workload.version) return 'the version that was wished'
  return `the newest release that ${workload.cuda ? `has CUDA ${workload.cuda}` : 'runs on the target'}`
}

/** The first thing that stands in the way, in the order in which a user thinks of it. */
function whyNone(question: Question, releases: readonly Release[], best: Candidate | undefined): string {
  const { framework, workload, mode, facts } = question
  const { title } = framework
  const versions = releases.filter(({ version }) => !workload.version || isOf(version, workload.version))
  const refused = workload.version && framework.refused?.(workload.version, facts)
  if (versions.length === 0 && refused) return refused
  if (versions.length === 0)
    return `The facts (${facts.freshness(framework.table).retrieved}) know ${title} ${releases.at(-1)?.version} to ${releases[0]?.version}, and not ${workload.version}.`
  const misfit = best?.misfit()
  if (misfit) return `${title} ${best?.release.version} does not run there: ${misfit.sentence}.`
  const wanted = workload.cuda
  if (wanted && versions.every(({ builds }) => builds.every(({ cuda }) => cuda === undefined)))
    return `${title} has no choice of CUDA: leave it out.`
  if (wanted && !versions.some(({ builds }) => builds.some((build) => isWished(build, workload))))
    return (
      `${title} ${workload.version ?? ''}`.trim() +
      ` has no build for CUDA ${wanted}: there is one for ${cudasOf(versions)}.`
    )
  const range = framework.pythonFor?.(mode)
  const pythons = [...new Set(versions.flatMap((release) => release.pythons))].sort(compareVersions)
  return (
    `${title} ${workload.version ?? ''}`.trim() +
    ` has no build for Python ${workload.python ?? range}${range && workload.python ? ` (mode ${mode} needs Python ${range})` : ''}: there is one for ${listed(pythons)}.`
  )
}

const cudasOf = (releases: readonly Release[]): string =>
  listed([...new Set(releases.flatMap(({ builds }) => builds.flatMap(({ cuda }) => cuda ?? [])))].sort(compareVersions))

const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

/** In the order in which they are given up. */
const DROPPED: readonly (readonly Wish[])[] = [
  ['cuda'],
  ['python'],
  ['version'],
  ['cuda', 'python'],
  ['cuda', 'version'],
  ['cuda', 'version', 'python'],
]

/** The wish with the fewest changes that can be met: another CUDA, another version, another Python. */
function nearest(question: Question, releases: readonly Release[]): Workload | undefined {
  const { workload, framework } = question
  if (framework.ownImage) return nearestImage(question, framework.ownImage)
  for (const dropped of DROPPED) {
    const wish = without(workload, dropped)
    if (Object.keys(wish).length === Object.keys(workload).length) continue
    const found = candidates({ ...question, workload: wish }, releases)
    const best = closest(
      found.filter(({ misfit }) => !misfit()?.sure),
      workload,
    )
    if (best) return filled(workload, best)
  }
  return undefined
}

function nearestImage({ framework, workload, target, facts, vendor }: Question, own: OwnImage): Workload | undefined {
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

/** Where a release has no choice of CUDA or Python, the wish for one is dropped. */
const filled = ({ cuda, python, ...rest }: Workload, best: Candidate): Workload => ({
  ...rest,
  version: best.release.version,
  ...(cuda !== undefined && best.build.cuda !== undefined && { cuda: best.build.cuda }),
  ...(python !== undefined && best.python !== undefined && { python: best.python }),
})
