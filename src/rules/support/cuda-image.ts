import type { ImageUse } from '../../documents/images'
import type { SourceFile } from '../../documents/source'
import type { Facts } from '../../facts'
import type { RuleFix } from '../../lint/rule'

/** NVIDIA publishes the same tags in both; anything else may be a mirror with tags of its own. */
const CUDA = new Set(['nvidia/cuda', 'nvcr.io/nvidia/cuda'])

export const isCuda = (use: ImageUse): boolean => CUDA.has(use.reference.fullName)

/** The tag nearest to what was meant, that can be pulled. */
export const newestLike = (facts: Facts, tag: string): string | undefined => facts.nearestCudaImages(tag, 1)[0]?.tag

/** The repair that writes another tag; none where the reference is put together from variables. */
export function retag(file: SourceFile, use: ImageUse, tag: string): readonly RuleFix[] {
  if (!use.literal) return []
  const title = `Use ${use.reference.fullName}:${tag}`
  if (use.tagSpan) return [{ title, ops: [{ op: 'replace', file, span: use.tagSpan, text: tag }] }]
  const end = { start: use.span.end, end: use.span.end }
  return [{ title, ops: [{ op: 'replace', file, span: end, text: `:${tag}` }] }]
}
