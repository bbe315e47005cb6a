import type { SourceFile, SyntaxProblem } from '../source'
import { readInstruction } from './instructions'
import { type LogicalLines, splitLines } from './lines'
import { Scope } from './scope'
import { DEFAULT_SHELL, type StageState, stageOf } from './stages'
import type { ArgInstruction, DockerfileDocument, Instruction } from './types'

/** Binary rubbish would give a problem a line; nobody reads more than these. */
const MOST_PROBLEMS = 50

export type BuildArgs = ReadonlyMap<string, string | undefined>

/** What reading has come to: one for the whole file. */
export interface Reading {
  readonly file: SourceFile
  readonly escape: string
  readonly globals: Scope
  /** What the build gives its ARGs: undefined where the value is not known. */
  readonly given: BuildArgs
  readonly stages: StageState[]
  readonly byName: Map<string, StageState>
  current: StageState | undefined
  /** Counts declarations: a variable's history is asked for by it. */
  tick: number
}

/** Reads any text; what is no Dockerfile comes out as few instructions and some `problems`. Linear in the length of the text. */
export function readDockerfile(file: SourceFile, given: BuildArgs = new Map()): DockerfileDocument {
  const split = splitLines(file.text)
  const reading: Reading = {
    file,
    escape: split.escape,
    globals: new Scope(undefined, undefined),
    given,
    stages: [],
    byName: new Map(),
    current: undefined,
    tick: 0,
  }
  const instructions = readAll(reading, split)
  const firstFrom = instructions.findIndex(({ keyword }) => keyword === 'FROM')
  const globals = firstFrom < 0 ? instructions : instructions.slice(0, firstFrom)
  return {
    kind: 'dockerfile',
    file,
    escape: split.escape,
    syntax: split.syntax,
    foreign: split.foreign,
    globalArgs: globals.filter(isArg).flatMap(({ declarations }) => declarations),
    stages: reading.stages.map(({ stage }) => stage),
    instructions,
    problems: problemsOf(instructions, split),
  }
}

function readAll(reading: Reading, split: LogicalLines): readonly Instruction[] {
  return split.lines.map((line) => {
    const instruction = readInstruction(reading, line)
    if (instruction.keyword === 'FROM' && 'image' in instruction) {
      const state = stageOf(reading, instruction)
      reading.stages.push(state)
      if (instruction.name?.value) reading.byName.set(instruction.name.value.toLowerCase(), state)
      reading.current = state
    } else {
      reading.current?.instructions.push(instruction)
      if (instruction.keyword === 'SHELL' && reading.current && 'other' in instruction) {
        reading.current.shell =
          instruction.words.length > 0 ? instruction.words.map((w) => w.value ?? '') : DEFAULT_SHELL
      }
    }
    return instruction
  })
}

const isArg = (instruction: Instruction): instruction is ArgInstruction => instruction.keyword === 'ARG'

const KNOWN: ReadonlySet<string> = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
)

function problemsOf(instructions: readonly Instruction[], split: LogicalLines): readonly SyntaxProblem[] {
  if (split.foreign) return []
  const unknown = instructions.filter(({ keyword }) => !KNOWN.has(keyword)).slice(0, MOST_PROBLEMS)
  const named = unknown.map(({ keyword, keywordSpan }) => ({
    message: `Docker knows no instruction "${keyword.slice(0, 40)}".`,
    ...keywordSpan,
  }))
  const surplus = instructions.flatMap((one) => ('comment' in one && one.comment ? [one.comment] : []))
  const refused = surplus.slice(0, MOST_PROBLEMS).map(({ raw, span }) => ({
    message: `Behind an instruction "#" begins no comment: Docker reads "${raw.slice(0, 40)}" as a word of FROM and refuses it. Put the comment on a line of its own.`,
    ...span,
  }))
  return [...named, ...refused, ...split.problems.slice(0, MOST_PROBLEMS)].sort((a, b) => a.start - b.start)
}
