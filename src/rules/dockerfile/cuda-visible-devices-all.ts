import type { DockerfileDocument, RunInstruction, Stage } from '../../documents/dockerfile/types'
import { defineRule, type Report } from '../../lint/rule'
import { cudaDevicesMessages, judgeCudaDevices } from '../support/cuda-visible'
import { inlineVariables, isForShell } from '../support/inline-variable'
import { deleteFix, lastDeclarations, writeFixes } from '../support/last-declaration'
import { isCommandInstruction } from '../support/runs'
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
      'The last value of each image that the file makes is judged. An empty value, -1 and none hide the GPUs on purpose. Where CMD or ENTRYPOINT sets the variable itself (`CMD CUDA_VISIBLE_DEVICES=all python serve.py`), that value is judged in its place. Silent for values from build arguments.',
    ],
  },
  *check(document) {
    for (const declaration of lastDeclarations(document, NAME)) {
      const { value } = declaration
      const bad = value?.value === undefined || value.expanded ? undefined : judgeCudaDevices(value.value)
      if (!value || !bad) continue
      const { meant, ...told } = bad
      yield { ...told, at: value.span, fixes: [deleteFix(declaration), ...writeFixes(declaration, meant)] }
    }
    for (const start of startsOf(document)) yield* judgeStart(start)
  },
})

/** The CMD and the ENTRYPOINT of each image, each once. */
function startsOf(document: DockerfileDocument): ReadonlySet<RunInstruction> {
  const last = ({ lineage }: Stage, keyword: string) =>
    lineage
      .filter(isCommandInstruction)
      .filter((one) => one.keyword === keyword)
      .at(-1) ?? []
  return new Set(
    leavesOf(document).flatMap((stage) => ['ENTRYPOINT', 'CMD'].flatMap((keyword) => last(stage, keyword))),
  )
}

function* judgeStart({ file, span, keywordSpan, exec }: RunInstruction): Iterable<Report> {
  const text = file.text.slice(keywordSpan.end, span.end)
  if (exec && !isForShell(text)) return
  for (const { value, span: own } of inlineVariables(text, NAME)) {
    const bad = judgeCudaDevices(value)
    if (!bad) continue
    const { meant, ...told } = bad
    const at = { start: own.start + keywordSpan.end, end: own.end + keywordSpan.end }
    const write =
      meant === undefined
        ? []
        : [{ title: `Write ${meant}`, ops: [{ op: 'replace', file, span: at, text: meant } as const] }]
    yield { ...told, at, fixes: write }
  }
}
