import type { CopyInstruction } from '../../documents/dockerfile/types'
import { parseImage } from '../../documents/images'
import { type CudaTag, type Facts, versionPrefix } from '../../facts'

export interface CudaBase {
  readonly tag: string
  readonly parsed: CudaTag
  /** `11.0`: what the directories and libraries of the image are named by. */
  readonly minor: string
}

/** NVIDIA publishes the same tags in both registries. */
export const isCudaName = (fullName: string): boolean =>
  fullName === 'nvidia/cuda' || fullName === 'nvcr.io/nvidia/cuda'

/** What an image reference says of its CUDA; undefined for other images and where the tag does not name a minor. */
export function cudaBase(image: string | undefined, facts: Facts): CudaBase | undefined {
  const reference = image === undefined ? undefined : parseImage(image)
  if (!reference?.tag || !isCudaName(reference.fullName)) return undefined
  const parsed = facts.parseCudaTag(reference.tag)
  if (!parsed || parsed.parts === 1) return undefined
  return { tag: reference.tag, parsed, minor: versionPrefix(parsed.version, 2) }
}

/** The image at the root of what a COPY takes files from: a stage's, or the one that `--from` names. */
export const copySourceImage = ({ fromStage, fromImage }: CopyInstruction): string | undefined =>
  fromStage ? fromStage.rootImage : fromImage?.value
