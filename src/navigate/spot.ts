import type { SourceFile } from '../documents/source'
import type { Span } from '../text'

/** A place in a file of the workspace. */
export interface Spot {
  readonly file: SourceFile
  readonly span: Span
}

/** The ends count too: a cursor behind a word still touches it. */
export const touches = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end

/** True where the offset of a file touches the spot. */
export const isAt = (spot: Spot, path: string, offset: number): boolean =>
  spot.file.path === path && touches(spot.span, offset)
