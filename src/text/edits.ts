import type { Span } from './span'

/** Replace the text of the span by `newText`; an empty span inserts. */
export interface TextEdit extends Span {
  readonly newText: string
}

const byPlace = (a: TextEdit, b: TextEdit): number => a.start - b.start || a.end - b.end

/** The edits in order of place, or undefined where two of them touch the same text. Equal edits count once. */
export function orderEdits(edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const sorted = [...edits].sort(byPlace).filter((edit, i, all) => i === 0 || !sameEdit(edit, all[i - 1]))
  const clash = sorted.some((edit, i) => i > 0 && overlaps(sorted[i - 1] as TextEdit, edit))
  return clash ? undefined : sorted
}

const sameEdit = (a: TextEdit, b: TextEdit | undefined): boolean =>
  b !== undefined && a.start === b.start && a.end === b.end && a.newText === b.newText

/** Two insertions at one place overlap too: their order would be a guess. */
const overlaps = (first: TextEdit, second: TextEdit): boolean =>
  second.start < first.end || (second.start === first.start && second.end === first.end)

/**
 * Applies the edits to the text.
 * @throws RangeError when edits overlap or lie outside the text
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = orderEdits(edits)
  if (!sorted) throw new RangeError('edits overlap')
  let out = ''
  let at = 0
  for (const edit of sorted) {
    if (edit.start < 0 || edit.end < edit.start || edit.end > text.length) throw new RangeError('edit outside the text')
    out += text.slice(at, edit.start) + edit.newText
    at = edit.end
  }
  return out + text.slice(at)
}
