import type { Declaration, DockerfileDocument, Stage } from '../../documents/dockerfile/types'
import type { Op } from '../../edits/ops'
import type { RuleFix } from '../../lint/rule'
import { isCommandInstruction, textOf } from './runs'
import { leavesOf } from './stage-leaves'

/** The ENV values of a variable that the images of the file end up with, each once. */
export const lastDeclarations = (document: DockerfileDocument, name: string): readonly Declaration[] => [
  ...new Set(leavesOf(document).flatMap((stage) => lastOf(stage, name) ?? [])),
]

/** The ENV value that the image of a stage ends up with; undefined also where a command of the image sets the variable itself. */
export function lastOf({ lineage }: Stage, variable: string): Declaration | undefined {
  if (lineage.some((one) => isCommandInstruction(one) && one.keyword !== 'RUN' && textOf(one).includes(variable)))
    return undefined
  return lineage
    .flatMap((one) => (one.keyword === 'ENV' && 'declarations' in one ? one.declarations : []))
    .filter(({ name }) => name.value === variable)
    .at(-1)
}

/** Takes the variable away, its ENV with it where it is the only one. */
export function deleteFix({ name, value, instruction }: Declaration): RuleFix {
  const { file, declarations, span } = instruction
  const end = value?.span.end ?? span.end
  const remove: Op =
    declarations.length === 1
      ? { op: 'remove-instruction', file, instruction }
      : { op: 'remove-word', file, span: { start: name.span.start, end } }
  return { title: `Delete ${name.raw}`, ops: [remove] }
}

/** Writes another value; none where it is not known which, or none is written. */
export const writeFixes = ({ value, instruction }: Declaration, meant: string | undefined): readonly RuleFix[] =>
  value && meant !== undefined
    ? [{ title: `Write ${meant}`, ops: [{ op: 'replace', file: instruction.file, span: value.span, text: meant }] }]
    : []
