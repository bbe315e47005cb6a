import table from './tables/onnxruntime.json'
import { inRange, majorOf } from './versions'

interface Row {
  readonly onnxruntime: string
  readonly variant?: string
  readonly cuda: string
  readonly cudnn: string
  readonly secondHand?: true
}

export interface OnnxruntimeGpu {
  /** `12.x` is any CUDA 12; `11.8` any 11 by minor-version compatibility. */
  readonly cuda: { readonly major: number; readonly text: string }
  readonly cudnnMajor: number
  /** `8.2.4`, `9.x`. */
  readonly cudnn: string
  /** True where the row rests on a quotation of the official page: good for a doubt, not for an error. */
  readonly secondHand: boolean
}

/** What the wheel of PyPI was built for (other builds come from their own index). @returns undefined when not known */
export function onnxruntimeGpu(version: string): OnnxruntimeGpu | undefined {
  const row = (table.rows as unknown as readonly Row[]).find(
    (entry) => !entry.variant && inRange(version, entry.onnxruntime),
  )
  if (!row || !version.includes('.')) return undefined
  return {
    cuda: { major: majorOf(row.cuda) as number, text: row.cuda },
    cudnnMajor: majorOf(row.cudnn) as number,
    cudnn: row.cudnn,
    secondHand: row.secondHand ?? false,
  }
}

/** The minors that the table names, oldest first: `1.19`, `1.20`. Of an open range only its first. */
export const onnxruntimeMinors = (): readonly string[] => {
  const rows = (table.rows as unknown as readonly Row[]).filter(({ variant }) => !variant)
  return [...new Set(rows.flatMap((row) => minorsOf(row.onnxruntime)))]
}

function minorsOf(range: string): readonly string[] {
  const [from = '', to = from] = range.split('-')
  const [major, first = 0] = from.split('.').map(Number)
  const last = to.split('.').map(Number)[1] ?? first
  return Array.from({ length: last - first + 1 }, (_, i) => `${major}.${first + i}`)
}
