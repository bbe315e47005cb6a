import type { LineIndex, Span } from '../text'
import { printable, width, widthOf } from './width'

const TAB = 4
/** Columns of source shown: a minified line would fill the screen. */
const MEASURE = 110

export interface Excerpt {
  readonly line: number
  readonly source: string
  readonly squiggle: string
}

/** The first line of a place as a terminal shows it, and the carets that stand below its text. */
export function excerpt(lines: LineIndex, { start, end }: Span): Excerpt {
  const { line } = lines.positionAt(start)
  const from = lines.lineStart(line)
  const to = lines.lineEnd(line)
  const text = lines.text
  const before = expand(text.slice(from, Math.min(start, to)).replace(/^\uFEFF/, ''), 0)
  const marked = expand(text.slice(Math.min(start, to), Math.min(Math.max(end, start), to)), width(before))
  const after = expand(text.slice(Math.min(Math.max(end, start), to), to), width(before) + width(marked))
  return { line, ...clip(before, marked, after) }
}

/** Tabs become blanks up to the next stop. */
function expand(text: string, column: number): string {
  let out = ''
  let at = column
  for (const char of printable(text)) {
    const shown = char === '\t' ? ' '.repeat(TAB - (at % TAB)) : char
    out += shown
    at += char === '\t' ? shown.length : widthOf(char)
  }
  return out
}

function clip(before: string, marked: string, after: string): { readonly source: string; readonly squiggle: string } {
  const head = width(before) > MEASURE / 2 ? `…${[...before].slice(-MEASURE / 4).join('')}` : before
  const room = MEASURE - width(head)
  const shown = cut(marked, room)
  const tail = shown === marked ? cut(after, room - width(shown)) : ''
  const carets = '^'.repeat(Math.max(1, width(shown)))
  return { source: (head + shown + tail).trimEnd(), squiggle: ' '.repeat(width(head)) + carets }
}

function cut(text: string, room: number): string {
  if (width(text) <= room) return text
  let out = ''
  let used = 1
  for (const char of text) {
    used += widthOf(char)
    if (used > room) break
    out += char
  }
  return `${out}…`
}
