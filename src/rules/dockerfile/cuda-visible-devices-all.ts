import type { Declaration, Stage } from '../../documents/dockerfile/types'
import type { Op } from '../../edits/ops'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { cudaDevicesMessages, judgeCudaDevices } from '../support/cuda-visible'
import { isCommandInstruction, textOf } from '../support/runs'
import { leavesOf } from '../support/stage-leaves'

const NAME = 'CUDA_VISIBLE_DEVICES'

export default defineRule({
  meta: {
    id: 'dockerfile/cuda-visible-devices-all',
    kind: 'dockerfile',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: [NAME],
    summary: 'CUDA_VISIBLE_DEVICES holds indexes or UUIDs; it knows no word for all.',
    why: 'CUDA takes an entry that it cannot read as the end of the list: "all" hides every GPU from each container of the image.',
    messages: cudaDevicesMessages,
    sources: ['YanWenKun/ComfyUI-Docker#60', 'InternLM/MindSearch#182'],
    notes: [
      'The last value of each image that the file makes is judged. An empty value, -1 and none hide the GPUs on purpose. Silent for values from build arguments, and where a command sets the variable itself.',
    ],
  },
  *check(document) {
    const last = new Set(leavesOf(document).flatMap((stage) => lastOf(stage) ?? []))
    for (const declaration of last) yield* judge(declaration)
  },
})

function lastOf({ lineage }: Stage): Declaration | undefined {
  if (lineage.some((one) => isCommandInstruction(one) && one.keyword !== 'RUN' && textOf(one).includes(NAME)))
    return undefined
  return lineage
    .flatMap((one) => (one.keyword === 'ENV' && 'declarations' in one ? one.declarations : []))
    .filter(({ name }) => name.value === NAME)
    .at(-1)
}

function* judge(declaration: Declaration): Iterable<Report> {
  const { value } = declaration
  if (value?.value === undefined || value.expanded) return
  const bad = judgeCudaDevices(value.value)
  if (!bad) return
  const { meant, ...told } = bad
  yield { ...told, at: value.span, fixes: repairs(declaration, meant) }
}

function repairs({ name, value, instruction }: Declaration, meant: string | undefined): readonly RuleFix[] {
  const { file, declarations, span } = instruction
  const end = value?.span.end ?? span.end
  const remove: Op =
    declarations.length === 1
      ? { op: 'remove-instruction', file, instruction }
      : { op: 'remove-word', file, span: { start: name.span.start, end } }
  const write: readonly RuleFix[] =
    value && meant !== undefined
      ? [{ title: `Write ${meant}`, ops: [{ op: 'replace', file, span: value.span, text: meant }] }]
      : []
  return [{ title: `Delete ${NAME}`, ops: [remove] }, ...write]
}
