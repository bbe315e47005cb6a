import type { Value } from '../../documents/tree'
import { textInstead } from './fixes'
import { type Mistake, secondOf } from './reduce'

/** In the order in which they are told. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true, false',
  array: 'a list',
  object: 'a map',
  null: 'nothing',
}

/** "a text, a list or nothing" */
export const oneOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

const accepted = (types: readonly string[]): string =>
  oneOf(
    Object.entries(TYPES)
      .filter(([type]) => types.includes(type) && !(type === 'integer' && types.includes('number')))
      .flatMap(([, words]) => words.split(', ')),
  )

/** The value as the user wrote it, cut where it is long. */
function found(value: Value): string {
  if (value.kind === 'map') return 'a map'
  if (value.kind === 'seq') return 'a list'
  if (value.value === null) return 'empty'
  const text = value.source.replace(/\s+/g, ' ').trim()
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

/** The sentence of a mistake that is no unknown key; undefined for keywords that have none. */
export function sentence(mistake: Mistake, value: Value, name: string, refuses: string): string | undefined {
  const { error, types } = mistake
  const { params } = error
  const is = `${name} is ${found(value)}. ${refuses}: it must be`
  switch (error.keyword) {
    case 'type':
      return `${is} ${accepted(types)}. ${advice(types, value)}`
    case 'enum':
      return `${is} ${oneOf((params.allowedValues as unknown[]).map(String))}. Write one of these.`
    case 'pattern':
      return `${name} is ${found(value)}. ${refuses}: it must match ${params.pattern}. Correct the value.`
    case 'minimum':
    case 'maximum':
      return `${is} ${error.keyword === 'minimum' ? 'at least' : 'at most'} ${params.limit}. Correct the value.`
    case 'required':
      return `${name} has no "${params.missingProperty}". ${refuses} without it. Add the key.`
    case 'uniqueItems':
      return `Item ${secondOf(params) + 1} of ${name} stands there twice. ${refuses}. Remove one of the two.`
    default:
      return undefined
  }
}

function advice(types: readonly string[], value: Value): string {
  const text = textInstead(types, value)
  if (text !== undefined) return `Write "${text}".`
  if (value.kind === 'scalar' && value.value === null) return 'Give it a value or remove it.'
  if (types.includes('array')) return 'Write it as a list.'
  return types.includes('object') ? 'Write it as a map.' : 'Correct the value.'
}

/** What is known about an unknown key: the key that was probably meant, and whether the place holds names of the user. */
interface Unknown {
  readonly near: string | undefined
  readonly named: boolean
}

/** The sentence of an unknown key. */
export function unknownKey(key: string, place: string, { near, named }: Unknown, refuses: string): string {
  if (named)
    return `"${key}" is no name that is allowed in ${place}. ${refuses}. Use letters, digits, ".", "_" and "-" only.`
  const where = place === '' ? 'at the top level' : `in ${place}`
  const what = near ? `Write "${near}".` : 'Correct it, move it to where it belongs, or remove it.'
  return `"${key}" is no key that is allowed ${where}. ${refuses}. ${what}`
}
