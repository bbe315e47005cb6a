import { expandWord, type Lookup } from './expand'
import { flagWord, jsonOrWords, jsonWord, type Line, makeWord, wordsOf } from './line-words'
import type { LogicalLine } from './lines'
import type { Reading } from './read'
import { readRun } from './run'
import { sourceStage } from './stages'
import type {
  ArgInstruction,
  CopyInstruction,
  Declaration,
  EnvInstruction,
  Flag,
  FromInstruction,
  Instruction,
} from './types'
import { jsonWords, splitWords, wordEnd } from './words'

const WITH_FLAGS: ReadonlySet<string> = new Set(['FROM', 'RUN', 'COPY', 'ADD', 'HEALTHCHECK'])

export function readInstruction(reading: Reading, source: LogicalLine): Instruction {
  const keyword = source.keyword.toUpperCase()
  const line = lineOf(reading, source, keyword)
  switch (keyword) {
    case 'FROM':
      return readFrom(line)
    case 'ARG':
      return readArg(line)
    case 'ENV':
      return readEnv(line)
    case 'COPY':
    case 'ADD':
      return readCopy(line, keyword)
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'HEALTHCHECK':
      return readRun(line, keyword)
    default:
      return { ...line.base, keyword, words: jsonOrWords(line), other: true }
  }
}

function lineOf(reading: Reading, source: LogicalLine, keyword: string): Line {
  const { current, tick } = reading
  const scope = current && keyword !== 'FROM' ? current.scope : reading.globals
  const inherits = scope !== reading.globals
  const { flags, from } = WITH_FLAGS.has(keyword) ? readFlags(reading, source) : { flags: [], from: 0 }
  const base = {
    file: reading.file,
    span: source.span,
    keywordSpan: source.keywordSpan,
    stage: keyword === 'FROM' ? undefined : current?.stage,
    flags,
    variable: (name: string) => scope.variable(name, tick),
  }
  return { reading, source, rest: source.rest, flags, from, lookup: scope.lookup(tick, inherits), base }
}

function readFlags(
  reading: Reading,
  { rest }: LogicalLine,
): { readonly flags: readonly Flag[]; readonly from: number } {
  const flags: Flag[] = []
  const start = /\s*(?=--[A-Za-z])/y
  let from = 0
  while (start.test(rest.text)) {
    const at = start.lastIndex
    from = wordEnd(rest.text, at, reading.escape)
    const [, name = '', value] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(rest.text.slice(at, from)) ?? []
    flags.push({ name: name.toLowerCase(), value, span: rest.span(at, from) })
    start.lastIndex = from
  }
  return { flags, from }
}

function readFrom(line: Line): FromInstruction {
  const words = wordsOf(line)
  const named = words[1]?.raw.toUpperCase() === 'AS' ? words[2] : undefined
  const image = words[0] ?? makeWord(line, line.rest.text.length, line.rest.text.length)
  const { stages } = line.reading
  const index = stages.length
  return {
    ...line.base,
    keyword: 'FROM',
    image,
    platform: flagWord(line, 'platform'),
    name: named,
    comment: words.find(({ raw }, i) => i > 0 && raw.startsWith('#')),
    // The stage is made from its FROM, so it is not there yet.
    get stage() {
      return stages[index]?.stage
    },
  }
}

/** ARGs of one line see those before them on it. */
function readArg(line: Line): ArgInstruction {
  const { reading } = line
  const scope = reading.current?.scope ?? reading.globals
  const declarations: Declaration[] = []
  const instruction: ArgInstruction = { ...line.base, keyword: 'ARG', declarations }
  for (const { start, end } of splitWords(line.rest.text, line.from, reading.escape)) {
    const lookup = scope.lookup(reading.tick, reading.current !== undefined)
    const { name, value } = nameAndValue(line, start, end, lookup)
    scope.declareArg(name.value ?? '', givenOr(reading, name.value, value ? value.value : null), reading.tick++)
    declarations.push({ name, value, instruction })
  }
  return instruction
}

/** A build argument replaces the default. */
const givenOr = ({ given }: Reading, name = '', fallback: string | null | undefined): string | null | undefined =>
  given.has(name) ? given.get(name) : fallback

function nameAndValue(line: Line, start: number, end: number, lookup: Lookup): Pick<Declaration, 'name' | 'value'> {
  const equals = line.rest.text.slice(start, end).indexOf('=')
  if (equals < 0) return { name: makeWord(line, start, end, lookup), value: undefined }
  const at = start + equals
  return { name: makeWord(line, start, at, lookup), value: makeWord(line, at + 1, end, lookup) }
}

/** Assignments of one line do not see each other. */
function readEnv(line: Line): EnvInstruction {
  const { reading, rest } = line
  const words = splitWords(rest.text, line.from, reading.escape)
  const first = words[0]
  const space = first !== undefined && !rest.text.slice(first.start, first.end).includes('=')
  const declarations: Declaration[] = []
  const instruction: EnvInstruction = { ...line.base, keyword: 'ENV', form: space ? 'space' : 'equals', declarations }
  if (space) {
    const value = words[1] && makeWord(line, words[1].start, words.at(-1)?.end ?? 0)
    declarations.push({ name: makeWord(line, first.start, first.end), value, instruction })
  } else {
    for (const { start, end } of words)
      declarations.push({ ...nameAndValue(line, start, end, line.lookup), instruction })
  }
  const scope = reading.current?.scope ?? reading.globals
  for (const { name, value } of declarations) scope.declareEnv(name.value ?? '', value?.value, reading.tick++)
  return instruction
}

function readCopy(line: Line, keyword: 'COPY' | 'ADD'): CopyInstruction {
  const from = flagWord(line, 'from')
  const fromStage = from && sourceStage(line.reading, from.value)?.stage
  const json = jsonWords(line.rest, line.from)
  const words = json
    ? json.map((word) => ({
        ...jsonWord(line, word, word.value),
        ...expandWord(word.value, line.reading.escape, line.lookup),
      }))
    : wordsOf(line)
  return {
    ...line.base,
    keyword,
    from,
    fromStage,
    fromImage: fromStage ? undefined : from,
    sources: words.slice(0, -1),
    destination: words.length > 1 ? words.at(-1) : undefined,
  }
}
