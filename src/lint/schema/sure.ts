import type { SyntaxProblem } from '../../documents/source'
import type { Value } from '../../documents/tree'
import type { Span } from '../../text'

/** Whether a place, and the value around it, would be the same without what is broken in the text. */
export type Sure = (place: Span, value: Value) => boolean

const everything: Sure = () => true

/**
 * What is written before an error stands, where the writer has gone on to something else before it: the last thing begun
 * may be what is broken (a key whose value is the next line's mistake), what is still open may get more, and an open
 * bracket may have taken in lines that are not its own. Behind the error the reader guesses.
 */
export function sureIn(root: Value, problems: readonly SyntaxProblem[]): Sure {
  if (problems.length === 0) return everything
  const first = Math.min(...problems.filter(({ local }) => !local).map(({ start }) => start))
  const settled = first === Number.POSITIVE_INFINITY ? first : lastStart(root, lineStart(root, first))
  return (place, value) =>
    endOf(place, value) <= settled && !problems.some(({ start, end }) => start <= place.end && place.start <= end)
}

const lineStart = ({ file: { lines } }: Value, offset: number): number => lines.lineStart(lines.positionAt(offset).line)

/** Where the last key or item before an offset begins. */
function lastStart(value: Value, limit: number): number {
  let last = 0
  for (const [start, inner] of partsOf(value)) {
    if (start >= limit || inner.via) continue
    last = Math.max(last, start, lastStart(inner, limit))
  }
  return last
}

function partsOf(value: Value): readonly (readonly [number, Value])[] {
  if (value.kind === 'map') return value.entries.map((entry) => [entry.key.span.start, entry.value] as const)
  return value.kind === 'seq' ? value.items.map((item) => [item.span.start, item] as const) : []
}

/** The end of a place, or of the outermost bracket around it. */
function endOf({ end }: Span, value: Value): number {
  let last = end
  for (let at: Value | undefined = value; at; at = at.parent)
    if (at.kind !== 'scalar' && at.flow && !at.via) last = Math.max(last, at.span.end)
  return last
}
