type Json = Record<string, unknown>
export type Words = Readonly<Record<string, string>>

/** Keys of the manifest whose text people read. */
const READ = /^(title|shortTitle|description|markdownDescription|enumDescriptions|label|contents|altText)$/

/** What names an entry of a list better than its number. */
const NAMES = ['command', 'id', 'type', 'name', 'view'] as const

/** Moves the sentences of the manifest into the file that translators copy, package.nls.json. Names stay. */
export function moveWords(manifest: Json, known: Words): Words {
  const words: Record<string, string> = {}
  const move = (text: string, key: string): string => {
    if (text === manifest.displayName) return text
    const used = /^%(.+)%$/.exec(text)?.[1]
    const sentence = used === undefined ? text : known[used]
    if (sentence === undefined) throw new Error(`package.nls.json lacks ${used}`)
    words[used ?? key] = sentence
    return `%${used ?? key}%`
  }
  for (const part of ['capabilities', 'contributes']) walk(manifest[part], part, move)
  return words
}

type Move = (text: string, key: string) => string

function walk(value: unknown, key: string, move: Move): void {
  if (Array.isArray(value)) for (const [i, item] of value.entries()) walk(item, `${key}.${nameOf(item, i)}`, move)
  else if (isObject(value)) for (const name of Object.keys(value)) visit(value, name, `${key}.${name}`, move)
}

function visit(object: Json, name: string, key: string, move: Move): void {
  const value = object[name]
  if (READ.test(name) && typeof value === 'string') object[name] = move(value, short(key))
  else if (READ.test(name) && Array.isArray(value))
    object[name] = value.map((text, i) => move(String(text), `${short(key)}.${i}`))
  else walk(value, key, move)
}

const nameOf = (item: unknown, i: number): string =>
  String(isObject(item) ? (NAMES.map((name) => item[name]).find(Boolean) ?? i) : i)

/** The path without the steps that all settings and commands share. */
const short = (key: string): string => key.replace(/^contributes\./, '').replace(/(gpuCompose|properties)\./g, '')

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
