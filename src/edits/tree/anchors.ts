import type { Span } from '../../text'

const ANCHOR = /(?<=^|[\s[{,])&([^\s,[\]{}]+)/g

const anchorsIn = (text: string, { start, end }: Span): string[] =>
  [...text.slice(start, end).matchAll(ANCHOR)].map(([, name]) => name as string)

/** Offsets outside of the span where an alias of this name stands. */
function usesOutside(text: string, name: string, { start, end }: Span): number[] {
  const uses: number[] = []
  const alias = `*${name}`
  for (let at = text.indexOf(alias); at >= 0; at = text.indexOf(alias, at + 1)) {
    const more = /[^\s,[\]{}]/.test(text[at + alias.length] ?? ' ')
    if (!more && (at < start || at >= end)) uses.push(at)
  }
  return uses
}

/** True when text outside of the span needs an anchor that stands inside it. */
export const isNeeded = (text: string, place: Span): boolean =>
  anchorsIn(text, place).some((name) => usesOutside(text, name, place).length > 0)

/** True when the piece can be written at `to`: its anchors still stand before their aliases, its aliases behind their anchors. */
export function canMove(text: string, place: Span, to: number): boolean {
  const behind = Math.max(place.end, to)
  const anchors = anchorsIn(text, place).every((name) => usesOutside(text, name, place).every((at) => at >= behind))
  return anchors && !(to < place.start && /(?<=^|[\s[{,])\*[^\s,[\]{}]/.test(text.slice(place.start, place.end)))
}
