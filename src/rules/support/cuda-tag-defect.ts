import type { ImageUse } from '../../documents/images'
import type { CudaImage, CudaTag, Facts, ListedCudaImage, NeverCudaImage, RemovedCudaImage } from '../../facts'
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
  const { facts } = context
  const other = inOrder(tag)
  const image = other ? ofOtherForm(tag, other, facts) : facts.cudaImage(tag)
  if (image.status !== 'removed' && image.status !== 'never') return undefined
  const parsed = facts.parseCudaTag(other ?? tag)
  if (!parsed) return undefined
  const near = [...listed(other, facts), ...facts.nearestCudaImages(other ?? tag, MANY)]
  return near.length > 0 ? { tag, parsed, image, defect: defectOf(parsed, facts), near } : undefined
}

const PARTS = [/^\d+\.\d+\.\d+$/, /^(?:cudnn\d*|tensorrt)$/, /^(?:base|runtime|devel)$/, /^[a-z]+[\d.]+$/]

/** Words that are written otherwise now and then. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/ubuntu-?(\d\d)\.?(\d\d)/, 'ubuntu$1.$2'],
  [/-dev(?:elop(?:ment)?)?(?=-|$)/, '-devel'],
  [/-cudnn-?(\d)(?:\.\d+)*(?=-|$)/, '-cudnn$1'],
]

/** The tag that one with its parts in another order or another spelling means; undefined where it is in order, or no such tag. */
function inOrder(tag: string): string | undefined {
  const words = SPELLINGS.reduce((text, [wrong, right]) => text.replace(wrong, right), tag).split('-')
  const parts = PARTS.map((part, at) =>
    words.filter((word) => part.test(word) && PARTS.findIndex((p) => p.test(word)) === at),
  )
  if (parts.some((found) => found.length > 1) || parts.flat().length !== words.length || parts[0]?.length !== 1)
    return undefined
  const ordered = parts.flat().join('-')
  return ordered === tag ? undefined : ordered
}

/** Proof only for a version whose list is complete: then NVIDIA never wrote a tag that way. */
function ofOtherForm(tag: string, other: string, facts: Facts): CudaImage {
  const isKnown = facts.cudaImage(other).status !== 'unknown'
  return isKnown && facts.cudaImage(tag).status === 'unknown'
    ? { tag, status: 'never', reason: 'flavor' }
    : facts.cudaImage(tag)
}

const listed = (tag: string | undefined, facts: Facts): readonly ListedCudaImage[] => {
  const image = tag === undefined ? undefined : facts.cudaImage(tag)
  return image && (image.status === 'active' || image.status === 'eol-listed') ? [image] : []
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
