import type { SourceFile } from '../../documents/source'
import type { Span } from '../../text'

/** True where one stretch begins on a line that the other, such as a cursor, touches. */
export function onSameLine({ start }: Span, at: Span, { lines }: SourceFile): boolean {
  const [line, first, last] = [start, at.start, at.end].map((offset) => lines.positionAt(offset).line)
  return Number(line) >= Number(first) && Number(line) <= Number(last)
}
