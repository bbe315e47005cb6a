import type { MappedText } from './mapped-text'
import { splitWords, unquote } from './words'

export interface HeredocStart {
  readonly name: string
  readonly quoted: boolean
  readonly stripsTabs: boolean
}

export interface Heredoc extends HeredocStart {
  /** The lines between, each with LF. */
  readonly body: MappedText
  readonly closing: MappedText | undefined
  /** Offset in the file behind the closing line. */
  readonly end: number
}

/** A word that is a heredoc and nothing else, as BuildKit asks for (`<<EOF;` is the name `EOF;`). */
const HEREDOC = /^\d*<<(-?)([^<]+)$/

export function heredocStarts(text: string, escapeChar: string): readonly HeredocStart[] {
  if (!text.includes('<<')) return []
  return splitWords(text, 0, escapeChar).flatMap(
    ({ start, end }) => heredocStart(text.slice(start, end), escapeChar) ?? [],
  )
}

export function heredocStart(word: string, escapeChar: string): HeredocStart | undefined {
  const match = HEREDOC.exec(word)
  if (!match?.[2]) return undefined
  const name = unquote(match[2], escapeChar)
  return name === '' ? undefined : { name, quoted: name !== match[2], stripsTabs: match[1] === '-' }
}
