/** Lines of a text around an offset. Only a line feed ends a line, with or without a carriage return before it. */

const BOM = '\uFEFF'

/** Offset of the first unit of the line; a byte order mark is no part of it. */
export function lineStart(text: string, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
  return start === 0 && text.startsWith(BOM) ? 1 : start
}

/** Offset behind the last unit of the line, its ending excluded. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset)
  if (feed < 0) return text.length
  return feed > offset && text[feed - 1] === '\r' ? feed - 1 : feed
}

/** Offset of the line behind a piece that ends at `end`. A block scalar ends with its line ending already. */
export function lineAfter(text: string, end: number): number {
  if (end > 0 && text[end - 1] === '\n') return end
  return nextLine(text, end)
}

/** Offset of the line behind the one that holds `offset`, which may be an empty line. */
export function nextLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset)
  return feed < 0 ? text.length : feed + 1
}

export const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset)

export const endsLine = (text: string, offset: number): boolean => offset === 0 || text[offset - 1] === '\n'

/** Offset of the first unit at or behind `at` that is no blank and no line ending. */
export function skipBlank(text: string, at: number): number {
  let i = at
  while (i < text.length && BLANK.has(text[i] as string)) i++
  return i
}

const BLANK = new Set([' ', '\t', '\r', '\n'])

export const indent = (lines: readonly string[], by: number): string[] =>
  lines.map((line) => (line === '' ? line : ' '.repeat(by) + line))

/** Moves lines to the left as far as their own blanks allow, `least` blanks left over. */
export const dedent = (lines: readonly string[], by: number, least = 0): string[] =>
  lines.map((line) => {
    const blanks = line.length - line.trimStart().length
    return line.trim() === '' ? '' : ' '.repeat(Math.max(least, blanks - by)) + line.slice(blanks)
  })

/** Lines joined to a text that ends with a line ending; behind a block scalar the last of them is empty and brings its own. */
export const closed = (block: string, eol: string): string => (block.endsWith(eol) ? block : block + eol)
