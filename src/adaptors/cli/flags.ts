import { parseArgs } from 'node:util'
import { didYouMean, UsageError } from './usage'

export interface Flag {
  readonly type: 'boolean' | 'string'
  readonly short?: string
  readonly multiple?: boolean
}

export type Flags = Readonly<Record<string, Flag>>

export interface Parsed {
  readonly words: readonly string[]
  has(name: string): boolean
  /** The last value given. */
  value(name: string): string | undefined
  values(name: string): readonly string[]
}

/**
 * Reads the arguments behind a command.
 * @throws UsageError naming the flag that does not exist, lacks its value or takes none
 */
export function parseFlags(args: readonly string[], flags: Flags): Parsed {
  const { tokens } = parseArgs({ args: [...args], options: { ...flags }, strict: false, tokens: true })
  const words: string[] = []
  const given = new Map<string, (string | undefined)[]>()
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    judge(token, flags)
    given.set(token.name, [...(given.get(token.name) ?? []), token.value])
  }
  const values = (name: string) => (given.get(name) ?? []).filter((value) => value !== undefined)
  return { words, has: (name) => given.has(name), values, value: (name) => values(name).at(-1) }
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}

function judge({ name, rawName, value, inlineValue }: OptionToken, flags: Flags): void {
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined
  const names = Object.keys(flags).map((known) => `--${known}`)
  if (!flag) throw new UsageError(`There is no flag ${rawName}.${didYouMean(rawName, names)}`)
  const swallowed = !inlineValue && value !== undefined && value.startsWith('--')
  if (flag.type === 'string' && (value === undefined || swallowed)) throw new UsageError(`${rawName} needs a value.`)
  if (flag.type === 'boolean' && value !== undefined) throw new UsageError(`${rawName} takes no value.`)
}

/**
 * One of a few words.
 * @throws UsageError naming the flag and what it takes
 */
export function oneOf<T extends string>(flag: string, word: string, words: readonly T[]): T {
  const found = words.find((known) => known === word)
  if (found !== undefined) return found
  throw new UsageError(`${flag} takes ${words.join(', ')}, not "${word}".${didYouMean(word, words)}`)
}

export const colorFlags: Flags = { color: { type: 'boolean' }, 'no-color': { type: 'boolean' } }

export const colorFlag = (flags: Parsed): boolean | undefined =>
  flags.has('no-color') ? false : flags.has('color') ? true : undefined
