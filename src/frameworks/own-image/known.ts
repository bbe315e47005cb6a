import { parseImage } from '../../documents/images'
import type { Facts, PopularImage } from '../../facts'
import { versionPrefix } from '../../facts/versions'
import { buildOf } from '../triton/builds'
import type { Build } from '../types'

export interface KnownImage {
  /** Empty where the facts know nothing of the image. */
  readonly build: Build
  readonly popular: PopularImage | undefined
}

/** What the facts know of an image by its name and tag. */
export function knownImage(image: string, facts: Facts): KnownImage {
  const { fullName = '', tag } = parseImage(image) ?? {}
  const popular = facts.popularImage(fullName, tag)
  const row = fullName === 'nvcr.io/nvidia/tritonserver' ? facts.triton(tag ?? '') : undefined
  if (row?.cuda) return { build: { ...buildOf(row, row.cuda), image }, popular }
  const version = fullName === 'nvidia/cuda' ? facts.parseCudaTag(tag ?? '')?.version : popular?.cuda
  return { build: version ? { cuda: versionPrefix(version, 2) } : {}, popular }
}
