import type { RuleContext } from '../../lint/rule'
import { instructionAt } from '../cuda-in-sight'
import { imageTags } from './images'
import type { Completions } from './item'
import { pinAt } from './pins'
import { variableValues } from './variables'

/** FROM, `COPY --from=`, `RUN --mount=…,from=`, and the default of a variable that a FROM may name. */
const IMAGES: readonly RegExp[] = [
  /^FROM\s+(?:--\S+\s+)*(\S*)$/i,
  /^(?:COPY|ADD)\s[\s\S]*--from=(\S*)$/i,
  /^RUN\s[\s\S]*--mount=\S*\bfrom=([^\s,]*)$/i,
  /^ARG\s+\w+=["']?(\S*)$/i,
]
const VARIABLE = /^ENV\s(?:[\s\S]*\s)?(NVIDIA_\w+)[= ]["']?([^\s"']*)$/i

export function dockerfileCompletions(
  { file, document, facts, target }: RuleContext,
  offset: number,
): Completions | undefined {
  const instruction = document.kind === 'dockerfile' ? instructionAt(document, offset) : undefined
  if (!instruction) return undefined
  const before = file.text.slice(instruction.span.start, offset)
  if (/(?:^|\n)[ \t]*#[^\n]*$/.test(before)) return undefined
  const behind = /^[^\s"',]*/.exec(file.text.slice(offset))?.[0].length ?? 0
  const spanOf = (typed: string) => ({ start: offset - typed.length, end: offset + behind })
  const image = IMAGES.map((pattern) => pattern.exec(before)?.[1]).find((typed) => typed !== undefined)
  if (image !== undefined) return imageTags(image, spanOf(image), facts)
  const [, name, typed] = VARIABLE.exec(before) ?? []
  if (name !== undefined && typed !== undefined) return variableValues(name, typed, spanOf(typed), { facts, target })
  return instruction.keyword === 'RUN' ? pinAt(instruction, offset, facts) : undefined
}
