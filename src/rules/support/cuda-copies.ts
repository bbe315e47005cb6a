import type { CopyInstruction, Stage, Word } from '../../documents/dockerfile/types'
import type { Facts } from '../../facts'
import { type CudaBase, copySourceImage, cudaBase } from './cuda-stage'

/** A COPY out of an image or a stage of nvidia/cuda. */
export interface CudaCopy {
  readonly copy: CopyInstruction
  readonly base: CudaBase
}

export const cudaCopies = ({ lineage }: Stage, facts: Facts): readonly CudaCopy[] =>
  lineage.flatMap((instruction) => {
    if (!('sources' in instruction) || !instruction.from) return []
    const base = cudaBase(copySourceImage(instruction), facts)
    return base ? [{ copy: instruction, base }] : []
  })

const SINGLE = /\/(lib\w+)\.so[\d.]*\*?$/

/** The library that a source names alone: `…/libcublas.so.12` is `libcublas`; undefined for folders and broader patterns. */
export const singleLibrary = ({ value }: Word): string | undefined => SINGLE.exec(value ?? '')?.[1]

/** True where a copy takes more than named libraries: a folder, or a pattern over several. */
export const takesMany = ({ sources }: CopyInstruction): boolean =>
  sources.some((source) => singleLibrary(source) === undefined)
