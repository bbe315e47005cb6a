import type { Span } from '../../text'

/** A stretch of the mapped text and the stretch of the file it came from: as long, or an escape of which one unit is left. */
interface Piece {
  readonly at: number
  readonly source: number
  readonly length: number
  readonly width: number
}

/**
 * A text put together from stretches of a file (continuation lines joined, escapes taken away) that still knows where each unit came from.
 * Parsers read `text`; `span` leads back into the file. BuildKit joins lines before it reads them, so `tor\⏎ch` is the one word `torch`:
 * blanking out the line break in place would make two words of it.
 */
export interface MappedText {
  readonly text: string
  /** The stretch of the file that holds [start, end) of the text. */
  span(start: number, end: number): Span
  slice(start: number, end: number): MappedText
}

export class MappedTextBuilder {
  readonly #pieces: Piece[] = []
  readonly #parts: string[] = []
  #length = 0

  /** Adds what the file's text from `source` on means; `width`: its length in the file. */
  add(part: string, source: number, width = part.length): this {
    if (part.length === 0) return this
    this.#pieces.push({ at: this.#length, source, length: part.length, width })
    this.#parts.push(part)
    this.#length += part.length
    return this
  }

  /** Offset in the file behind what was added last. */
  get end(): number {
    const last = this.#pieces.at(-1)
    return last ? last.source + last.width : 0
  }

  build(): MappedText {
    return mapped(this.#parts.length === 1 ? (this.#parts[0] as string) : this.#parts.join(''), this.#pieces)
  }
}

/** One stretch of a file as it stands. */
export const mappedSlice = (file: string, start: number, end: number): MappedText =>
  mapped(file.slice(start, end), [{ at: 0, source: start, length: end - start, width: end - start }])

function mapped(text: string, pieces: readonly Piece[]): MappedText {
  return {
    text,
    span: (start, end) => {
      const from = sourceOf(pieces, Math.min(start, end))
      return end <= start ? { start: from, end: from } : { start: from, end: endOf(pieces, end) }
    },
    slice: (start, end) => mapped(text.slice(start, end), clip(pieces, start, end)),
  }
}

/** Offset in the file of a unit; behind the last unit: the end of the last piece. */
function sourceOf(pieces: readonly Piece[], at: number): number {
  const piece = pieces[pieceAt(pieces, at)]
  return piece ? piece.source + Math.min(Math.max(at - piece.at, 0), piece.length) : 0
}

/** Offset in the file behind the unit before `end`. */
function endOf(pieces: readonly Piece[], end: number): number {
  const piece = pieces[pieceAt(pieces, end - 1)]
  if (!piece) return 0
  return end - piece.at >= piece.length ? piece.source + piece.width : piece.source + end - piece.at
}

function pieceAt(pieces: readonly Piece[], at: number): number {
  let low = 0
  let high = pieces.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((pieces[middle] as Piece).at <= at) low = middle
    else high = middle
  }
  return low
}

function clip(pieces: readonly Piece[], start: number, end: number): readonly Piece[] {
  const out: Piece[] = []
  for (let i = pieceAt(pieces, start); i < pieces.length; i++) {
    const piece = pieces[i] as Piece
    if (piece.at >= end && out.length > 0) break
    const from = Math.max(start, piece.at)
    const length = Math.max(0, Math.min(end, piece.at + piece.length) - from)
    const width = length === piece.length ? piece.width : length
    out.push({ at: from - start, source: piece.source + from - piece.at, length, width })
  }
  return out
}
