/** What a variable is. undefined: no file of the project says it, so it may come from the shell. */
export type Lookup = (name: string) => string | undefined

export interface Interpolated {
  /** undefined where a variable is not known or the expression is malformed. */
  readonly value: string | undefined
  /** True where the text names a variable, known or not. */
  readonly interpolated: boolean
}

/** Expressions may stand inside each other's defaults; deeper ones are taken as not known. */
const DEPTH_LIMIT = 50
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y
const OPERATOR = /:?[-?+]/y

/**
 * Resolves `$NAME`, `${NAME}`, `${NAME:-default}` and its kin as Compose does. `$$` is a dollar; a dollar before anything
 * else stays. A default counts as the value where no file sets the variable, although the shell might.
 */
export function interpolate(text: string, lookup: Lookup): Interpolated {
  if (!text.includes('$')) return { value: text, interpolated: false }
  const scanner = new Scanner(text, lookup)
  const value = scanner.read(text.length, 0)
  return { value, interpolated: scanner.named }
}

class Scanner {
  named = false
  #at = 0

  constructor(
    readonly text: string,
    readonly lookup: Lookup,
  ) {}

  read(end: number, depth: number): string | undefined {
    let out: string | undefined = ''
    while (this.#at < end) {
      const dollar = this.text.indexOf('$', this.#at)
      const stop = dollar < 0 || dollar >= end ? end : dollar
      const plain = this.text.slice(this.#at, stop)
      this.#at = stop
      const value = stop < end ? this.#expression(end, depth) : ''
      out = join(out, plain, value)
    }
    return out
  }

  /** Stands on a dollar. */
  #expression(end: number, depth: number): string | undefined {
    const next = this.text[this.#at + 1]
    if (next === '$' && this.#at + 1 < end) return this.#skip(2, '$')
    if (next === '{' && this.#at + 1 < end) return this.#braced(end, depth)
    const name = this.#match(NAME, this.#at + 1, end)
    if (!name) return this.#skip(1, '$')
    this.named = true
    return this.#skip(1 + name.length, this.lookup(name))
  }

  #braced(end: number, depth: number): string | undefined {
    this.named = true
    const start = this.#at + 2
    const close = closing(this.text, start, end)
    const name = this.#match(NAME, start, end)
    const operator = name && this.#match(OPERATOR, start + name.length, end)
    const rest = start + (name?.length ?? 0) + (operator?.length ?? 0)
    if (close < 0 || !name || depth > DEPTH_LIMIT || (!operator && rest !== close)) return this.#give(end, undefined)
    this.#at = rest
    const word = operator ? this.read(close, depth + 1) : undefined
    return this.#give(close + 1, resolve(this.lookup(name), operator, word))
  }

  #match(pattern: RegExp, at: number, end: number): string | undefined {
    pattern.lastIndex = at
    return at < end ? pattern.exec(this.text)?.[0] : undefined
  }

  #skip(length: number, value: string | undefined): string | undefined {
    return this.#give(this.#at + length, value)
  }

  #give(at: number, value: string | undefined): string | undefined {
    this.#at = at
    return value
  }
}

function resolve(value: string | undefined, operator: string | undefined, word: string | undefined) {
  if (!operator) return value
  const given = operator.startsWith(':') ? value || undefined : value
  if (operator.endsWith('-')) return given ?? word
  if (operator.endsWith('?')) return given
  if (given !== undefined) return word
  return value === undefined ? undefined : ''
}

/** Where the brace that opened before `start` closes; -1 where it does not, or not on its line. */
function closing(text: string, start: number, end: number): number {
  let open = 1
  for (let i = start; i < end; i++) {
    const char = text[i]
    if (char === '\n') return -1
    if (char === '{') open++
    if (char === '}' && --open === 0) return i
  }
  return -1
}

const join = (left: string | undefined, plain: string, right: string | undefined): string | undefined =>
  left === undefined || right === undefined ? undefined : left + plain + right
