/** A place inside `[…]` or `{…}` of one line. */
export interface FlowPlace {
  /** `-` for an item of a list, a key for its value. */
  readonly names: readonly string[]
  readonly role: 'value' | 'key'
  /** Where its word begins, quote included. */
  readonly start: number
}

interface Level {
  readonly list: boolean
  key?: string | undefined
}

/** @returns undefined behind the last bracket: nothing more may stand there */
export function flowPlace(text: string): FlowPlace | undefined {
  const levels: Level[] = []
  let start = 0
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string
    if (quote !== '') quote = char === quote ? '' : quote
    else if (isOpeningQuote(text, start, at)) quote = char
    else if (isSign(text, at)) {
      follow(levels, char, text.slice(start, at))
      start = at + 1
    }
  }
  return placeIn(levels, start)
}

function placeIn(levels: readonly Level[], start: number): FlowPlace | undefined {
  const inner = levels.at(-1)
  if (!inner) return undefined
  const names = levels.flatMap(({ list, key }) => (list ? ['-'] : key === undefined ? [] : [key]))
  return { names, role: inner.list || inner.key !== undefined ? 'value' : 'key', start }
}

const isOpeningQuote = (text: string, start: number, at: number): boolean =>
  (text[at] === '"' || text[at] === "'") && text.slice(start, at).trim() === ''

/** A colon parts a key from its value only before a blank. */
const isSign = (text: string, at: number): boolean =>
  '[]{},'.includes(text[at] as string) || (text[at] === ':' && /^(?:\s|$)/.test(text.slice(at + 1, at + 2)))

function follow(levels: Level[], sign: string, word: string): void {
  const level = levels.at(-1)
  if (sign === '[' || sign === '{') levels.push({ list: sign === '[' })
  else if (sign === ']' || sign === '}') levels.pop()
  else if (level && !level.list) level.key = sign === ',' ? undefined : word.trim().replace(/^(["'])(.*)\1$/, '$2')
}
