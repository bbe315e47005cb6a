import { type Span, span } from '../../text'
import type { SourceFile } from '../source'
import { interpolate, type Lookup } from './interpolate'

export interface EnvFileVariable {
  readonly name: string
  /** undefined: taken from the shell (`NAME` alone), or made of variables that are not known. */
  readonly value: string | undefined
  readonly nameSpan: Span
  /** With quotes. */
  readonly valueSpan: Span
  readonly interpolated: boolean
}

export interface EnvFile {
  readonly file: SourceFile
  readonly variables: readonly EnvFileVariable[]
  /** True where a line is malformed: Compose refuses the whole file; what stands before it is read. */
  readonly broken: boolean
}

const GAP = /(?:\s|\uFEFF|#[^\n]*)*/y
const KEY = /((?:export[ \t]+)?)([\p{L}\p{N}_.[\]-]+)[ \t\r\v\f]*(=|:|(?=\n)|$)[ \t\r\v\f]*/uy
const UNQUOTED = /[^\n]*/y
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
}

/** Reads `.env` and `env_file` files as Compose's own reader does. `lookup` answers for variables that the file itself does not set. */
export function readEnvFile(file: SourceFile, lookup: Lookup = () => undefined): EnvFile {
  const variables: EnvFileVariable[] = []
  const known = new Map<string, string | undefined>()
  const within: Lookup = (name) => (known.has(name) ? known.get(name) : lookup(name))
  let at = 0
  for (;;) {
    at += match(GAP, file.text, at)?.[0].length ?? 0
    if (at >= file.text.length) return { file, variables, broken: false }
    const variable = readVariable(file.text, at, within)
    if (!variable) return { file, variables, broken: true }
    variables.push(variable)
    known.set(variable.name, variable.value)
    at = variable.valueSpan.end
  }
}

function readVariable(text: string, at: number, lookup: Lookup): EnvFileVariable | undefined {
  const key = match(KEY, text, at)
  const name = key?.[2]
  if (!key || !name) return undefined
  const nameStart = at + (key[1]?.length ?? 0)
  const nameSpan = span(nameStart, nameStart + name.length)
  const start = at + key[0].length
  const written = key[3] ? readValue(text, start, lookup) : { value: lookup(name), length: 0, interpolated: false }
  if (!written) return undefined
  const { value, interpolated, length } = written
  return { name, value, interpolated, nameSpan, valueSpan: span(start, start + length) }
}

interface Written {
  readonly value: string | undefined
  readonly length: number
  readonly interpolated: boolean
}

function readValue(text: string, at: number, lookup: Lookup): Written | undefined {
  const quote = text[at]
  if (quote === "'" || quote === '"') {
    const end = closingQuote(text, at + 1, quote)
    if (end < 0) return undefined
    const inner = text.slice(at + 1, end)
    const length = end + 1 - at
    if (quote === '"') return { ...interpolate(unescaped(inner), lookup), length }
    return { value: inner.replaceAll("\\'", "'"), length, interpolated: false }
  }
  const line = match(UNQUOTED, text, at)?.[0] ?? ''
  const value = (line.split(' #', 1)[0] ?? '').trimEnd()
  // The rest of the line is a comment, which the gap before the next key takes.
  return { ...interpolate(value, lookup), length: value.length }
}

function closingQuote(text: string, at: number, quote: string): number {
  for (let i = at; i < text.length; i++) {
    if (text[i] === quote) return i
    if (text[i] === '\\') i++
  }
  return -1
}

const unescaped = (text: string): string =>
  text.replace(/\\([abfnrtv"\\$])/g, (_, char: string) => (char === '$' ? '$$' : (ESCAPES[char] ?? char)))

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}
