import type { Value } from '../../documents/tree'
import type { Span, TextEdit } from '../../text'
import type { Plain } from '../ops'
import { closed, columnOf, indent, lineAfter, lineEnd, lineStart } from './lines'
import {
  type Collection,
  columnOfChildren,
  endOfValue,
  headOf,
  holderOf,
  isAliased,
  isFlow,
  isJson,
  ownsLine,
  textOf,
} from './place'
import { printBlock, printFlow, printInline, printScalar, type Style } from './print'
import { refuse } from './refuse'
import { quoteOfItems, styleAt } from './style'

/** Writes another value in place of this one, in the style of its surroundings. */
export function setValue(target: Value, value: Plain): TextEdit[] {
  if (isAliased(target)) return refuse('the value is written at its anchor')
  const style = styleAt(target)
  const flow = isJson(target) || (target.parent !== undefined && isFlow(target.parent))
  const text = printInPlace(target, value, style, flow)
  return text === undefined ? writeLines(target, printBlock(value, style), style) : writeInline(target, text, style)
}

/** Writes lines of a block below an empty value, such as `deploy:`. */
export function fillEmpty(target: Value, print: (style: Style) => readonly string[]): TextEdit[] {
  const style = styleAt(target)
  if (isAliased(target) || target.parent?.kind !== 'map' || isFlow(target.parent)) return refuse('no block goes here')
  return writeBelowKey(target, print(style), style)
}

/** The new value as text of one line, or undefined where it must be written as a block. */
function printInPlace(target: Value, value: Plain, style: Style, flow: boolean): string | undefined {
  if (typeof value !== 'object' || value === null) {
    const quoted = target.kind === 'scalar' && (target.style === 'single' || target.style === 'double')
    return printScalar(value, style, flow, quoted ? (target.style as 'single' | 'double') : undefined)
  }
  if (flow || isFlow(target)) return printFlow(value, style, quoteOfItems(target))
  return target.kind === 'seq' && Array.isArray(value) && value.length > 0 ? undefined : printInline(value, style)
}

const isBlock = (target: Value): target is Collection => target.kind !== 'scalar' && !isFlow(target)

const isLines = (target: Value): target is Collection =>
  isBlock(target) && (target.parent?.kind !== 'seq' || ownsLine(textOf(target), target.span.start))

function writeInline(target: Value, text: string, style: Style): TextEdit[] {
  const { start, end } = target.span
  if (isLines(target) && target.parent) {
    const at = slotOf(target)
    return [
      { start: at, end: at, newText: ` ${text}` },
      { ...linesOf(target), newText: '' },
    ]
  }
  if (isBlock(target)) return [withEnding(target, start, endOfValue(target), text, style)]
  if (start === end) return [{ ...emptySlot(target), newText: text === '' ? '' : `${missingColon(target)} ${text}` }]
  return [withEnding(target, start, end, text, style)]
}

/** A block scalar takes its line ending with it: what stands in its place gives it back. */
function withEnding(target: Value, start: number, end: number, newText: string, style: Style): TextEdit {
  const whole = end > start && textOf(target)[end - 1] === '\n'
  return { start, end, newText: whole ? closed(newText, style.eol) : newText }
}

function writeLines(target: Value, lines: readonly string[], style: Style): TextEdit[] {
  const text = textOf(target)
  if (isLines(target)) {
    const column = columnFor(target, lines, style)
    const { start, end } = linesOf(target)
    const last = end > start && text[end - 1] === '\n' ? style.eol : ''
    return [{ start, end, newText: indent(lines, column).join(style.eol) + last }]
  }
  if (target.parent?.kind === 'map') return writeBelowKey(target, lines, style)
  return writeBehindDash(target, lines, style)
}

/** The column of the block that is replaced; a map must stand deeper than its key, where a list need not. */
function columnFor(target: Collection, lines: readonly string[], style: Style): number {
  const column = columnOfChildren(target)
  const key = target.parent?.kind === 'map' ? columnOfChildren(target.parent) : -1
  return column > key || lines[0]?.startsWith('- ') ? column : key + style.step
}

/** `key: old # comment` becomes `key: # comment` with the lines below it. */
function writeBelowKey(target: Value, lines: readonly string[], style: Style): TextEdit[] {
  const text = textOf(target)
  const parent = target.parent as Collection
  const isList = lines[0]?.startsWith('- ') === true
  const block = indent(lines, columnOfChildren(parent) + (isList ? style.dash : style.step)).join(style.eol)
  const slot = slotOf(target)
  const { start, end } = target.span
  const after = lineAfter(text, end)
  if (end > start && text[end - 1] === '\n')
    return [{ start: slot, end, newText: style.eol + closed(block, style.eol) }]
  const cut = end > start ? [{ start: slot, end, newText: '' }] : []
  const open = after === text.length && text[after - 1] !== '\n'
  const newText = open ? style.eol + block : closed(block, style.eol)
  return [...cut, { start: after, end: after, newText }]
}

function writeBehindDash(target: Value, lines: readonly string[], style: Style): TextEdit[] {
  const text = textOf(target)
  const empty = target.span.start === target.span.end
  const { start, end } = empty ? emptySlot(target) : { start: target.span.start, end: endOfValue(target) }
  const lead = empty ? ' ' : ''
  const column = columnOf(text, start) + lead.length
  const newText = lead + [lines[0] ?? '', ...indent(lines.slice(1), column)].join(style.eol)
  return [withEnding(target, start, end, newText, style)]
}

/** Where the text of an empty value goes: behind its key, with the blanks that end the line. */
function emptySlot(target: Value): Span {
  if (!target.parent) return target.span
  const text = textOf(target)
  if (missingColon(target)) return target.span
  const start = slotOf(target)
  const end = lineEnd(text, start)
  return text.slice(start, end).trim() === '' ? { start, end } : { start, end: start }
}

/** `{ key }` stands for `{ key: null }`. */
function missingColon(target: Value): string {
  const holder = holderOf(target)
  if (!holder || !target.parent || !isFlow(target.parent)) return ''
  return textOf(target).slice(holder.key.span.end, target.span.start).includes(':') ? '' : ':'
}

/** All lines of a block, a line ending at the end of the text left to the line before. */
function linesOf(block: Collection): { start: number; end: number } {
  const text = textOf(block)
  return { start: lineStart(text, block.span.start), end: lineAfter(text, endOfValue(block)) }
}

/** Offset behind `key:` (or the dash), a tag and an anchor included: where a value on the same line begins. */
function slotOf(target: Value): number {
  const text = textOf(target)
  const from = openingOf(target)
  const line = text.slice(from, lineEnd(text, from))
  return from + (/^(?:[ \t]*[&!][^\s]*)*/.exec(line)?.[0].length ?? 0)
}

function openingOf(target: Value): number {
  const { parent } = target
  const text = textOf(target)
  if (parent?.kind === 'map') {
    const entry = holderOf(target)
    const colon = entry ? text.indexOf(':', entry.key.span.end) : -1
    return colon < 0 ? refuse('the colon was not found') : colon + 1
  }
  return parent ? headOf(parent, target) + 1 : refuse('the value stands below nothing')
}
