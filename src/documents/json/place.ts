import { getLocation } from 'jsonc-parser'
import { type Span, span } from '../../text'
import type { SourceFile } from '../source'

/** A place in JSON where a value is being written. */
export interface JsonPlace {
  /** The keys and indexes that it lies under: `runArgs/0`. */
  readonly path: string
  /** From the beginning of the word, without its quote, to the cursor. */
  readonly typed: string
  /** The word, without its quotes. */
  readonly span: Span
  readonly quoted: boolean
}

/** Reads as far as the cursor: the text need not be whole. */
export function jsonPlace({ text }: SourceFile, offset: number): JsonPlace | undefined {
  const { path, isAtPropertyKey, previousNode: node } = getLocation(text, offset)
  if (isAtPropertyKey || path.length === 0) return undefined
  const quoted = node?.type === 'string' && node.offset < offset && offset <= node.offset + node.length
  const start = quoted ? node.offset + 1 : offset - (/[\w.-]*$/.exec(text.slice(0, offset))?.[0].length ?? 0)
  const behind = /[^\s",\]}]*/y
  behind.lastIndex = offset
  const end = offset + (behind.exec(text)?.[0].length ?? 0)
  return { path: path.join('/'), typed: text.slice(start, offset), span: span(start, end), quoted }
}
