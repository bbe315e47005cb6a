import type { Span } from '../text'

/** True where a cursor at the offset stands in the span or at one of its ends. */
export const touches = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end
