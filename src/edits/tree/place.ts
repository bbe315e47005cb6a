import type { Entry, MapValue, SeqValue, Value } from '../../documents/tree'
import { type Span, span } from '../../text'
import { columnOf, lineAfter, lineEnd, lineStart, nextLine } from './lines'
import { refuse } from './refuse'

export type Collection = MapValue | SeqValue
/** What a collection holds: an entry of a map or an item of a list. */
export type Child = Entry | Value

export const isEntry = (child: Child): child is Entry => !('kind' in child)

export const textOf = (value: Value): string => value.file.textWithLf

export const isJson = (value: Value): boolean => /\.jsonc?$/i.test(value.file.path)

/** True for `{…}` and `[…]`, read from the text. */
export function isFlow(value: Value): boolean {
  const first = textOf(value)[value.span.start]
  return value.kind === 'map' ? first === '{' : value.kind === 'seq' && first === '['
}

/** True where the value, or what it stands in, is written elsewhere: an edit there would change other places too. */
export function isAliased(value: Value | undefined): boolean {
  for (let at = value; at; at = at.parent) if (at.via) return true
  return false
}

/** The entry that holds a value, where a map holds it. */
export function holderOf(value: Value): Entry | undefined {
  const { parent, key } = value
  if (parent?.kind !== 'map') return undefined
  const entry = parent.entry(String(key))
  return entry?.value === value ? entry : parent.entries.find((other) => other.value === value)
}

/** Where the value is written here: an alias counts as its own text. */
export const placeOf = (value: Value): Span => value.via ?? value.span

/** The children written in this collection, in the order of the text. */
export function childrenOf(collection: Collection): readonly Child[] {
  if (collection.kind === 'seq') return collection.items
  return collection.entries.filter((entry) => !entry.merged)
}

export const startOf = (child: Child): number => (isEntry(child) ? child.key.span.start : placeOf(child).start)

/** Offset behind the text of a child, comments behind it excluded. */
export const endOf = (child: Child): number =>
  isEntry(child) ? Math.max(child.key.span.end, endOfValue(child.value)) : endOfValue(child)

export function endOfValue(value: Value): number {
  if (value.via) return value.via.end
  return value.kind === 'scalar' || isFlow(value) ? value.span.end : endOfBlock(value)
}

/** The parser's span of a block may take in comments behind it, so the end is looked up from the last child. */
function endOfBlock(block: Collection): number {
  const text = textOf(block)
  const last = childrenOf(block).at(-1)
  let end = last ? endOf(last) : lineEnd(text, block.span.start)
  for (let at = lineAfter(text, end); at < block.span.end; at = nextLine(text, at)) {
    const line = text.slice(at, Math.min(lineEnd(text, at), block.span.end)).trim()
    // A merge key is no entry of the model, but a line of the text.
    if (line !== '' && !line.startsWith('#')) end = lineEnd(text, at)
    if (lineEnd(text, at) === text.length) break
  }
  return end
}

/** Offset where a child of a block collection begins: its key or its dash. */
export function headOf(collection: Collection, child: Child): number {
  if (isEntry(child)) return child.key.span.start
  const text = textOf(collection)
  const index = (collection as SeqValue).items.indexOf(child)
  if (index === 0) return collection.span.start
  const before = (collection as SeqValue).items[index - 1]
  const column = columnOf(text, collection.span.start)
  if (before) return dashAfter(text, endOf(before), column, placeOf(child).start)
  return refuse('not an item of this list')
}

function dashAfter(text: string, from: number, column: number, limit: number): number {
  for (let at = lineAfter(text, from); at <= limit; at = nextLine(text, at)) {
    const dash = lineStart(text, at) + column
    if (text[dash] === '-' && text.slice(at, dash).trim() === '') return dash
    if (lineEnd(text, at) === text.length) break
  }
  return refuse('the dash of the item was not found')
}

/** True when the child begins its line, false when it stands behind a dash (`- key: value`). */
export function ownsLine(text: string, head: number): boolean {
  const before = text.slice(lineStart(text, head), head)
  if (before.trim() === '') return true
  return /^ *(- +)+$/.test(before) ? false : refuse(`something else stands before it: ${before.trim()}`)
}

/** The column of the children of a block collection. */
export const columnOfChildren = (block: Collection): number => columnOf(textOf(block), block.span.start)

/** The text of a collection that belongs to none of its children: brackets, commas, comments, merge keys. */
export function gapsOf(collection: Collection): string {
  const text = textOf(collection)
  const marks = childrenOf(collection).map((child) => span(startOf(child), endOf(child)))
  let at = collection.span.start
  let gaps = ''
  for (const { start, end } of marks) {
    gaps += text.slice(at, start)
    at = Math.max(at, end)
  }
  return gaps + text.slice(at, collection.span.end)
}

/** True when the collection holds text that the model does not list, such as a merge key. */
export const hasHidden = (collection: Collection): boolean =>
  /[^\s,{}[\]-]/.test(
    isJson(collection)
      ? gapsOf(collection).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      : gapsOf(collection).replace(/(^|[\s,{}[\]-])#.*/g, '$1'),
  )
