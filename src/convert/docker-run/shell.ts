/** Stands for a variable that the shell fills in; these letters mean nothing and stand in no file. */
const [OPEN, CLOSE] = ['\uE000', '\uE001']
const VARIABLE = new RegExp(`${OPEN}(\\w+)${CLOSE}`)
const VARIABLES = new RegExp(VARIABLE.source, 'g')

/** A part of a word that the shell replaces by the value of a variable. */
export const variable = (name: string): string => OPEN + name + CLOSE

export const variablesIn = (word: string): readonly string[] =>
  [...word.matchAll(VARIABLES)].map(([, name]) => name ?? '')

/** Nothing in it means anything to a POSIX shell, wherever in a word it stands. */
const PLAIN = /^[\w@%+=:,./-]+$/

/** A word as a POSIX shell must be given it, quoted only where it must be. */
export function quote(word: string): string {
  const parts = word.split(VARIABLE)
  if (parts.length === 1) return quoteText(word)
  const texts = parts.filter((_, i) => i % 2 === 0)
  // An interactive bash replaces `!` within double quotes.
  if (texts.some((text) => text.includes('!'))) return apart(parts)
  const inside = parts.map((part, i) => (i % 2 === 0 ? escaped(part) : named(part, parts[i + 1] ?? '')))
  return `"${inside.join('')}"`
}

const quoteText = (text: string): string => (PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)

const escaped = (text: string): string => text.replace(/[\\"$`]/g, (char) => `\\${char}`)

const named = (name: string, next: string): string => (/^\w/.test(next) ? `\${${name}}` : `$${name}`)

const apart = (parts: readonly string[]): string =>
  parts.map((part, i) => (i % 2 === 1 ? `"$${part}"` : part === '' ? '' : quoteText(part))).join('')

/** Blanks, texts in quotes, an escaped letter, what the library keeps whole, an operator, and any other letter. */
const TOKEN =
  /(?<blank>[ \t\r\n]+)|'(?<single>[^']*)'|"(?<double>(?:\\[\s\S]|[^"\\])*)"|\\(?<letter>[\s\S])|(?<operator>[;&|<>])|(?<whole>`[^`]*`|\$\([^)]*\)|[^"'\\`()])/y

/**
 * The words of `command` or `entrypoint` written as one text, as Compose splits it (github.com/mattn/go-shellwords, without
 * variables and backticks): it stops at an operator.
 * @returns undefined for one that Compose refuses
 */
export function splitWords(text: string): { readonly words: readonly string[]; readonly stop: string } | undefined {
  const words: string[] = []
  let fresh = true
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at
    const token = TOKEN.exec(text)?.groups
    if (!token) return undefined
    if (token.operator) return { words, stop: text.slice(at) }
    if (!token.blank) words.push((fresh ? '' : (words.pop() ?? '')) + meaning(token))
    fresh = token.blank !== undefined
  }
  return { words, stop: '' }
}

function meaning({ single, double, letter, whole }: Readonly<Record<string, string | undefined>>): string {
  return letter ?? single ?? double?.replace(/\\([\s\S])/g, '$1') ?? whole ?? ''
}
