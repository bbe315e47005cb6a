import type { SourceFile } from '../documents/source'
import { type Span, span } from '../text'

export const MARK = 'gpu-compose-ignore'

export interface IgnoreComment {
  readonly scope: 'file' | 'line'
  /** Line (from 1) whose findings are hidden; for `file` the comment's own. */
  readonly line: number
  readonly ids: readonly { readonly id: string; readonly span: Span }[]
}

const COMMENT = /(^|\s)(?:#|\/\/)\s*gpu-compose-ignore(-file)?(?=[\s:]|$)([^:\r\n]*)/

/** The text without such comments, for rules that look for words in it: an id may hold one of them. */
export const withoutIgnores = (text: string): string =>
  text.includes(MARK) ? text.replace(/(?:#|\/\/)\s*gpu-compose-ignore.*/g, '') : text

/** The ignore comments of a text: `# gpu-compose-ignore ID… : reason`, in JSON with `//`. */
export function ignoreComments(file: SourceFile): readonly IgnoreComment[] {
  if (!file.text.includes(MARK)) return []
  const found: IgnoreComment[] = []
  for (let line = 1; line <= file.lines.lineCount; line++) {
    const comment = commentOn(file, line)
    if (comment) found.push(comment)
  }
  return found
}

function commentOn(file: SourceFile, line: number): IgnoreComment | undefined {
  const start = file.lines.lineStart(line)
  const text = file.text.slice(start, file.lines.lineEnd(line))
  const match = COMMENT.exec(text)
  if (!match || insideQuotes(text.slice(0, match.index))) return undefined
  const [whole, , fileScope, words = ''] = match
  const from = start + match.index + whole.length - words.length
  const alone = text.slice(0, match.index).trim() === ''
  const target = fileScope || !alone ? line : nextCodeLine(file, line)
  return { scope: fileScope ? 'file' : 'line', line: target, ids: idsOf(words, from) }
}

/** True when a quote opened before stays open: then the `#` is part of a text. */
const insideQuotes = (before: string): boolean => {
  const open = (quote: string) => (before.split(quote).length - 1) % 2 === 1
  return open('"') || open("'")
}

const idsOf = (words: string, from: number) =>
  [...words.matchAll(/[^\s,]+/g)].map(({ 0: id, index }) => ({
    id,
    span: span(from + index, from + index + id.length),
  }))

/** The next line that is neither blank nor a comment. */
function nextCodeLine(file: SourceFile, line: number): number {
  for (let next = line + 1; next <= file.lines.lineCount; next++) {
    const text = file.text.slice(file.lines.lineStart(next), file.lines.lineEnd(next)).trim()
    if (text !== '' && !text.startsWith('#') && !text.startsWith('//')) return next
  }
  return line + 1
}
