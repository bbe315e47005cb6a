import type { DockerfileDocument, Instruction, Stage } from '../documents/dockerfile/types'
import { parseImage } from '../documents/images'
import type { Facts } from '../facts'
import { type ImageFacts, imageFacts } from './image-facts'

/** The instruction that an offset lies in, or behind on its last line. */
export function instructionAt({ instructions }: DockerfileDocument, offset: number): Instruction | undefined {
  return instructions.find(({ span }) => span.start <= offset && offset <= span.end)
}

/** The image that a stage stands on, with its CUDA. */
export interface Base {
  readonly image: string
  readonly known: ImageFacts
}

/** @returns undefined where the CUDA of the base is not known, or it has none */
export function baseOf(stage: Stage | undefined, facts: Facts): Base | undefined {
  const image = stage?.rootImage
  const reference = image === undefined ? undefined : parseImage(image)
  const known = reference && imageFacts(reference, facts)
  return image !== undefined && known ? { image, known } : undefined
}
