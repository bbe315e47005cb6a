import type { TextEdit } from '../../text'
import { lineEnd, lineStart, skipBlank } from './lines'
import { type Child, type Collection, childrenOf, endOf, isJson, startOf, textOf } from './place'
import { refuse } from './refuse'

/** One child of a flow collection; `child` is undefined for a merge key. `start` takes in a tag or an anchor. */
interface Piece {
  readonly child: Child | undefined
  readonly start: number
  readonly end: number
  readonly comma: number | undefined
}

const MERGE = /<<\s*:\s*(?:\*[^\s,\]}]+|\[[^\]]*\])/y

/** The children of `{…}` or `[…]` with their commas, found between the spans that the parser gave. */
export function piecesOf(collection: Collection): readonly Piece[] {
  const text = textOf(collection)
  const pieces: Piece[] = []
  const close = collection.span.end - 1
  let at = collection.span.start + 1
  for (const child of [...childrenOf(collection), undefined]) {
    for (let start = skip(collection, at); start < (child ? startOf(child) : close); start = skip(collection, at)) {
      const hidden = hiddenAt(text, start)
      if (hidden === undefined) break
      pieces.push(piece(collection, undefined, start, hidden))
      at = (pieces.at(-1)?.comma ?? hidden - 1) + 1
    }
    if (!child) break
    const next = piece(collection, child, skip(collection, at), endOf(child))
    pieces.push(next)
    at = (next.comma ?? next.end - 1) + 1
  }
  return skip(collection, at) === close ? pieces : refuse('the text between the brackets is not understood')
}

function hiddenAt(text: string, start: number): number | undefined {
  MERGE.lastIndex = start
  return MERGE.test(text) ? MERGE.lastIndex : undefined
}

function piece(collection: Collection, child: Child | undefined, start: number, end: number): Piece {
  const after = skip(collection, end)
  return { child, start, end, comma: textOf(collection)[after] === ',' ? after : undefined }
}

/** Offset behind blanks and comments. */
function skip(collection: Collection, from: number): number {
  const text = textOf(collection)
  let at = skipBlank(text, from)
  for (let end = commentEnd(collection, at); end !== undefined; end = commentEnd(collection, at)) {
    at = skipBlank(text, end)
  }
  return at
}

function commentEnd(collection: Collection, at: number): number | undefined {
  const text = textOf(collection)
  if (!isJson(collection))
    return text[at] === '#' && !/[^\s,[{]/.test(text[at - 1] ?? ' ') ? lineEnd(text, at) : undefined
  if (text.startsWith('//', at)) return lineEnd(text, at)
  const close = text.startsWith('/*', at) ? text.indexOf('*/', at + 2) : -1
  return close < 0 ? undefined : close + 2
}

/** Offset behind a comment that ends the line of `from`, or `from` itself. */
function behindComment(collection: Collection, from: number): number {
  const text = textOf(collection)
  const at = from + (/^[ \t]*/.exec(text.slice(from, lineEnd(text, from)))?.[0].length ?? 0)
  const end = commentEnd(collection, at)
  return end !== undefined && text.slice(end, lineEnd(text, end)).trim() === '' ? end : from
}

/** Takes children out of a flow collection, each with its comma and the comment that ends its line. */
export function removeFromFlow(collection: Collection, gone: ReadonlySet<Child>): TextEdit[] {
  const pieces = piecesOf(collection)
  const isGone = (p: Piece): boolean => p.child !== undefined && gone.has(p.child)
  const lastKept = pieces.findLastIndex((p) => !isGone(p))
  if (lastKept < 0) return [cut(collection.span.start + 1, collection.span.end - 1)]
  const before = pieces.slice(0, lastKept).filter(isGone)
  const tail = lastKept + 1 < pieces.length ? cutTail(collection, pieces, lastKept) : []
  return [...before.map((p) => cutToNext(collection, p)), ...tail]
}

const cut = (start: number, end: number): TextEdit => ({ start, end, newText: '' })

function cutToNext(collection: Collection, { start, comma }: Piece): TextEdit {
  if (comma === undefined) return refuse('a comma is missing')
  return cut(start, skipBlank(textOf(collection), behindComment(collection, comma + 1)))
}

/** The last kept child keeps a comma only where the last child had one. */
function cutTail(collection: Collection, pieces: readonly Piece[], lastKept: number): TextEdit[] {
  const [kept, first, last] = [pieces[lastKept], pieces[lastKept + 1], pieces.at(-1)]
  if (kept?.comma === undefined || !first || !last) return refuse('a comma is missing')
  const head = textOf(collection).slice(0, first.start).trimEnd().length
  const tail = cut(head, behindComment(collection, (last.comma ?? last.end - 1) + 1))
  return last.comma === undefined ? [cut(kept.comma, kept.comma + 1), tail] : [tail]
}

/** Adds texts behind a child (or the last) of a flow collection, each on a line of its own where the others are. */
export function addToFlow(
  collection: Collection,
  after: Child | undefined,
  texts: readonly string[],
  pad: string,
  eol: string,
): TextEdit[] {
  const pieces = piecesOf(collection)
  const anchor = after ? pieces.find((p) => p.child === after) : pieces.at(-1)
  if (!anchor) {
    const inner = collection.kind === 'map' ? pad + texts.join(', ') + pad : texts.join(', ')
    return [{ start: collection.span.start + 1, end: collection.span.end - 1, newText: inner }]
  }
  const column = ownLineColumn(collection, anchor)
  if (column === undefined)
    return [{ start: anchor.end, end: anchor.end, newText: texts.map((t) => `, ${t}`).join('') }]
  return addLines(collection, anchor, texts, eol + column)
}

/** The blanks before a child that begins its line; undefined where it stands behind something else. */
function ownLineColumn(collection: Collection, { start }: Piece): string | undefined {
  const text = textOf(collection)
  const from = lineStart(text, start)
  const before = text.slice(from, start)
  return before.trim() === '' && from > collection.span.start ? before : undefined
}

function addLines(collection: Collection, anchor: Piece, texts: readonly string[], lead: string): TextEdit[] {
  if (anchor.comma !== undefined) {
    const at = behindComment(collection, anchor.comma + 1)
    return [{ start: at, end: at, newText: texts.map((t) => `${lead}${t},`).join('') }]
  }
  const at = behindComment(collection, anchor.end)
  const lines = texts.map((t) => lead + t).join(',')
  if (at === anchor.end) return [{ start: at, end: at, newText: `,${lines}` }]
  return [
    { start: anchor.end, end: anchor.end, newText: ',' },
    { start: at, end: at, newText: lines },
  ]
}
