import type { TextEdit } from '../../text'
import { closed, columnOf, indent, lineAfter, lineEnd, lineStart, nextLine, skipBlank } from './lines'
import {
  type Child,
  type Collection,
  childrenOf,
  columnOfChildren,
  endOf,
  endOfValue,
  headOf,
  ownsLine,
  textOf,
} from './place'
import { refuse } from './refuse'

/** Takes children out of a block map or list, each with its lines and the comment that ends the last of them. */
export function removeFromBlock(collection: Collection, gone: ReadonlySet<Child>): TextEdit[] {
  const text = textOf(collection)
  const children = childrenOf(collection)
  const run = children.findIndex((child) => !gone.has(child))
  const [first] = children
  const compact = first !== undefined && gone.has(first) && !ownsLine(text, headOf(collection, first))
  const edits = compact ? [cutAfterDash(collection, children[(run < 0 ? children.length : run) - 1] ?? first)] : []
  const rest = children.slice(compact && run >= 0 ? run : compact ? children.length : 0)
  return [...edits, ...rest.filter((child) => gone.has(child)).map((child) => cutLines(collection, child))]
}

/** `- driver: nvidia` over `  count: 1` becomes `- count: 1`: the dash stays, comments between stay. */
function cutAfterDash(collection: Collection, last: Child): TextEdit {
  const text = textOf(collection)
  const end = skipBlank(text, lineAfter(text, endOf(last)))
  return end < collection.span.end ? { start: collection.span.start, end, newText: '' } : refuse('nothing is left')
}

function cutLines(collection: Collection, child: Child): TextEdit {
  const text = textOf(collection)
  const head = headOf(collection, child)
  if (!ownsLine(text, head)) return refuse('it shares its line')
  const start = lineStart(text, head)
  const end = lineAfter(text, endOf(child))
  return { start, end: text.slice(0, start).trim() === '' ? skipBlankLines(text, end) : end, newText: '' }
}

/** The lines that parted the first entry from what follows: nothing may begin with them. */
function skipBlankLines(text: string, from: number): number {
  const next = skipBlank(text, from)
  return next === text.length ? from : lineStart(text, next)
}

/** Adds lines behind a child (or the last) of a block collection. */
export function addToBlock(
  collection: Collection,
  after: Child | undefined,
  lines: readonly string[],
  eol: string,
): TextEdit {
  const text = textOf(collection)
  const column = columnOfChildren(collection)
  const at = skipDeeperComments(text, lineAfter(text, after ? endOf(after) : endOfValue(collection)), column)
  const block = indent(lines, column).join(eol)
  const open = at === text.length && text[at - 1] !== '\n'
  return { start: at, end: at, newText: open ? eol + block : closed(block, eol) }
}

/** Comments that stand deeper than the children belong to the child above them. */
function skipDeeperComments(text: string, from: number, column: number): number {
  let at = from
  while (at < text.length && text[skipSpaces(text, at)] === '#' && columnOf(text, skipSpaces(text, at)) > column) {
    at = nextLine(text, at)
  }
  return at
}

function skipSpaces(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at++
  return at
}

/** Writes lines in place of a child; the comment behind it stays, once where a moved entry brings it along. */
export function replaceInBlock(collection: Collection, child: Child, lines: readonly string[], eol: string): TextEdit {
  const text = textOf(collection)
  const start = headOf(collection, child)
  const comment = text.slice(endOf(child), lineEnd(text, endOf(child)))
  const brought = comment.trim().startsWith('#') && lines.at(-1)?.endsWith(comment)
  const end = endOf(child) + (brought ? comment.length : 0)
  const [first = '', ...rest] = lines
  const block = [first, ...indent(rest, columnOfChildren(collection))].join(eol)
  const whole = text[end - 1] === '\n'
  if (block.endsWith(eol) && !whole) return refuse('nothing can stand behind a block scalar')
  return { start, end, newText: whole ? closed(block, eol) : block }
}
