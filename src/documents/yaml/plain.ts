/** No null, truth value or number begins otherwise: such a word needs no look at their patterns. */
const CANDIDATE = /^[-+.~\dfntFNT]/
const NUMBER = /^(?:[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[\da-fA-F]+)$/
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/

const words: ReadonlyMap<string, null | boolean | number> = new Map<string, null | boolean | number>([
  ...['~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
])

/** The value of a plain scalar by the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema). */
export function plainValue(text: string): string | number | boolean | null {
  if (!CANDIDATE.test(text)) return text
  const word = words.get(text)
  if (word !== undefined) return word
  if (NUMBER.test(text)) return Number(text)
  return INFINITE.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : text
}
