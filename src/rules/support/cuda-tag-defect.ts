import type { ImageUse } from '../../documents/images'
import type { CudaTag, Facts, ListedCudaImage, NeverCudaImage, RemovedCudaImage } from '../../facts'
import { compareVersions, isOf } from '../../facts'
import type { RuleContext } from '../../lint/rule'
import { isCuda } from './cuda-image'

/** Which rule speaks of a tag that cannot be pulled: each tag has one. */
export type TagDefect = 'cudnn' | 'incomplete' | 'gone'

export interface BrokenTag {
  readonly tag: string
  readonly parsed: CudaTag
  readonly image: RemovedCudaImage | NeverCudaImage
  readonly defect: TagDefect
  /** Every tag that can be pulled and keeps the flavour, nearest first; never empty. */
  readonly near: readonly ListedCudaImage[]
}

const MANY = 1000

/** @returns undefined for a tag that exists, or that may exist */
export function brokenTag(use: ImageUse, context: RuleContext): BrokenTag | undefined {
  const { tag, digest } = use.reference
  if (!isCuda(use) || digest || tag === undefined || tag === 'latest') return undefined
  const image = context.facts.cudaImage(tag)
  if (image.status !== 'removed' && image.status !== 'never') return undefined
  const parsed = context.facts.parseCudaTag(tag)
  if (!parsed) return undefined
  const near = context.facts.nearestCudaImages(tag, MANY)
  return near.length > 0 ? { tag, parsed, image, defect: defectOf(parsed, context.facts), near } : undefined
}

/** cuDNN first: a patch number alone would not help a tag whose cuDNN part is of another CUDA. */
function defectOf(parsed: CudaTag, facts: Facts): TagDefect {
  // Everything before 11 is deleted, however it is spelled.
  if (compareVersions(parsed.version, '11') < 0) return 'gone'
  if (parsed.cudnn && namesOtherCudnn(parsed, parsed.cudnn, facts)) return 'cudnn'
  return parsed.patch && parsed.kind && parsed.os ? 'gone' : 'incomplete'
}

/** `none` is proof for that very version only: another patch of the minor may have cuDNN (12.4.0 has none, 12.4.1 has). */
function namesOtherCudnn({ version, patch }: CudaTag, cudnn: string, facts: Facts): boolean {
  const naming = facts.cudnnNaming(version)
  if (naming === 'unknown') return false
  return naming === 'none' ? patch : !naming.includes(cudnn)
}

/** The nearest tag of the version that was written, on whatever OS. */
export const ofSameVersion = ({ near, parsed }: BrokenTag): ListedCudaImage | undefined =>
  near.find(({ cuda }) => isOf(cuda, parsed.version))
