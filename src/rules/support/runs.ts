import type { DockerfileDocument, Instruction, RunInstruction, ShellCommand } from '../../documents/dockerfile/types'
import type { Span } from '../../text'

/** RUN, CMD, ENTRYPOINT and HEALTHCHECK. */
export const isCommandInstruction = (instruction: Instruction): instruction is RunInstruction =>
  'commands' in instruction

export const isRun = (instruction: Instruction): instruction is RunInstruction =>
  instruction.keyword === 'RUN' && 'commands' in instruction

/** The RUN instructions whose text meets the pattern: the shell of the others is not even parsed. */
export const runsWith = ({ instructions, file }: DockerfileDocument, pattern: RegExp): readonly RunInstruction[] =>
  instructions.filter(isRun).filter(({ span }) => pattern.test(file.text.slice(span.start, span.end)))

export const textOf = ({ file, span }: { readonly file: { readonly text: string }; readonly span: Span }): string =>
  file.text.slice(span.start, span.end)

export const insideOf = (inner: Span, outer: Span): boolean => inner.start >= outer.start && inner.end <= outer.end

/** The quotes that may stand inside this command: within `sh -c "…"` the other kind. */
export function quoteFor(command: ShellCommand): '"' | "'" {
  const outer = command.instruction.commands
    .filter((other) => other !== command && insideOf(command.span, other.span))
    .flatMap(({ args }) => args)
    .find(({ span }) => insideOf(command.span, span))
  return outer?.raw.startsWith('"') || command.instruction.exec ? "'" : '"'
}
