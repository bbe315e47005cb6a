import { heredocStart } from './heredocs'
import { jsonWord, type Line } from './line-words'
import { type MappedText, MappedTextBuilder } from './mapped-text'
import { readMounts } from './mounts'
import { readExec, readScript } from './shell'
import type { ScriptContext } from './shell-context'
import { type Interpreter, interpreterOf, shebangOf } from './shell-kinds'
import { ShellVariables } from './shell-variables'
import { DEFAULT_SHELL } from './stages'
import type { RunInstruction, ShellCommand } from './types'
import { addMapped, type JsonWord, jsonWords, splitWords } from './words'

/** What is left to run when flags and HEALTHCHECK's own words are taken away. */
interface Body {
  readonly exec: readonly JsonWord[] | undefined
  readonly script: MappedText
  readonly interpreter: Interpreter
}

export function readRun(line: Line, keyword: RunInstruction['keyword']): RunInstruction {
  const body = bodyOf(line, keyword)
  const exec = body.exec?.map((word) => jsonWord(line, word, word.value))
  let commands: readonly ShellCommand[] | undefined
  const instruction: RunInstruction = {
    ...line.base,
    keyword,
    exec,
    shell: body.interpreter.program,
    mounts: keyword === 'RUN' ? readMounts(line) : [],
    // On demand: most of the cost of a Dockerfile is here, and not every caller asks.
    get commands() {
      commands ??= commandsOf(line, body, instruction)
      return commands
    },
  }
  return instruction
}

function bodyOf(line: Line, keyword: RunInstruction['keyword']): Body {
  const words = line.reading.current?.shell ?? DEFAULT_SHELL
  const interpreter = interpreterOf(words)
  if (keyword === 'HEALTHCHECK') return healthcheck(line, interpreter)
  return heredocScript(line) ?? plainBody(line, line.from, interpreter)
}

const plainBody = (line: Line, from: number, interpreter: Interpreter): Body => ({
  exec: jsonWords(line.rest, from),
  script: withHeredocs(line, from),
  interpreter,
})

/** `HEALTHCHECK [flags] CMD command`; with NONE nothing runs. */
function healthcheck(line: Line, interpreter: Interpreter): Body {
  const match = /^\s*CMD(?=\s|$)/i.exec(line.rest.text.slice(line.from))
  const from = match ? line.from + match[0].length : line.rest.text.length
  return plainBody(line, from, interpreter)
}

/** `RUN <<EOF` with nothing else: the lines are the script, of the shell or of their own `#!`. */
function heredocScript(line: Line): Body | undefined {
  const [first] = line.source.heredocs
  const word = line.rest.text.slice(line.from).trim()
  if (!first || splitWords(word, 0, line.reading.escape).length !== 1) return undefined
  if (!heredocStart(word, line.reading.escape)) return undefined
  const shebang = shebangOf(first.body.text)
  const words = line.reading.current?.shell ?? DEFAULT_SHELL
  return { exec: undefined, script: first.body, interpreter: shebang ?? interpreterOf(words) }
}

/** The shell reads heredocs that feed a command by itself, so it gets them behind the line. */
function withHeredocs(line: Line, from: number): MappedText {
  const { rest, source } = line
  if (source.heredocs.length === 0) return rest.slice(from, rest.text.length)
  const builder = new MappedTextBuilder()
  addMapped(builder, rest, from, rest.text.slice(from))
  for (const { body, closing } of source.heredocs) {
    builder.add('\n', builder.end)
    addMapped(builder, body, 0, body.text.replace(/\n$/, ''))
    if (body.text !== '') builder.add('\n', builder.end)
    if (closing) addMapped(builder, closing, 0, closing.text)
  }
  return builder.build()
}

function commandsOf(line: Line, body: Body, instruction: RunInstruction): readonly ShellCommand[] {
  const context: ScriptContext = { file: line.reading.file.text, instruction, out: [], depth: 0, read: readScript }
  const variables = new ShellVariables(line.lookup)
  if (body.exec) readExec(context, line.rest, body.exec, variables)
  else if (body.interpreter.posix) readScript(context, body.script, body.interpreter, variables)
  return context.out
}
