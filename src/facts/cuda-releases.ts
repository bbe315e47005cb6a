import { lazy } from './lazy'
import table from './tables/cuda-releases.json'
import { compareVersions, isOf, majorOf } from './versions'

export interface CudaRelease {
  /** As released: `12.4.1`; 10.1 has one row for its first releases. */
  readonly cuda: string
  /** The driver of NVIDIA's table for this toolkit. From CUDA 11 on older drivers of the major's minimum run it too: see `minorVersionCompat`. */
  readonly linux?: string
  readonly windows?: string
  /** Where the driver figure is from, when not from the release notes: a runfile's name (`run`), Triton's table (`triton`). */
  readonly src?: string
  /** Year and month. */
  readonly released?: string
  readonly preview?: true
}

export interface MinorVersionCompat {
  readonly major: string
  /** What every toolkit of the major needs at least. */
  readonly minDriverLinux: string
  readonly minDriverWindows?: string
  readonly branchMin: number
}

/** What a minor's compiler builds for. */
export interface CudaArchitectures {
  readonly cuda: string
  readonly computeCapabilities: readonly string[]
  readonly ptxIsa: string
  readonly gccMin?: number
  readonly gccMax?: number
}

interface ArchitectureDelta {
  readonly cuda: string
  readonly ptx: string
  readonly add?: string
  readonly drop?: string
  readonly gccMin?: number
  readonly gccMax?: number
}

const releases = table.releases as unknown as readonly CudaRelease[]

/** @param version `12.4.1`, or `12.4` for its first release. @returns undefined when not known (a newer patch may well exist) */
export const cudaRelease = (version: string): CudaRelease | undefined =>
  releases.find(({ cuda }) => cuda === version) ??
  releases.find(({ cuda, preview }) => !preview && isOf(cuda, version) && version.includes('.'))

export interface MinDriver {
  readonly linux?: string
  readonly windows?: string
}

/** The driver of the toolkit's own release notes: what PTX and the legacy start check of an image want. Not the hard minimum from CUDA 11 on. */
export function minDriver(cuda: string): MinDriver | undefined {
  const release = cudaRelease(cuda)
  if (!release?.linux) return undefined
  return { linux: release.linux, ...(release.windows && { windows: release.windows }) }
}

/** @returns undefined for majors without minor-version compatibility (CUDA 10 and older) and for unknown ones */
export const minorVersionCompat = (cudaMajor: number | string): MinorVersionCompat | undefined =>
  (table.minorVersionCompat as readonly MinorVersionCompat[]).find(
    ({ major }) => major === String(majorOf(String(cudaMajor))),
  )

/** The table holds what each minor added and dropped. */
const byMinor = lazy(() => {
  let current: readonly string[] = []
  return (table.architectures as readonly ArchitectureDelta[]).map(
    ({ cuda, ptx, add, drop, gccMin, gccMax }): CudaArchitectures => {
      const dropped = drop?.split(' ') ?? []
      current = [...current.filter((cc) => !dropped.includes(cc)), ...(add?.split(' ') ?? [])].sort(compareVersions)
      return { cuda, computeCapabilities: current, ptxIsa: ptx, ...(gccMin && { gccMin }), ...(gccMax && { gccMax }) }
    },
  )
})

/** @param cuda `12.8` or a patch of it */
export const architectures = (cuda: string): CudaArchitectures | undefined =>
  byMinor().find((row) => isOf(cuda, row.cuda))
