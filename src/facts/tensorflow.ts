import sonames from './tables/library-sonames.json'
import table from './tables/tensorflow.json'
import { inRange, isOf, majorOf, versionPrefix } from './versions'

/** A tested build configuration; it holds for every patch of the minor. */
export interface TensorflowRow {
  readonly tensorflow: string
  /** `3.7-3.10`, `2.7,3.3-3.6`. */
  readonly python: string
  readonly cuda: string
  readonly cudnn: string
  /** The pip package of the table: `tensorflow-gpu` up to 1.15. */
  readonly package: string
  /** The pip extra that brings CUDA and cuDNN along (from general knowledge before 2.21). */
  readonly extra?: string
}

/** All rows, oldest first. */
export const tensorflowRows = (): readonly TensorflowRow[] => table.rows as readonly TensorflowRow[]

/** @param version `2.5`, `2.5.3`; undefined for a bare major and for what the table lacks */
export const tensorflow = (version: string): TensorflowRow | undefined =>
  version.includes('.')
    ? (table.rows as readonly TensorflowRow[]).find((row) => isOf(version, versionPrefix(row.tensorflow, 2)))
    : undefined

export interface TensorflowNeeds {
  readonly cuda: string
  readonly cudaMajor: number
  /** Up to CUDA 10 the very minor is needed, from 11 on any minor of the major from this one on. */
  readonly exactMinor: boolean
  readonly cudnn: string
  readonly cudnnMajor: number
  readonly python: string
  /** Libraries it is known to load by name; missing when not established. */
  readonly loads?: readonly string[]
}

export function tensorflowNeeds(version: string): TensorflowNeeds | undefined {
  const row = tensorflow(version)
  if (!row) return undefined
  const cudaMajor = majorOf(row.cuda) as number
  const loads = sonames.tensorflow.find((entry) => inRange(version, entry.tensorflow))?.loads
  const cudnnMajor = majorOf(row.cudnn) as number
  return {
    cuda: row.cuda,
    cudaMajor,
    exactMinor: cudaMajor < 11,
    cudnn: row.cudnn,
    cudnnMajor,
    python: row.python,
    ...(loads && { loads }),
  }
}
