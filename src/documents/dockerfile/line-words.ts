import { expandWord, type Lookup } from './expand'
import type { LogicalLine } from './lines'
import type { MappedText } from './mapped-text'
import type { Reading } from './read'
import type { Flag, FromInstruction, Word } from './types'
import { jsonWords, splitWords } from './words'

/** The words of an instruction with all that is needed to place and expand them. */
export interface Line {
  readonly reading: Reading
  readonly source: LogicalLine
  readonly rest: MappedText
  readonly flags: readonly Flag[]
  /** Where the text behind the flags begins in `rest`. */
  readonly from: number
  readonly lookup: Lookup
  readonly base: Pick<FromInstruction, 'file' | 'span' | 'keywordSpan' | 'stage' | 'flags' | 'variable'>
}

export function makeWord({ reading, rest, lookup }: Line, start: number, end: number, scope: Lookup = lookup): Word {
  const span = rest.span(start, end)
  const { value, expanded } = expandWord(rest.text.slice(start, end), reading.escape, scope)
  return { value, raw: reading.file.text.slice(span.start, span.end), span, expanded }
}

export const wordsOf = (line: Line): readonly Word[] =>
  splitWords(line.rest.text, line.from, line.reading.escape).map(({ start, end }) => makeWord(line, start, end))

/** The words of `["a", "b"]`, quotes included in their spans; nothing is expanded where Docker runs them itself. */
export function jsonOrWords(line: Line): readonly Word[] {
  const json = jsonWords(line.rest, line.from)
  return json?.map((word) => jsonWord(line, word, word.value)) ?? wordsOf(line)
}

export function jsonWord(line: Line, at: { readonly start: number; readonly end: number }, value: string): Word {
  const span = line.rest.span(at.start, at.end)
  return { value, raw: line.reading.file.text.slice(span.start, span.end), span, expanded: false }
}

/** The word behind `--name=`, expanded. */
export function flagWord(line: Line, name: string): Word | undefined {
  const flag = line.flags.find((one) => one.name === name && one.value !== undefined)
  if (flag?.value === undefined) return undefined
  const written = line.reading.file.text.slice(flag.span.start, flag.span.end)
  const span = { start: flag.span.start + written.indexOf('=') + 1, end: flag.span.end }
  const { value, expanded } = expandWord(flag.value, line.reading.escape, line.lookup)
  return { value, raw: line.reading.file.text.slice(span.start, span.end), span, expanded }
}
