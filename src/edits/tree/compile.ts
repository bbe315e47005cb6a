import type { SourceFile } from '../../documents/source'
import type { Entry, MapValue, Value } from '../../documents/tree'
import type { TextEdit } from '../../text'
import { Kept } from '../../text'
import type { Op } from '../ops'
import { addToBlock, removeFromBlock, replaceInBlock } from './block'
import { addToFlow, piecesOf, removeFromFlow } from './flow'
import { type Addition, destinationOf, entryOf, movedEntry } from './move'
import { type Child, type Collection, childrenOf, isAliased, isFlow } from './place'
import { checkPlan, collapse, type Group, newPlan, type Plan, planAddition, planRemoval } from './plan'
import { printFlow, printItem, printScalar, type Style } from './print'
import { refuse } from './refuse'
import { fillEmpty, setValue } from './set'
import { quoteOfItems, styleAt } from './style'

export type TreeOp = Extract<
  Op,
  { op: 'set' | 'rename' | 'remove-entry' | 'remove-item' | 'insert' | 'append' | 'move' }
>

/** `creates`: the file is not there yet. */
export type FileEdit = TextEdit & { readonly path: string; readonly creates?: true }

/**
 * The edits for ops on maps, lists and scalars, planned together: what several ops take from one list goes at once.
 * @throws Refused where an edit would be a guess
 */
export function compileTreeOps(ops: readonly TreeOp[]): FileEdit[] {
  const plan = newPlan()
  const edits = ops.flatMap((op) => startOp(plan, op))
  collapse(plan)
  checkPlan(plan)
  const emptied = [...plan.emptied].flatMap((collection) =>
    inFile(collection, setValue(collection, collection.kind === 'map' ? {} : [])),
  )
  const touched = new Set([...plan.removed.keys(), ...plan.added.keys()])
  // Behind the last line of a list ends what holds the list too: what goes deeper is written first.
  const inner = [...touched].sort((a, b) => b.path.length - a.path.length)
  return [...edits, ...emptied, ...joined(inner.flatMap((collection) => inFile(collection, write(plan, collection))))]
}

/** Additions at one place become one edit, in the order given. */
function joined(edits: readonly FileEdit[]): FileEdit[] {
  const found = new Map<string, FileEdit>()
  for (const edit of edits) {
    const key = edit.start === edit.end ? `${edit.start} ${edit.path}` : `edit ${found.size}`
    const before = found.get(key)
    found.set(key, before ? { ...before, newText: before.newText + edit.newText } : edit)
  }
  return [...found.values()]
}

const inFile = ({ file }: { file: SourceFile }, edits: readonly TextEdit[]): FileEdit[] =>
  edits.map(({ newText, ...place }) => ({
    ...place,
    newText: file.eol === '\r' ? newText.replaceAll('\n', '\r') : newText,
    path: file.path,
  }))

/** Takes one op into the plan; gives the edits of those that need no planning. */
function startOp(plan: Plan, op: TreeOp): FileEdit[] {
  switch (op.op) {
    case 'set':
      return inFile(op.target, setValue(op.target, op.value))
    case 'rename':
      return inFile(op.entry.key, [rename(op.entry, op.key)])
    case 'remove-entry':
      planRemoval(plan, op.map, op.entry)
      return []
    case 'remove-item':
      planRemoval(plan, op.seq, op.item)
      return []
    case 'insert':
      planAddition(plan, freeFor(op.map, op.key), entryOf(op.key, op.value), op.after)
      return []
    case 'append':
      planAddition(plan, op.seq, {
        block: (style) => printItem(op.value, style, quoteOfItems(op.seq)),
        flow: (style) => printFlow(op.value, style, quoteOfItems(op.seq)),
      })
      return []
    case 'move':
      return startMove(plan, op)
  }
}

/** The map, when it has no entry of its own under this key. */
const freeFor = (map: MapValue, key: string): MapValue =>
  map.entries.some((entry) => !entry.merged && String(entry.key.value) === key) ? refuse('the key is taken') : map

function rename({ key, merged }: Entry, name: string): TextEdit {
  const map = key.parent
  if (merged || map?.kind !== 'map' || isAliased(map)) return refuse('the key is written elsewhere')
  freeFor(map, name)
  const quote = key.style === 'single' || key.style === 'double' ? key.style : undefined
  return { ...key.span, newText: printScalar(name, styleAt(map), isFlow(map), quote) }
}

function isWithin(value: Value, outer: Value): boolean {
  for (let at: Value | undefined = value; at; at = at.parent) if (at === outer) return true
  return false
}

const memo = new Kept<SourceFile, boolean>()

function keepsBlankLines(file: SourceFile): boolean {
  const keeps = memo.get(file) ?? /[|>]\d?\+/.test(file.text)
  memo.set(file, keeps)
  return keeps
}

function startMove(plan: Plan, { map, entry, into, path, key }: Extract<TreeOp, { op: 'move' }>): FileEdit[] {
  const name = key ?? String(entry.key.value)
  const { place, missing } = destinationOf(into, path)
  if (place.file !== map.file) refuse('it cannot move to another file')
  if (isWithin(place, entry.value)) refuse('it cannot move into itself')
  // With `|+` the blank lines behind a block scalar are its own: taking away what follows it would change it.
  if (keepsBlankLines(map.file)) refuse('a block scalar of the file keeps the blank lines behind it')
  planRemoval(plan, map, entry)
  plan.moved.set(entry, place.span.end)
  const addition = movedEntry(map, entry, name, missing)
  if (place.kind === 'map') {
    planAddition(plan, missing.length > 0 ? place : freeFor(place, name), addition)
    return []
  }
  return inFile(place, fillEmpty(place, addition.block))
}

function write(plan: Plan, collection: Collection): TextEdit[] {
  const gone = new Set(plan.removed.get(collection))
  const edits = (plan.added.get(collection) ?? []).flatMap((group) => writeGroup(collection, group, gone))
  if (gone.size === 0) return edits
  const cuts = isFlow(collection) ? removeFromFlow(collection, gone) : removeFromBlock(collection, gone)
  return [...edits, ...cuts]
}

/** Writes additions behind their child, or in its place where the same ops take it away (then `gone` loses it). */
function writeGroup(collection: Collection, { after, additions }: Group, gone: Set<Child>): TextEdit[] {
  const style = styleAt(collection)
  const last = after ?? childrenOf(collection).at(-1)
  if (last && gone.delete(last)) return [writeInstead(collection, last, additions, style)]
  if (!isFlow(collection)) {
    return [addToBlock(collection, after, blockLines(additions, style), style.eol)]
  }
  return addToFlow(
    collection,
    after,
    additions.map((addition) => addition.flow(style)),
    style.pad,
    style.eol,
  )
}

function writeInstead(collection: Collection, child: Child, additions: readonly Addition[], style: Style): TextEdit {
  if (!isFlow(collection)) {
    return replaceInBlock(collection, child, blockLines(additions, style), style.eol)
  }
  const piece = piecesOf(collection).find((known) => known.child === child)
  if (!piece) return refuse('it was not found between the brackets')
  return { start: piece.start, end: piece.end, newText: additions.map((addition) => addition.flow(style)).join(', ') }
}

/** The line endings of block scalars matter only at the very end. */
function blockLines(additions: readonly Addition[], style: Style): readonly string[] {
  const blocks = additions.map((addition) => addition.block(style))
  return blocks.flatMap((lines, i) => (i < blocks.length - 1 && lines.at(-1) === '' ? lines.slice(0, -1) : lines))
}
