import type { Span } from '../../text'
import type { SyntaxProblem } from '../source'

/** The last of two equal keys counts, so the rest of the text is read without doubt. */
export const standsTwice = (name: string, { start, end }: Span): SyntaxProblem => ({
  message: `The key "${name}" stands twice in one map.`,
  start,
  end,
  local: true,
})
