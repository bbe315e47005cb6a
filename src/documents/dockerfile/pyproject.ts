import type { PackageList } from './package-list'
import type { Requirement } from './pip-types'
import { normalName, parsePoetrySpec, parseRequirement, type RequirementText } from './requirement'

/** A table of a TOML text and where its body begins. */
interface Table {
  readonly name: string
  readonly body: string
  readonly at: number
}

/**
 * The dependencies of a pyproject.toml: of `[project]`, of the extras that are asked for, and of poetry. A reader for these
 * tables alone; what it does not know makes the list incomplete.
 */
export function readProject(text: string, path: string, extras: readonly string[]): PackageList {
  const tables = tablesOf(text)
  const named = (name: string) => tables.filter((table) => table.name === name)
  const own = named('project').flatMap((table) => arrayOf(table, 'dependencies'))
  const asked = named('project.optional-dependencies').flatMap((table) => extras.flatMap((one) => arrayOf(table, one)))
  const listed = [...own, ...asked].flatMap((word) => located(word, parseRequirement, path))
  const elsewhere = new Set(named('tool.uv.sources').flatMap(({ body }) => keysOf(body)))
  const poetry = named('tool.poetry.dependencies').flatMap((table) => poetryLines(table, path))
  const found = [...listed, ...poetry].filter(({ name }) => !elsewhere.has(name))
  const indexed = tables.some(({ name }) => /^tool\.(?:uv\.index|poetry\.source|pdm\.source|uv\.pip)$/.test(name))
  const unread = named('tool.poetry.dependencies').flatMap(({ body }) => keysOf(body).filter((key) => key !== 'python'))
  const plain = elsewhere.size === 0 && unread.length === poetry.length && !tables.some(isGroupWithCuda)
  const itself = nameOf(named('project')[0])
  const whole = found.length > 0 && !found.some(({ name }) => name === itself)
  const complete = plain && whole && !/^\s*dynamic\s*=[^\n]*dependencies/m.test(text)
  return { requirements: found, pip: [], options: indexed ? [{ name: '--index', value: undefined }] : [], complete }
}

/** Among its own dependencies it stands for more of its extras: `all = ["app[gpu]"]`. */
const nameOf = (project: Table | undefined): string =>
  normalName(/^[ \t]*name[ \t]*=[ \t]*["']([^"'\n]+)/m.exec(project?.body ?? '')?.[1] ?? '')

/** A group is installed or not as the command says; those without such a word hold tools. */
const isGroupWithCuda = ({ name, body }: Table): boolean =>
  /^dependency-groups$|^tool\.(?:poetry\.(?:group|dev)|uv$|pdm\.dev)/.test(name) &&
  /torch|cuda|nvidia|tensorflow|jax|cupy|paddle|vllm/i.test(body)

function tablesOf(text: string): readonly Table[] {
  const heads = [...text.matchAll(/^[ \t]*\[{1,2}([\w.\-" ]+)\]{1,2}[ \t]*(?:#[^\n]*)?\r?$/gm)]
  return heads.map((head, index) => {
    const at = head.index + head[0].length
    const name = (head[1] ?? '').replace(/[" ]/g, '')
    return { name, at, body: text.slice(at, heads[index + 1]?.index ?? text.length) }
  })
}

interface Word {
  readonly text: string
  readonly at: number
}

/** The strings of an array, comments left out. */
function arrayOf({ body, at }: Table, key: string): readonly Word[] {
  const head = new RegExp(`^[ \\t]*"?${key.replace(/[-_.]/g, '[-_.]')}"?[ \\t]*=[ \\t]*\\[`, 'm').exec(body)
  if (!head) return []
  const words: Word[] = []
  const token = /#[^\n]*|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|\]/g
  token.lastIndex = head.index + head[0].length
  for (let match = token.exec(body); match && match[0] !== ']'; match = token.exec(body)) {
    const text = match[1] ?? match[2]
    if (text !== undefined) words.push({ text, at: at + match.index + 1 })
  }
  return words
}

function located(
  { text, at }: Word,
  parse: (text: string) => RequirementText | undefined,
  path: string,
): readonly Requirement[] {
  const said = parse(text)
  return said ? [{ ...said, span: { start: at, end: at + text.length }, path }] : []
}

const keysOf = (body: string): readonly string[] =>
  [...body.matchAll(/^[ \t]*"?([\w.-]+)"?[ \t]*=/gm)].map(([, name]) => normalName(name ?? ''))

const LINE = /^[ \t]*"?([\w.-]+)"?[ \t]*=[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|\{([^}\n]*)\})/gm

/** `torch = "2.1.0"`, `torch = { version = "^2.1" }`; what comes from elsewhere or is optional is left out. */
function poetryLines({ body, at }: Table, path: string): readonly Requirement[] {
  return [...body.matchAll(LINE)].flatMap((match) => {
    const { 0: line, 1: name = '', 4: table } = match
    if (name === 'python' || /\b(?:source|git|path|url|optional|markers|platform)\s*=/.test(table ?? '')) return []
    const version = match[2] ?? match[3] ?? /\bversion\s*=\s*["']([^"']*)["']/.exec(table ?? '')?.[1] ?? ''
    const said = parsePoetrySpec(version === '*' || version === '' ? name : `${name}@${version.replace(/\s/g, '')}`)
    const start = at + match.index + line.indexOf(name)
    if (!said) return []
    const specifier = said.pinned === undefined ? said.specifier : `==${said.pinned}`
    return [{ ...said, specifier, span: { start, end: at + match.index + line.length }, path }]
  })
}
