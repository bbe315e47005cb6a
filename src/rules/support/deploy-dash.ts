import type { Entry, MapValue, SeqValue, Value } from '../../documents/tree'
import type { Op } from '../../edits/ops'

/** Column of an offset in its line. */
const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1)

const insertion = (value: Value, at: number, text: string): Op => ({
  op: 'replace',
  file: value.file,
  span: { start: at, end: at },
  text,
})

/** Makes a map the only item of a list, byte for byte: `- ` before its first key, two blanks before its other lines. */
export function dashOps(map: MapValue): readonly Op[] {
  if (isElsewhere(map)) return []
  if (map.flow) return [insertion(map, map.span.start, '['), insertion(map, map.span.end, ']')]
  return inItem(map, map.entries.filter(isOwn), '- ')
}

/** Makes entries the first item of a new `devices` list in their map. */
export function wrapOps(map: MapValue, entries: readonly Entry[], head: string): readonly Op[] {
  const [first, last] = [entries[0], entries.at(-1)]
  if (!first || !last || isElsewhere(map) || !entries.every(isOwn) || !inOneRun(map, entries)) return []
  if (map.flow)
    return head === '' ? [] : [insertion(map, first.key.span.start, `${head} [{`), insertion(map, last.span.end, '}]')]
  const text = map.file.textWithLf
  const lead = head === '' ? '' : head + map.file.eol + ' '.repeat(columnOf(text, first.key.span.start))
  return inItem(map, entries, `${lead}- `)
}

/** Joins the items of a list into one, by taking away every dash but the first. */
export function joinOps(list: SeqValue, items: readonly MapValue[]): readonly Op[] {
  if (isElsewhere(list) || list.flow || items.some((item) => item.flow || item.via)) return []
  const text = list.file.textWithLf
  const column = columnOf(text, items[0]?.span.start ?? 0)
  const rest = items.slice(1)
  if (rest.some((item) => columnOf(text, item.span.start) !== column || dashOf(text, item) === undefined)) return []
  return rest.map((item): Op => {
    const start = dashOf(text, item) ?? item.span.start
    return { op: 'replace', file: list.file, span: { start, end: start + 1 }, text: ' ' }
  })
}

/** The dash in front of an item on its own line. */
function dashOf(text: string, item: MapValue): number | undefined {
  const before = text.slice(text.lastIndexOf('\n', item.span.start - 1) + 1, item.span.start)
  return /^\s*-\s+$/.test(before) ? item.span.start - before.length + before.indexOf('-') : undefined
}

const isOwn = ({ merged, value }: Entry): boolean => !merged && !isBlockText(value)
/** Blanks in front of the lines of a block text are part of it. */
const isBlockText = (value: Value): boolean => value.kind === 'scalar' && value.style === 'block'
const isElsewhere = (value: Value): boolean =>
  value.via !== undefined || (value.parent ? isElsewhere(value.parent) : false)

/** True when no other entry of the map stands between these. */
function inOneRun(map: MapValue, entries: readonly Entry[]): boolean {
  const from = map.entries.indexOf(entries[0] as Entry)
  return entries.every((entry, i) => map.entries[from + i] === entry)
}

function inItem(map: MapValue, entries: readonly Entry[], lead: string): readonly Op[] {
  const [first, last] = [entries[0], entries.at(-1)]
  if (!first || !last) return []
  const text = map.file.textWithLf
  const lines = [...text.slice(0, last.span.end).matchAll(/\n(?=[^\r\n])/g)].map(({ index }) => index + 1)
  const below = lines.filter((at) => at > first.key.span.start && at < last.span.end)
  return [insertion(map, first.key.span.start, lead), ...below.map((at) => insertion(map, at, '  '))]
}
