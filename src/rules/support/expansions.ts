import type { Instruction, RunInstruction } from '../../documents/dockerfile/types'
import type { SourceFile } from '../../documents/source'
import type { Span } from '../../text'

/** `$NAME` or `${NAME}` without an operator, where Docker or the shell puts the value in. */
export interface Expansion {
  readonly name: string
  readonly text: string
  readonly span: Span
}

const EXPANDED: ReadonlySet<string> = new Set([
  'ADD',
  'COPY',
  'ENV',
  'EXPOSE',
  'LABEL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
  'ARG',
  'RUN',
])

/** An escape, a part that nothing is expanded in, a comment line, or an expansion. */
const PARTS = /\\\r?\n(?:[ \t]*#[^\n]*\n)*|\\.|'[^']*'|\$\{\w+[^\w}][^}]*\}|\$(?:(\w+)|\{(\w+)\})/g

/** The expansions of an instruction that its stage's variables decide; none for CMD and the like, which run later. */
export function expansionsIn(instruction: Instruction, file: SourceFile): readonly Expansion[] {
  if (!EXPANDED.has(instruction.keyword)) return []
  const text = file.text.slice(instruction.span.start, instruction.span.end)
  if (!text.includes('$')) return []
  const found = [...text.matchAll(PARTS)].flatMap((match) => {
    const name = match[1] ?? match[2]
    const start = instruction.span.start + match.index
    // Docker does not take a stage's variables in flags.
    if (!name || instruction.flags.some(({ span }) => span.start <= start && start < span.end)) return []
    return [{ name, text: match[0], span: { start, end: start + match[0].length } }]
  })
  return 'commands' in instruction ? inShell(instruction, text, found) : found
}

/** In RUN the shell itself may set the name; in exec form, in quoted heredocs and by another interpreter nothing is expanded. */
function inShell(
  { exec, commands, shell }: RunInstruction,
  text: string,
  found: readonly Expansion[],
): readonly Expansion[] {
  if (exec || !/(?:^|\/)(?:ba|da|a|k|z)?sh$/.test(shell) || /<<-?\s*["'\\]/.test(text)) return []
  if (commands.some(({ name = '' }) => /^(?:source|\.|eval|read|mapfile)$/.test(name))) return []
  return found.filter(
    ({ name }) =>
      !new RegExp(
        `(?:^|[^$\\w{-])${name}\\+?=|\\bfor\\s+${name}\\b|\\b(?:export|local|declare)\\s[^;&|]*\\b${name}\\b`,
      ).test(text),
  )
}
