import type { Span } from '../../text'
import { type MappedText, MappedTextBuilder } from './mapped-text'

const isBlank = (unit: string | undefined): boolean => unit !== undefined && /\s/.test(unit)

/** The blank-separated words of an instruction; blanks within quotes or behind the escape character do not part. */
export function splitWords(text: string, from: number, escapeChar: string): readonly Span[] {
  const words: Span[] = []
  let at = from
  while (at < text.length) {
    while (isBlank(text[at])) at++
    if (at >= text.length) break
    const start = at
    at = wordEnd(text, at, escapeChar)
    words.push({ start, end: at })
  }
  return words
}

/** Where the word that begins at `from` ends. */
export function wordEnd(text: string, from: number, escapeChar: string): number {
  let quote = ''
  let at = from
  for (; at < text.length; at++) {
    const unit = text[at] as string
    if (unit === escapeChar && quote !== "'") at++
    else if (quote !== '') quote = unit === quote ? '' : quote
    else if (unit === '"' || unit === "'") quote = unit
    else if (isBlank(unit)) break
  }
  return Math.min(at, text.length)
}

/** Quotes and escapes taken away, nothing expanded. */
export function unquote(word: string, escapeChar: string): string {
  let out = ''
  let quote = ''
  for (let at = 0; at < word.length; at++) {
    const unit = word[at] as string
    if (unit === escapeChar && quote !== "'") out += word[++at] ?? ''
    else if (quote === '' && (unit === '"' || unit === "'")) quote = unit
    else if (unit === quote) quote = ''
    else out += unit
  }
  return out
}

export interface JsonWord extends Span {
  readonly value: string
  /** The string's content with escapes taken away. */
  readonly content: MappedText
}

/** The strings of `["a", "b"]`; undefined when the text is no JSON list of strings: then it is the shell form. */
export function jsonWords(source: MappedText, from: number): readonly JsonWord[] | undefined {
  const text = source.text.slice(from)
  if (!/^\s*\[/.test(text)) return undefined
  const values = parseList(text)
  if (!values) return undefined
  const words: JsonWord[] = []
  const string = /"(?:[^"\\]|\\.)*"/g
  for (const value of values) {
    const match = string.exec(text)
    if (!match) return undefined
    const start = from + match.index
    words.push({ value, start, end: start + match[0].length, content: jsonContent(source, start, match[0]) })
  }
  return words
}

function parseList(text: string): readonly string[] | undefined {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined
  } catch {
    return undefined
  }
}

function jsonContent(source: MappedText, start: number, quoted: string): MappedText {
  const builder = new MappedTextBuilder()
  const unit = /\\u[\da-fA-F]{4}|\\.|[^\\"]+/g
  for (let match = unit.exec(quoted); match; match = unit.exec(quoted)) {
    const at = start + match.index
    if (match[0].startsWith('\\')) addEscaped(builder, source, at, match[0].length, String(JSON.parse(`"${match[0]}"`)))
    else addMapped(builder, source, at, match[0])
  }
  return builder.build()
}

/** Adds a run whose units may lie on several lines of the file. */
export function addMapped(builder: MappedTextBuilder, source: MappedText, at: number, plain: string): void {
  const whole = source.span(at, at + plain.length)
  if (whole.end - whole.start === plain.length) builder.add(plain, whole.start)
  else for (let i = 0; i < plain.length; i++) builder.add(plain[i] as string, source.span(at + i, at + i + 1).start)
}

/** Adds what an escape of that length means. */
export function addEscaped(
  builder: MappedTextBuilder,
  source: MappedText,
  at: number,
  length: number,
  meaning: string,
): void {
  const { start, end } = source.span(at, at + length)
  builder.add(meaning, start, end - start)
}
