import { directivesOf } from '../documents/dockerfile/lines'
import type { SourceFile } from '../documents/source'
import type { Span, TextEdit } from '../text'

const isBlank = (unit: string | undefined): boolean => unit === ' ' || unit === '\t'

/**
 * Removes a word with the blank in front of it. A continuation line that held nothing else goes as a whole; where it was the last line of its
 * instruction, the escape character that led to it goes too, or the next instruction would become a part of this one.
 */
export function removeWord(file: SourceFile, word: Span): readonly TextEdit[] {
  const first = file.lines.positionAt(word.start).line
  const last = file.lines.positionAt(word.end).line
  const line = { start: file.lines.lineStart(first), end: file.lines.lineEnd(last) }
  const before = file.text.slice(line.start, word.start)
  const behind = file.text.slice(word.end, line.end)
  if (before.trim() !== '') return [cut(blanksBefore(file, word.start), word.end)]
  const escapeChar = directivesOf(file.text).escape
  const rest = behind.trim()
  if (rest !== '' && rest !== escapeChar) return [cut(word.start, blanksBehind(file, word.end))]
  const removal = cut(line.start, file.lines.lineStart(last + 1))
  const lead = rest === '' ? leadingEscape(file, first - 1, escapeChar) : undefined
  return lead ? [lead, removal] : [removal]
}

const cut = (start: number, end: number): TextEdit => ({ start, end, newText: '' })

function blanksBefore({ text }: SourceFile, at: number): number {
  let start = at
  while (isBlank(text[start - 1])) start--
  return start
}

function blanksBehind({ text }: SourceFile, at: number): number {
  let end = at
  while (isBlank(text[end])) end++
  return end
}

/** The escape character at the end of the nearest line above that is neither comment nor blank, with the blanks around it. */
function leadingEscape(file: SourceFile, from: number, escapeChar: string): TextEdit | undefined {
  for (let line = from; line > 0; line--) {
    const [start, end] = [file.lines.lineStart(line), file.lines.lineEnd(line)]
    const content = file.text.slice(start, end)
    if (/^\s*(?:#|$)/.test(content)) continue
    const kept = content.trimEnd()
    return kept.endsWith(escapeChar) ? cut(blanksBefore(file, start + kept.length - 1), end) : undefined
  }
  return undefined
}
