import type { Plain } from '../ops'
import { indent } from './lines'

/** How a file is written, as far as printing needs it. */
export interface Style {
  readonly json: boolean
  readonly eol: string
  /** Columns from a key to the keys below it. */
  readonly step: number
  /** Columns from a key to the dashes below it. */
  readonly dash: number
  /** What stands inside the braces of a flow map: `' '` or nothing. */
  readonly pad: string
}

export type Quote = 'single' | 'double' | undefined

type PlainMap = { readonly [key: string]: Plain }

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value)
const isMap = (value: Plain): value is PlainMap => typeof value === 'object' && value !== null && !isList(value)

/** Texts that a YAML 1.1 or 1.2 reader takes for something else. */
const NOT_A_STRING =
  /^(?:~|null|true|false|yes|no|on|off|y|n|[-+]?(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:e[-+]?\d+)?|0[xob][\da-f_]+|[-+]?\d[\d_]*(?::\d+)+(?:\.\d*)?|\d{4}-\d\d?-\d\d?.*|[-+]?\.(?:inf|nan)|<<|=)$/i

const PLAIN = /^[\p{L}\p{N}_./$\\(+][^\p{C}\p{Zl}\p{Zp}]*$/u

/** True when the text can stand without quotes. */
export function needsNoQuotes(text: string, flow: boolean): boolean {
  if (NOT_A_STRING.test(text) || !PLAIN.test(text) || / #|: |[\s:]$/.test(text)) return false
  return !flow || !/[,{}[\]]/.test(text)
}

export function printScalar(
  value: string | number | boolean | null,
  style: Style,
  flow: boolean,
  quote?: Quote,
): string {
  if (typeof value !== 'string') return String(value)
  if (style.json) return JSON.stringify(value)
  if (quote === 'single' && /^[^\n\r\t]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`
  return !quote && needsNoQuotes(value, flow) ? value : JSON.stringify(value)
}

export const printKey = (key: string, style: Style, flow: boolean): string => printScalar(key, style, flow)

/** `{ a: 1 }`, `[a, b]`, or a scalar. `quote` is used for the texts of a list. */
export function printFlow(value: Plain, style: Style, quote?: Quote): string {
  if (isList(value)) return `[${value.map((item) => printFlow(item, style, quote)).join(', ')}]`
  if (!isMap(value)) return printScalar(value, style, true, quote)
  const entries = Object.entries(value).map(([key, inner]) => printFlowEntry(key, inner, style))
  return entries.length > 0 ? `{${style.pad}${entries.join(', ')}${style.pad}}` : '{}'
}

export const printFlowEntry = (key: string, value: Plain, style: Style): string =>
  `${printKey(key, style, true)}: ${printFlow(value, style)}`

const LONGEST_FLOW = 72

/** The value as one line where it can be written so in a block: scalars, empty values and short lists of scalars. */
export function printInline(value: Plain, style: Style): string | undefined {
  if (!isList(value) && !isMap(value)) return printScalar(value, style, false)
  const scalars = isList(value) ? value.every((item) => !isList(item) && !isMap(item)) : Object.keys(value).length === 0
  const text = scalars ? printFlow(value, style) : undefined
  return text !== undefined && text.length <= LONGEST_FLOW ? text : undefined
}

/** Lines of a block value; the first stands at column 0. */
export function printBlock(value: Plain, style: Style): string[] {
  if (isList(value) && value.length > 0) return value.flatMap((item) => printItem(item, style))
  if (!isMap(value)) return [printInline(value, style) ?? printFlow(value, style)]
  const lines = Object.entries(value).flatMap(([key, inner]) => printEntry(key, inner, style))
  return lines.length > 0 ? lines : ['{}']
}

export function printItem(value: Plain, style: Style, quote?: Quote): string[] {
  const inline = typeof value === 'string' ? printScalar(value, style, false, quote) : printInline(value, style)
  const [first = '', ...rest] = inline === undefined ? printBlock(value, style) : [inline]
  return [`- ${first}`, ...indent(rest, 2)]
}

export function printEntry(key: string, value: Plain, style: Style): string[] {
  const name = printKey(key, style, false)
  const inline = printInline(value, style)
  if (inline !== undefined) return [`${name}: ${inline}`]
  return [`${name}:`, ...indent(printBlock(value, style), isList(value) ? style.dash : style.step)]
}
