import type { SourceFile } from '../../documents/source'
import type { Span } from '../../text'
import { flowPlace } from './yaml-flow'
import { blanks, type Mark, marksAbove, readLine, valueStart } from './yaml-lines'

/** A place in a YAML text where something is being written. */
export interface YamlPlace {
  /** The keys that it lies under, with `-` for an item of a list: `services/a/devices/-`. */
  readonly path: string
  /** The marks of that path, without those in brackets. */
  readonly marks: readonly Mark[]
  /** `key`: where a key may begin. */
  readonly role: 'value' | 'key'
  /** From the beginning of the word, without its quote, to the cursor. */
  readonly typed: string
  /** The word with what stands of it behind the cursor. */
  readonly span: Span
  readonly quoted: boolean
  /** In brackets, where a comma ends a word. */
  readonly flow: boolean
  /** The blank that is missing behind a colon or a dash. */
  readonly lead: string
}

/** Reads the lines above by their indentation: the text need not be whole. */
export function yamlPlace({ text, lines }: SourceFile, offset: number): YamlPlace | undefined {
  const from = lines.lineStart(lines.positionAt(offset).line)
  const before = text.slice(from, offset)
  if (/(?:^|\s)#/.test(before.replace(/"[^"]*"|'[^']*'/g, ''))) return undefined
  const { marks, rest } = readLine(before)
  const start = valueStart(before, rest)
  const flow = /^[[{]/.test(before.slice(start)) ? flowPlace(before.slice(start)) : 'none'
  if (!flow) return undefined
  const all = [...marksAbove(linesBefore(text, from), marks[0] ?? { column: start, name: '' }), ...marks]
  const names = [...all.map(({ name }) => name), ...(flow === 'none' ? [] : flow.names)]
  const word = flow === 'none' ? start : blanks(before, start + flow.start)
  const role = flow === 'none' ? (marks.length > 0 ? 'value' : 'key') : flow.role
  return { path: names.join('/'), marks: all, flow: flow !== 'none', role, ...wordAt(text, from + word, offset) }
}

const linesBefore = (text: string, offset: number): readonly string[] =>
  text
    .slice(0, offset)
    .split(/\r\n|\n|\r/)
    .slice(0, -1)

function wordAt(text: string, begin: number, offset: number) {
  const quoted = offset > begin && /^["']/.test(text.slice(begin, offset))
  const start = quoted ? begin + 1 : begin
  const behind = /[^\s"',\]}]*/y
  behind.lastIndex = offset
  const end = offset + (behind.exec(text)?.[0].length ?? 0)
  const lead = start === offset && /[:-]/.test(text[offset - 1] ?? '') ? ' ' : ''
  return { typed: text.slice(start, offset), span: { start, end }, quoted, lead }
}
