import type { DockerfileDocument, FromInstruction, Instruction, Stage } from '../../documents/dockerfile/types'
import type { SourceFile } from '../../documents/source'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import type { Span } from '../../text'
import { mayBeSetByBase } from '../support/base-environment'
import { type Expansion, expansionsIn } from '../support/expansions'

export default defineRule({
  meta: {
    id: 'dockerfile/arg-before-from-scope',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'An ARG from before FROM must be declared again in each stage that uses it.',
    why: 'ARGs before the first FROM are for FROM lines alone: in a stage they are empty, and paths and indexes lose their version.',
    messages: {
      stage:
        "{variable} is empty here: ARG {name} stands before the first FROM and reaches FROM lines only. The text loses its value without a word. Declare it again behind this stage's FROM: ARG {name}.",
      from: 'FROM uses {variable}, but no ARG before the first FROM declares it. It is empty, whatever --build-arg says, and the build stops with "invalid reference format" or pulls another image. Add ARG {name} before the first FROM.',
    },
    sources: [
      'moby/moby#34129',
      'cresset-template/cresset#32',
      'Docker build checks UndefinedArgInFrom and UndefinedVar',
    ],
    notes: [
      'A variable that the base image may set itself is not reported: nvidia/cuda sets CUDA_VERSION and NV_* (in full, as 12.4.1). Bases whose variables are not known are not judged.',
      'Silent for variables with a default of their own (`${NAME:-x}`), those that the command sets itself, and an ARG without a default in FROM, which is meant for --build-arg.',
    ],
  },
  *check(document, { file }) {
    if (document.foreign) return
    for (const stage of document.stages) yield* fromReports(stage.from, document, file)
    const names = new Set(document.globalArgs.flatMap(({ name }) => name.value ?? []))
    if (names.size > 0) for (const stage of document.stages) yield* stageReports(stage, names, document, file)
  },
})

/** The first use of each name in a stage; the ARG that the repair adds serves the others too. */
function* stageReports(
  stage: Stage,
  names: ReadonlySet<string>,
  document: DockerfileDocument,
  file: SourceFile,
): Iterable<Report> {
  const seen = new Set<string>()
  for (const instruction of stage.instructions)
    for (const { name, text, span } of expansionsIn(instruction, file)) {
      if (!names.has(name) || seen.has(name) || instruction.variable(name) !== undefined) continue
      if (mayBeSetByBase(stage, name)) continue
      seen.add(name)
      const declared = document.globalArgs.find((one) => one.name.value === name)
      const related = declared ? [{ at: declared.name.span, message: 'declared here, for FROM lines' }] : []
      yield {
        message: 'stage',
        data: { variable: text, name },
        at: span,
        fixes: [redeclare(name, stage, instruction, file)],
        related,
      }
    }
}

/** Behind the ARGs that the stage begins with, and before the use. */
function redeclare(name: string, stage: Stage, use: Instruction, file: SourceFile): RuleFix {
  const end = stage.instructions.findIndex((one) => one === use || one.keyword !== 'ARG')
  const after = (stage.instructions[end - 1] ?? stage.from).span
  return { title: `Add ARG ${name} behind FROM`, ops: [{ op: 'insert-lines', file, after, lines: [`ARG ${name}`] }] }
}

function* fromReports(from: FromInstruction, document: DockerfileDocument, file: SourceFile): Iterable<Report> {
  const words = [from.platform, from.image].flatMap((word) => (word ? expansionsOf(word.raw, word.span) : []))
  for (const { name, text, span } of words) {
    if (from.variable(name) !== undefined) continue
    const fixes = [declare(name, document, file)]
    yield { message: 'from', data: { variable: text, name }, at: span, severity: 'error', fixes }
  }
}

const PLAIN = /\\.|\$(?:(\w+)|\{(\w+)\})/g

function expansionsOf(raw: string, at: Span): readonly Expansion[] {
  return [...raw.matchAll(PLAIN)].flatMap((match) => {
    const name = match[1] ?? match[2]
    const start = at.start + match.index
    return name ? [{ name, text: match[0], span: { start, end: start + match[0].length } }] : []
  })
}

/** With the default that a later ARG of the name has, where there is one. */
function declare(name: string, { instructions }: DockerfileDocument, file: SourceFile): RuleFix {
  const later = instructions
    .flatMap((one) => (isArg(one) ? one.declarations : []))
    .find((one) => one.name.value === name)
  const value = later?.value && !later.value.expanded ? `=${later.value.raw}` : ''
  const first = instructions.find(({ keyword }) => keyword === 'FROM')
  const before = first ? { before: first.span } : {}
  return {
    title: `Add ARG ${name}${value} before the first FROM`,
    ops: [{ op: 'insert-lines', file, ...before, lines: [`ARG ${name}${value}`] }],
  }
}

const isArg = (instruction: Instruction): instruction is Extract<Instruction, { keyword: 'ARG' }> =>
  instruction.keyword === 'ARG' && 'declarations' in instruction
