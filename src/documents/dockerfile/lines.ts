import type { Span } from '../../text'
import type { SyntaxProblem } from '../source'
import { type Directives, readDirectives } from './directives'
import { type Heredoc, type HeredocStart, heredocStarts } from './heredocs'
import { type MappedText, MappedTextBuilder, mappedSlice } from './mapped-text'

/** An instruction as BuildKit's line reader sees it: continuation lines joined, comments between them left out, heredoc bodies apart. */
export interface LogicalLine {
  readonly keyword: string
  readonly keywordSpan: Span
  /** All behind the keyword, joined. */
  readonly rest: MappedText
  readonly heredocs: readonly Heredoc[]
  /** From the keyword to the end of the last line, heredocs included, without line ending. */
  readonly span: Span
}

export interface LogicalLines extends Directives {
  readonly lines: readonly LogicalLine[]
  readonly problems: readonly SyntaxProblem[]
}

/** A physical line without its line ending. */
export interface PhysicalLine {
  readonly start: number
  readonly end: number
}

const HEREDOC_KEYWORDS = /^(?:RUN|COPY|ADD)$/i

/**
 * Splits a Dockerfile into instructions, in one pass. Not on `dockerfile-ast` (0.7.1, tried 2026-11-22): it splits words at blanks and not
 * at the shell's quotes, so the shell parser needs joined lines with a map back to the file anyway; it leaves `${ARG}` in images, has no
 * table of variables, and takes about 100 µs an instruction.
 * The rules are those of BuildKit's `frontend/dockerfile/parser`, except that a lone CR ends a line too, as everywhere in this project.
 */
export function splitLines(text: string): LogicalLines {
  const physical = physicalLines(text)
  const directives = readDirectives(text, physical)
  const reader = new LineReader(text, physical, directives.escape)
  return { ...directives, lines: reader.readAll(), problems: reader.problems }
}

/** The directives alone. */
export const directivesOf = (text: string): Directives => readDirectives(text, physicalLines(text))

function physicalLines(text: string): readonly PhysicalLine[] {
  const lines: PhysicalLine[] = []
  const ending = /\r\n|\n|\r/g
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  for (let match = ending.exec(text); match; match = ending.exec(text)) {
    lines.push({ start, end: match.index })
    start = ending.lastIndex
  }
  lines.push({ start, end: text.length })
  return lines
}

class LineReader {
  readonly problems: SyntaxProblem[] = []
  #at = 0

  constructor(
    readonly text: string,
    readonly physical: readonly PhysicalLine[],
    readonly escapeChar: string,
  ) {}

  readAll(): readonly LogicalLine[] {
    const out: LogicalLine[] = []
    while (this.#at < this.physical.length) {
      const line = this.physical[this.#at] as PhysicalLine
      const content = this.text.slice(line.start, line.end).trimStart()
      if (content === '' || content.startsWith('#')) this.#at++
      else out.push(this.#readInstruction(line.end - content.length))
    }
    return out.filter(({ keyword }) => keyword !== '')
  }

  #readInstruction(start: number): LogicalLine {
    const { joined, end } = this.#join(start)
    const keyword = /\S+/.exec(joined.text)?.[0] ?? ''
    const at = joined.text.indexOf(keyword)
    const rest = joined.slice(at + keyword.length, joined.text.length)
    const starts = HEREDOC_KEYWORDS.test(keyword) ? heredocStarts(rest.text, this.escapeChar) : []
    const heredocs = starts.map((found) => this.#readHeredoc(found, { start, end }))
    const last = heredocs.at(-1)
    const keywordSpan = joined.span(at, at + keyword.length)
    return { keyword, keywordSpan, rest, heredocs, span: { start, end: last ? Math.max(end, last.end) : end } }
  }

  /** Comments and blank lines between continuation lines are left out, as BuildKit does. */
  #join(start: number): { readonly joined: MappedText; readonly end: number } {
    const builder = new MappedTextBuilder()
    let from = start
    let end = start
    while (this.#at < this.physical.length) {
      const line = this.physical[this.#at++] as PhysicalLine
      const content = this.text.slice(Math.max(from, line.start), line.end)
      from = line.start
      if (end > start && isSkipped(content)) continue
      const cut = continuationAt(content, this.escapeChar)
      builder.add(content.slice(0, cut), line.end - content.length)
      end = line.end
      if (cut === undefined) break
    }
    return { joined: builder.build(), end }
  }

  #readHeredoc(found: HeredocStart, opener: Span): Heredoc {
    const builder = new MappedTextBuilder()
    let end = opener.end
    while (this.#at < this.physical.length) {
      const line = this.physical[this.#at++] as PhysicalLine
      const content = this.text.slice(line.start, line.end)
      end = line.end
      if ((found.stripsTabs ? content.replace(/^\t+/, '') : content) === found.name) {
        return { ...found, body: builder.build(), end, closing: mappedSlice(this.text, line.start, line.end) }
      }
      builder.add(content, line.start)
      // The line ending counts as one LF whatever the file has; its place is that of the ending's first unit.
      if (line.end < this.text.length) builder.add('\n', line.end)
    }
    this.problems.push({ message: `The heredoc "${found.name}" is not closed.`, ...opener })
    return { ...found, body: builder.build(), end, closing: undefined }
  }
}

const isSkipped = (content: string): boolean => /^\s*(?:#|$)/.test(content)

/** Where the escape character that continues the line stands; two of them continue nothing (BuildKit's own pattern). */
function continuationAt(content: string, escapeChar: string): number | undefined {
  let at = content.length - 1
  while (at >= 0 && (content[at] === ' ' || content[at] === '\t')) at--
  return at >= 0 && content[at] === escapeChar && content[at - 1] !== escapeChar ? at : undefined
}
