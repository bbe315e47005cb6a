import { compareVersions, isOf } from '../facts/versions'
import type { Release } from '../frameworks/types'
import { type Candidate, hasCuda, standsOn } from './candidates'
import { systemOf } from './system'
import type { Wanted } from './wanted'

/** The first thing that stands in the way, in the order in which a user thinks of it. */
export function whyNone(wanted: Wanted, releases: readonly Release[], best: Candidate | undefined): string {
  const { framework, workload } = wanted
  const versions = releases.filter(({ version }) => !workload.version || isOf(version, workload.version))
  if (versions.length === 0) return noVersion(wanted, releases)
  const misfit = best?.misfit()
  if (misfit) return `${framework.title} ${best?.release.version} does not run there: ${misfit.sentence}.`
  return noCuda(wanted, versions) ?? noSystem(wanted, versions) ?? noPython(wanted, versions)
}

function noVersion(wanted: Wanted, releases: readonly Release[]): string {
  const { framework, vendor, facts } = wanted
  const { version = '' } = wanted.workload
  const refused = vendor === 'nvidia' ? framework.refused?.(version, facts) : undefined
  if (refused) return refused
  const { retrieved } = facts.freshness(releases[0]?.builds[0]?.table ?? framework.table)
  const [first = '', last = ''] = [releases.at(-1)?.version, releases[0]?.version]
  const known = first === last ? `${first} alone` : `${first} to ${last}`
  const between = compareVersions(version, first) > 0 && compareVersions(version, last) < 0
  return `The facts (${retrieved}) know ${framework.title} ${known}, ${between ? 'but among them' : 'and'} not ${version}.`
}

const subject = ({ framework: { title }, workload: { version } }: Wanted): string =>
  version ? `${title} ${version}` : title

const buildsOf = (versions: readonly Release[]) => versions.flatMap(({ builds }) => builds)

function noCuda(wanted: Wanted, versions: readonly Release[]): string | undefined {
  const { workload, framework } = wanted
  const builds = buildsOf(versions)
  if (!workload.cuda || builds.some((build) => hasCuda(build, workload))) return undefined
  const cudas = [...new Set(builds.flatMap(({ cuda }) => cuda ?? []))].sort(compareVersions)
  if (cudas.length === 0) return `${framework.title} has no choice of CUDA: leave it out.`
  return `${subject(wanted)} has no build for CUDA ${workload.cuda}: there is one for ${listed(cudas)}.`
}

function noSystem(wanted: Wanted, versions: readonly Release[]): string | undefined {
  const { workload } = wanted
  const builds = buildsOf(versions).filter((build) => hasCuda(build, workload))
  if (!workload.os || builds.some((build) => standsOn(build, workload))) return undefined
  const systems = [...new Set(builds.flatMap(({ image = '' }) => systemOf(image) ?? []))]
  if (systems.length === 0)
    return `${subject(wanted)} runs an image as it is, and its system with it: ${workload.os} cannot be chosen.`
  return `${subject(wanted)} has no image on ${workload.os} here: there is one on ${listed(systems)}.`
}

function noPython(wanted: Wanted, versions: readonly Release[]): string {
  const { framework, workload, mode } = wanted
  const pythons = [...new Set(versions.flatMap(pythonsOf))].sort(compareVersions)
  if (pythons.length === 0) return `${framework.title} has no choice of Python: leave it out.`
  const range = framework.pythonFor?.(mode)
  const needs = range && workload.python ? ` (mode ${mode} needs Python ${range})` : ''
  return `${subject(wanted)} has no build for Python ${workload.python ?? range}${needs}: there is one for ${listed(pythons)}.`
}

/** Where the base image has one Python, a release has that one alone. */
const pythonsOf = ({ builds, pythons }: Release): readonly string[] =>
  builds.flatMap(({ python }) => (python ? [python] : pythons))

const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
