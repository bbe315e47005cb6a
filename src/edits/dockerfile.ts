import type { SourceFile } from '../documents/source'
import type { Span, TextEdit } from '../text'
import { removeWord } from './dockerfile-remove-word'
import type { Op } from './ops'

/** The ops that work on lines and spans and not on a tree. */
export type LineOp = Extract<Op, { op: 'replace' | 'insert-lines' | 'remove-instruction' | 'remove-word' }>

/** The edits of one op. New lines get the line ending that the file has. */
export function dockerfileEdits(op: LineOp): readonly TextEdit[] {
  switch (op.op) {
    case 'replace':
      return [{ start: op.span.start, end: op.span.end, newText: op.text.replace(/\r\n|\n|\r/g, op.file.eol) }]
    case 'insert-lines':
      return insertLines(op)
    case 'remove-instruction':
      return [{ ...wholeLines(op.file, op.instruction.span), newText: '' }]
    case 'remove-word':
      return removeWord(op.file, op.span)
  }
}

function insertLines({ file, before, after, lines }: Extract<LineOp, { op: 'insert-lines' }>): readonly TextEdit[] {
  const ending = file.eol
  if (lines.length === 0) return []
  if (before) {
    const at = lineStartOf(file, before.start)
    return [{ start: at, end: at, newText: lines.map((line) => line + ending).join('') }]
  }
  const at = after ? file.lines.lineEnd(file.lines.positionAt(after.end).line) : file.text.length
  return [{ start: at, end: at, newText: lines.map((line) => ending + line).join('') }]
}

/** The lines of a span with the line ending behind them; a BOM stays. */
function wholeLines(file: SourceFile, { start, end }: Span): Span {
  return { start: lineStartOf(file, start), end: file.lines.lineStart(file.lines.positionAt(end).line + 1) }
}

function lineStartOf({ lines, text }: SourceFile, offset: number): number {
  const start = lines.lineStart(lines.positionAt(offset).line)
  return start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start
}
