import type { Entry, MapValue, Value } from '../../documents/tree'
import { toPlain } from '../../documents/tree'
import type { Plain } from '../ops'
import { columnOf, dedent, indent, lineEnd } from './lines'
import { endOf, isAliased, isFlow, textOf } from './place'
import { printEntry, printFlowEntry, printKey, type Style } from './print'
import { refuse } from './refuse'

/** Something to write into a collection, in either form. Lines that end with a block scalar have an empty one at the end. */
export interface Addition {
  readonly block: (style: Style) => readonly string[]
  readonly flow: (style: Style) => string
}

/** Where a moved entry goes: into a map or below an empty value, with the keys that are still missing on the way. */
export interface Destination {
  readonly place: Value
  readonly missing: readonly string[]
}

export function destinationOf(into: MapValue, path: readonly string[]): Destination {
  let place: Value = into
  for (const [i, name] of path.entries()) {
    const next: Value | undefined = place.kind === 'map' ? place.get(name) : undefined
    if (place.kind === 'map' && !next) return { place, missing: path.slice(i) }
    if (!next || isAliased(next)) return refuse('the way leads through a value written elsewhere')
    place = next
    if (place.kind === 'scalar' && place.value === null) return { place, missing: path.slice(i + 1) }
  }
  return place.kind === 'map' ? { place, missing: [] } : refuse('no map to move it into')
}

export const entryOf = (key: string, value: Plain): Addition => ({
  block: (style) => printEntry(key, value, style),
  flow: (style) => printFlowEntry(key, value, style),
})

/** The entry as it is written, comments included, under another key where one is given. */
export function movedEntry(map: MapValue, entry: Entry, key: string, missing: readonly string[]): Addition {
  return {
    block: (style) => wrapBlock(missing, movedLines(map, entry, key, style), style),
    flow: (style) => wrapFlow(missing, movedFlow(map, entry, key, style), style),
  }
}

const wrapBlock = (missing: readonly string[], lines: readonly string[], style: Style): readonly string[] =>
  missing.reduceRight((inner, name) => [`${printKey(name, style, false)}:`, ...indent(inner, style.step)], lines)

const wrapFlow = (missing: readonly string[], text: string, style: Style): string =>
  missing.reduceRight((inner, name) => `${printKey(name, style, true)}: {${style.pad}${inner}${style.pad}}`, text)

function movedLines(map: MapValue, entry: Entry, key: string, style: Style): readonly string[] {
  const flow = isFlow(map)
  const text = textOf(map)
  const { start, end } = entry.key.span
  const last = endOf(entry)
  const until = flow || text[last - 1] === '\n' ? last : lineEnd(text, last)
  const source = newKey(entry, key, style, flow) + text.slice(end, until)
  const [first = '', ...rest] = source.split(/\r?\n/)
  return [first, ...dedent(rest, columnOf(text, start), flow ? style.step : 0)]
}

const newKey = (entry: Entry, key: string, style: Style, flow: boolean): string =>
  String(entry.key.value) === key ? entry.key.source : printKey(key, style, flow)

function movedFlow(map: MapValue, entry: Entry, key: string, style: Style): string {
  const { end } = entry.key.span
  if (isFlow(map)) return newKey(entry, key, style, true) + textOf(map).slice(end, endOf(entry))
  const text = textOf(map).slice(end, lineEnd(textOf(map), endOf(entry)))
  // A block has to be printed anew: what the plain value does not hold would be lost.
  if (/[#&*!|>]/.test(text)) return refuse('a block with comments, anchors or tags does not fit into a flow map')
  return printFlowEntry(key, toPlain(entry.value) as Plain, style)
}
