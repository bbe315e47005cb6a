/** What a YAML printer takes. A key whose value is undefined is left out. */
export type Yaml = string | number | boolean | null | readonly Yaml[] | { readonly [key: string]: Yaml | undefined }

type YamlMap = { readonly [key: string]: Yaml | undefined }

/** Texts that a YAML 1.1 or 1.2 reader takes for something else. */
const OTHER =
  /^(?:~|null|true|false|yes|no|on|off|y|n|[-+]?\.?\d[\d_.:]*(?:e[-+]?\d+)?|0[xob][\da-f_]+|\d{4}-\d\d?-\d\d?.*|<<|=)$/i
const PLAIN = /^[A-Za-z0-9_./$][^\n\r\t"'`]*$/

const isList = (value: Yaml): value is readonly Yaml[] => Array.isArray(value)
const isMap = (value: Yaml): value is YamlMap => typeof value === 'object' && value !== null && !isList(value)
const isScalar = (value: Yaml): boolean => !isList(value) && !isMap(value)

/** A scalar as it stands in a block, or in brackets. */
export function scalar(value: string | number | boolean | null, flow = false): string {
  if (typeof value !== 'string') return String(value)
  const plain = !OTHER.test(value) && PLAIN.test(value) && !/ #|: |[\s:]$/.test(value)
  return plain && !(flow && /[,{}[\]]/.test(value)) ? value : JSON.stringify(value)
}

const WIDTH = 100

/** Lines of a value, indented by two from level to level; lists of short scalars stand in brackets. */
export function yaml(value: Yaml): readonly string[] {
  if (isList(value)) return value.flatMap(item)
  if (isMap(value))
    return Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : entry(key, inner)))
  return [scalar(value as string)]
}

function item(value: Yaml): readonly string[] {
  const [first = '', ...rest] = isScalar(value) || !isList(value) ? yaml(value) : [brackets(value)]
  return [`- ${first}`, ...rest.map(indent)]
}

function entry(key: string, value: Yaml): readonly string[] {
  const name = scalar(key)
  if (isMap(value) && Object.keys(value).length === 0) return [`${name}: {}`]
  if (isScalar(value)) return [`${name}: ${scalar(value as string)}`]
  if (isList(value) && (value.length === 0 || key === 'test' || key === 'command' || key === 'capabilities'))
    return [`${name}: ${brackets(value)}`]
  return [`${name}:`, ...yaml(value).map(indent)]
}

/** Words of a command are read as one line where they fit. */
const brackets = (value: readonly Yaml[]): string =>
  `[${value.map((one) => (typeof one === 'string' ? scalar(one, true) : String(one))).join(', ')}]`

export const indent = (line: string): string => (line === '' ? line : `  ${line}`)

/** Comment lines of a text, broken at blanks. */
export function comment(text: string, width = WIDTH): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(lines.length === 0 ? `# ${word}` : `#   ${word}`)
  }
  return lines
}
