/** A stretch of text in UTF-16 units from 0; `end` is excluded. */
export interface Span {
  readonly start: number
  readonly end: number
}

export const span = (start: number, end: number): Span => ({ start, end })

/** The smallest span that holds both. */
export const join = (a: Span, b: Span): Span => span(Math.min(a.start, b.start), Math.max(a.end, b.end))

export const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end
