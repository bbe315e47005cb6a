import type { ParameterExpansionPart, Word, WordPart } from 'unbash'
import { type Lookup, operate } from './expand'
import { LONGEST_VALUE } from './pattern'

/**
 * What the shell makes of a word: quotes away, variables put in; undefined when a part of it is not known or it becomes several words.
 * `whole`: an assignment's value, which is not split.
 */
export function wordValue(word: Word, lookup: Lookup, whole = false): string | undefined {
  if (!word.parts) return word.value
  const value = join(word.parts, lookup, whole)
  if (value === undefined || value.length > LONGEST_VALUE) return undefined
  return value === '' && !whole && !isQuoted(word) ? undefined : value
}

/** True where quotes or escapes keep the shell's hands off a part of it. */
export const isQuoted = (word: Word): boolean => (word.parts ? word.parts.some(isQuotedPart) : word.text !== word.value)

const isQuotedPart = ({ type, text, ...part }: WordPart): boolean =>
  type === 'DoubleQuoted' ||
  type === 'SingleQuoted' ||
  type === 'AnsiCQuoted' ||
  type === 'LocaleString' ||
  (type === 'Literal' && 'value' in part && part.value !== text)

function join(parts: readonly WordPart[], lookup: Lookup, quoted: boolean): string | undefined {
  let out = ''
  for (const part of parts) {
    const value = partValue(part, lookup, quoted)
    if (value === undefined) return undefined
    out += value
  }
  return out
}

function partValue(part: WordPart, lookup: Lookup, quoted: boolean): string | undefined {
  switch (part.type) {
    case 'Literal':
    case 'Glob':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return part.value
    case 'DoubleQuoted':
    case 'LocaleString':
      return join(part.parts, lookup, true)
    case 'ExtendedGlob':
      return part.text
    case 'SimpleExpansion':
      return oneWord(lookup(part.text.slice(1)) ?? undefined, quoted)
    case 'ParameterExpansion':
      return oneWord(parameterValue(part, lookup), quoted)
    default:
      return undefined
  }
}

/** Without quotes the shell splits a value at its blanks: it is no longer this one word. */
const oneWord = (value: string | undefined, quoted: boolean): string | undefined =>
  value !== undefined && !quoted && /\s/.test(value) ? undefined : value

function parameterValue(part: ParameterExpansionPart, lookup: Lookup): string | undefined {
  const { parameter, operation } = part
  if (part.prefix || part.index || !/^[A-Za-z_]\w*$/.test(parameter)) return undefined
  const value = lookup(parameter)
  if (!operation) return operate(value, '', '', '')
  if (operation.type === 'Default' || operation.type === 'Remove') {
    return operate(value, operation.operator, wordText(operation.operand, lookup), '')
  }
  if (operation.type !== 'Replace' || !/^\/\/?$/.test(operation.operator)) return undefined
  const pattern = plainText(operation.pattern)
  const replacement = plainText(operation.replacement)
  if (pattern === undefined || replacement === undefined) return undefined
  return operate(value, operation.operator, '', `${pattern}/${replacement}`)
}

/** An operand may be empty: `${V:-}`. */
const wordText = (word: Word, lookup: Lookup): string | undefined =>
  word.parts ? join(word.parts, lookup, true) : word.value

const plainText = (word: Word | undefined): string | undefined =>
  !word ? '' : word.parts || word.text !== word.value || word.value.includes('/') ? undefined : word.value
