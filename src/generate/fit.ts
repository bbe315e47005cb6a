import type { Facts } from '../facts'
import { compareVersions, versionPrefix } from '../facts/versions'
import type { Build } from '../frameworks/types'
import { allGeForce, driverBranch } from '../host/driver'
import type { Target } from '../host/target'

/** Why a build does not run on the target. */
export interface Misfit {
  readonly sentence: string
  /** False where it may run all the same: a reason to take another build, not to refuse this one. */
  readonly sure: boolean
}

/** @returns undefined where nothing speaks against the build on this target */
export function misfitOf(build: Build, target: Target, facts: Facts): Misfit | undefined {
  if (!build.cuda) return olderThanAsked(build, target)
  const sentence = driverTooOld(build.cuda, target, facts) ?? startRefused(build, target, facts)
  if (sentence) return { sentence, sure: true }
  const older = olderThanAsked(build, target)
  if (older) return older
  for (const name of target.gpus ?? []) {
    const misfit = cardMisfit(name, build.cuda, build, facts)
    if (misfit) return misfit
  }
  return undefined
}

/** Programs need the minimum of their CUDA major; before CUDA 11, the driver of the very release. */
function driverTooOld(cuda: string, target: Target, facts: Facts): string | undefined {
  const compat = facts.minorVersionCompat(cuda)
  const min = compat?.minDriverLinux ?? facts.minDriver(cuda)?.linux
  const branch = driverBranch(target)
  if (!min || branch === undefined || !isOlder(target.driver ?? '', branch, min)) return undefined
  return `CUDA ${compat ? compat.major : cuda} needs driver ${min} or later, and the target has ${target.driver}`
}

/** The start check of an nvidia/cuda image wants a driver of its own CUDA, or of a branch that the image names. */
function startRefused({ image = '' }: Build, target: Target, facts: Facts): string | undefined {
  const tag = /^nvidia\/cuda:(.+)$/.exec(image)?.[1]
  const known = tag === undefined ? undefined : facts.cudaImage(tag)
  const branch = driverBranch(target)
  if (!known || !('cuda' in known) || !known.cuda || branch === undefined) return undefined
  const min = facts.minDriver(versionPrefix(known.cuda, 2))?.linux
  if (!min || known.compatDriverBranches?.includes(branch) || !isOlder(target.driver ?? '', branch, min))
    return undefined
  return `${image} asks at its start for driver ${min} or later, and the target has ${target.driver}`
}

/** Whether an older branch does is not known where the cards are not, or the publisher names none. */
function olderThanAsked({ driver, image = '' }: Build, target: Target): Misfit | undefined {
  const branch = driverBranch(target)
  if (!driver || branch === undefined || branch >= driver.branch) return undefined
  const does = driver.dataCenter?.includes(branch)
  const cards = does ? ', but for data-centre GPUs' : ''
  const sentence = `${image} asks for driver branch ${driver.branch} or later${cards}, and the target has ${target.driver}`
  return { sentence, sure: allGeForce(target) || (driver.dataCenter !== undefined && !does) }
}

function isOlder(driver: string, branch: number, min: string): boolean {
  const minBranch = Number(min.split('.')[0])
  if (branch !== minBranch) return branch < minBranch
  return /^\d+\.\d+/.test(driver) && compareVersions(driver, min) < 0
}

function cardMisfit(
  name: string,
  cuda: string,
  { capabilities, minCapability }: Build,
  facts: Facts,
): Misfit | undefined {
  const rows = facts.gpu(name)
  if (rows.length === 0) return undefined
  const minor = versionPrefix(cuda, 2)
  const last = rows.map(({ lastCuda }) => lastCuda)
  if (last.every((one) => one !== undefined && compareVersions(one, minor) < 0))
    return { sentence: `CUDA ${cuda} no longer runs on the ${name}: ${last[0]} was the last`, sure: true }
  const cards = rows.flatMap(({ computeCapabilities }) => computeCapabilities)
  if (minCapability && cards.every((cc) => compareVersions(cc, minCapability) < 0))
    return {
      sentence: `its build for CUDA ${cuda} starts at compute capability ${minCapability}, and the ${name} has ${cards[0]}`,
      sure: true,
    }
  if (capabilities && !cards.some((cc) => serves(capabilities, cc)))
    return {
      sentence: `its wheels for CUDA ${cuda} have no kernels for the ${name} (compute capability ${cards[0]})`,
      sure: true,
    }
  const compiled = facts.architectures(minor)?.computeCapabilities
  if (!compiled || cards.some((cc) => serves(compiled, cc))) return undefined
  return { sentence: `CUDA ${cuda} is older than the ${name}`, sure: false }
}

/** A kernel runs on its own major from its own minor on. */
const serves = (capabilities: readonly string[], cc: string): boolean =>
  capabilities.some((known) => known.split('.')[0] === cc.split('.')[0] && compareVersions(known, cc) <= 0)
