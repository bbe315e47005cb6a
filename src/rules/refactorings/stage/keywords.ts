import type { FromInstruction } from '../../../documents/dockerfile/types'

/** Lines with their keywords in lower case where the FROM of the stage is: BuildKit warns of a mixture. */
export function worded(lines: readonly string[], { file, keywordSpan }: FromInstruction): readonly string[] {
  if (file.text.slice(keywordSpan.start, keywordSpan.end) !== 'from') return lines
  return lines.map((line) => line.replace(/^[A-Z]+\b| AS (?=\S+$)/g, (word) => word.toLowerCase()))
}
