import table from './tables/library-sonames.json'
import { isOf } from './versions'

export interface CudnnLibrary {
  readonly major: string
  readonly soname: string
  /** What libcudnn itself loads when it is used: all must be of the same version. */
  readonly sublibraries: readonly string[]
  readonly apt: readonly string[]
}

/**
 * The suffix a CUDA version's library carries: `soname('libcusolver', '11.2')` is `11`, so `libcusolver.so.11`.
 * @returns undefined when the library is not of that version, or the cell has no direct evidence
 */
export function soname(library: string, cuda: string): string | undefined {
  const row = (table.sonames as unknown as readonly Readonly<Record<string, string>>[]).find((entry) =>
    isOf(cuda, entry.cuda as string),
  )
  return library.startsWith('lib') ? row?.[library] : undefined
}

export const cudnnLibrary = (major: number | string): CudnnLibrary | undefined =>
  (table.cudnn as readonly CudnnLibrary[]).find((row) => row.major === String(major))
