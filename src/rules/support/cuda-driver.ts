import { compareVersions, type Facts, majorOf, versionPrefix } from '../../facts'
import { allGeForce } from '../../host/driver'
import type { Target } from '../../host/target'

/** The driver branch whose libcuda knows this CUDA: 550 for 12.4. Undefined before 10.0, where branches and versions do not agree. */
export function branchOf(cuda: string, facts: Facts): number | undefined {
  const minor = versionPrefix(cuda, 2)
  const driver = (majorOf(cuda) ?? 0) >= 10 && minor.includes('.') ? facts.minDriver(minor)?.linux : undefined
  return driver === undefined ? undefined : majorOf(driver)
}

/** The oldest branch that runs programs of this CUDA: of its major from CUDA 11 on (minor version compatibility), else of its minor. */
export const programBranch = (cuda: string, facts: Facts): number | undefined =>
  facts.minorVersionCompat(majorOf(cuda) ?? 0)?.branchMin ??
  ((majorOf(cuda) ?? 0) === 10 ? branchOf(cuda, facts) : undefined)

/** GeForce cards are among those that the start check lets pass on older branches in the images of these versions alone. */
const takesGeForce = (cuda: string): boolean =>
  compareVersions(cuda, '11.5.0') >= 0 && compareVersions(cuda, '12.4.1') <= 0

/**
 * True where the start check of an nvidia/cuda image surely fails: its CUDA is newer than the driver's, and the branch is
 * none of the older ones that the image lets pass on the cards of the target.
 */
export function failsStartCheck(tag: string, branch: number, target: Target, facts: Facts): boolean {
  const image = facts.cudaImage(tag)
  if (!('cuda' in image) || !image.cuda || !image.compatDriverBranches) return false
  const needed = branchOf(image.cuda, facts)
  if (needed === undefined || branch >= needed) return false
  return !image.compatDriverBranches.includes(branch) || (allGeForce(target) && !takesGeForce(image.cuda))
}

/** True where the branch is one that the image was made to run on with its forward-compatibility libraries, on the cards that may. */
export function mayBeForwardCompat(tag: string, branch: number, target: Target, facts: Facts): boolean {
  if (allGeForce(target)) return false
  const image = facts.cudaImage(tag)
  const known = 'cuda' in image ? image.compatDriverBranches : undefined
  return known === undefined || known.includes(branch)
}

const MANY = 1000

/** The nearest tag of the same OS and flavour that the driver knows by itself. */
export function tagsForDriver(tag: string, branch: number, facts: Facts): readonly string[] {
  const parsed = facts.parseCudaTag(tag)
  if (!parsed?.os || !parsed.flavor) return []
  const near = facts
    .nearestCudaImages(tag, MANY)
    .filter(({ os, flavor }) => os === parsed.os && flavor === parsed.flavor)
    .find(({ cuda }) => majorOf(cuda) === majorOf(parsed.version) && (branchOf(cuda, facts) ?? 9999) <= branch)
  return near ? [near.tag] : []
}
