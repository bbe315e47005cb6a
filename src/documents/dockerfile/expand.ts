import { LONGEST_VALUE, removePattern, replacePattern } from './pattern'

/** What a variable is: its text, null when it is surely unset, undefined when nobody can say. */
export type Lookup = (name: string) => string | null | undefined

export interface Expansion {
  readonly value: string | undefined
  /** True where the text names a variable. */
  readonly expanded: boolean
}

const DEEPEST = 40

/** Takes quotes and escapes away and puts variables in, as Docker does for the words of FROM, ENV, COPY and the like. */
export function expandWord(text: string, escapeChar: string, lookup: Lookup): Expansion {
  if (!/[$'"\\`]/.test(text)) return { value: text, expanded: false }
  const expander = new Expander(text, escapeChar, lookup)
  const value = expander.run('', 0)
  return { value: value !== undefined && value.length > LONGEST_VALUE ? undefined : value, expanded: expander.expanded }
}

class Expander {
  expanded = false
  #at = 0

  constructor(
    readonly text: string,
    readonly escapeChar: string,
    readonly lookup: Lookup,
  ) {}

  /** Reads up to the unit `stop` (left unread) or the end; undefined as soon as one part is not known. */
  run(stop: string, depth: number): string | undefined {
    let out: string | undefined = ''
    while (this.#at < this.text.length && (stop === '' || this.text[this.#at] !== stop)) {
      const part = this.#part(depth)
      out = out === undefined || part === undefined ? undefined : out + part
    }
    return out
  }

  #part(depth: number): string | undefined {
    const unit = this.text[this.#at] as string
    if (unit === "'") return this.#single()
    if (unit === '"') return this.#double(depth)
    if (unit === '$') return this.#dollar(depth)
    this.#at++
    return unit === this.escapeChar ? (this.text[this.#at++] ?? '') : unit
  }

  #single(): string {
    const close = this.text.indexOf("'", this.#at + 1)
    const end = close < 0 ? this.text.length : close
    const out = this.text.slice(this.#at + 1, end)
    this.#at = end + 1
    return out
  }

  #double(depth: number): string | undefined {
    this.#at++
    let out: string | undefined = ''
    while (this.#at < this.text.length && this.text[this.#at] !== '"') {
      const part = this.#quoted(depth)
      out = out === undefined || part === undefined ? undefined : out + part
    }
    this.#at++
    return out
  }

  #quoted(depth: number): string | undefined {
    const unit = this.text[this.#at] as string
    if (unit === '$') return this.#dollar(depth)
    this.#at++
    if (unit !== this.escapeChar) return unit
    const next = this.text[this.#at++] ?? ''
    return next === '"' || next === '$' || next === this.escapeChar ? next : unit + next
  }

  #dollar(depth: number): string | undefined {
    this.#at++
    const braced = this.text[this.#at] === '{'
    const name = this.#name(braced ? this.#at + 1 : this.#at)
    if (name === '' && !braced) return '$'
    this.expanded = true
    this.#at += name.length + (braced ? 1 : 0)
    return braced ? this.#braced(name, depth) : (this.lookup(name) ?? undefined)
  }

  #name(from: number): string {
    const pattern = /[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]/y
    pattern.lastIndex = from
    return pattern.exec(this.text)?.[0] ?? ''
  }

  /** Behind `${NAME`: an operator and its operand, up to the closing brace. */
  #braced(name: string, depth: number): string | undefined {
    const operator = /^(?::?[-+?=]|##?|%%?|\/\/?)/.exec(this.text.slice(this.#at, this.#at + 2))?.[0] ?? ''
    this.#at += operator.length
    const from = this.#at
    const operand = depth < DEEPEST ? this.run('}', depth + 1) : this.#skip()
    const raw = this.text.slice(from, this.#at)
    const closed = this.text[this.#at] === '}'
    this.#at++
    if (!closed || name === '' || (operator === '' && raw !== '')) return undefined
    return operate(this.lookup(name), operator, operand, raw)
  }

  #skip(): undefined {
    this.#at = this.text.length
  }
}

/** `${V:-d}` and its kin on what V is. */
export function operate(
  value: string | null | undefined,
  operator: string,
  operand: string | undefined,
  raw: string,
): string | undefined {
  if (value === undefined) return undefined
  const empty = value === null || (operator.startsWith(':') && value === '')
  if (/[-=]$/.test(operator)) return empty ? operand : value
  if (operator.endsWith('+')) return empty ? '' : operand
  return empty ? undefined : transform(value, operator, operand, raw)
}

function transform(value: string, operator: string, operand: string | undefined, raw: string): string | undefined {
  if (operator === '' || operator.endsWith('?')) return value
  if (operator.startsWith('/')) return replaceIn(value, operator, raw)
  return operand === undefined ? undefined : removePattern(value, operator, operand)
}

function replaceIn(value: string, operator: string, raw: string): string | undefined {
  const slash = raw.indexOf('/')
  if (/["'$\\`]/.test(raw)) return undefined
  return slash < 0
    ? replacePattern(value, operator, raw, '')
    : replacePattern(value, operator, raw.slice(0, slash), raw.slice(slash + 1))
}
