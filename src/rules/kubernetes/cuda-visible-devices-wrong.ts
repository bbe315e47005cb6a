import type { SourceFile } from '../../documents/source'
import type { Op } from '../../edits/ops'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import type { Span } from '../../text'
import { cudaDevicesMessages, cudaIndexes, judgeCudaDevices } from '../support/cuda-visible'
import { inlineIn } from '../support/inline-variable'
import {
  type ContainerVariable,
  containersOf,
  hasPatch,
  type Placed,
  programIn,
  quantityOf,
  titleOf,
  variableIn,
} from '../support/k8s-containers'
import { firstIndexes } from '../support/request-fix'

const NAME = 'CUDA_VISIBLE_DEVICES'

export default defineRule({
  meta: {
    id: 'kubernetes/cuda-visible-devices-wrong',
    kind: 'kubernetes',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: [NAME],
    summary: 'CUDA_VISIBLE_DEVICES of a pod holds UUIDs, or indexes below its number of GPUs.',
    why: 'A container counts its GPUs from 0, and CUDA takes an entry that it cannot read as the end of the list: every GPU is hidden.',
    messages: {
      ...cudaDevicesMessages,
      none: 'CUDA_VISIBLE_DEVICES={value} selects no GPU: the limit gives {container} {count}, and inside the container the numbers start at 0. The program fails with "No CUDA GPUs are available". Delete the variable, or write {right}.',
      some: 'CUDA_VISIBLE_DEVICES={value} names more GPUs than the container gets: the limit gives {container} {count}, and inside the container the numbers start at 0. Delete the variable, or write {right}.',
    },
    covers: ['cuda-visible-devices-all', 'cuda-visible-devices-renumbered'],
    sources: ['NVIDIA/nvidia-docker#907', 'devitocodes/devito#2710', 'YanWenKun/ComfyUI-Docker#60'],
    notes: [
      'What a shell in the command sets counts in place of the variable of the container. An empty value, -1 and none hide the GPUs on purpose. Indexes are judged only beside a limit for nvidia.com/gpu or MIG devices; silent for privileged containers, which see every GPU, and beside resource claims.',
    ],
  },
  *check(document) {
    for (const placed of containersOf(document)) {
      const { container } = placed
      const program = programIn(container)
      const { node } = container
      for (const { value, span } of inlineIn([node.get('command'), node.get('args')], program, NAME))
        yield* judge(placed, value, span, (meant) => rewritten(node.file, span, meant))
      const variable = program.includes(`${NAME}=`) ? undefined : variableIn(container, NAME)
      if (variable?.value === undefined) continue
      const at = variable.item.get('value') ?? variable.item
      yield* judge(placed, variable.value, at, (meant) => repairs(variable, meant))
    }
  },
})

type Repairs = (meant: string | undefined) => readonly RuleFix[]

function* judge(placed: Placed, value: string, at: Report['at'], repairsFor: Repairs): Iterable<Report> {
  const bad = judgeCudaDevices(value)
  if (bad) {
    const { meant, ...told } = bad
    yield { ...told, at, fixes: repairsFor(meant) }
    return
  }
  const indexes = cudaIndexes(value)
  const count = indexes && countOf(placed)
  if (!indexes || !count || indexes.every((index) => index < count)) return
  const told = ofIndexes(placed, value, indexes, count)
  yield { ...told, at, fixes: repairsFor(told.data.right) }
}

function ofIndexes({ container }: Placed, value: string, [first = 0]: readonly number[], count: number) {
  const data = {
    value,
    container: titleOf(container).replace(/^The/, 'the'),
    count: count === 1 ? 'one GPU' : `${count} GPUs`,
    right: firstIndexes(count).join(','),
  }
  return first >= count
    ? ({ message: 'none', data, severity: 'error' } as const)
    : ({ message: 'some', data, severity: 'warning' } as const)
}

const rewritten = (file: SourceFile, span: Span, meant: string | undefined): readonly RuleFix[] =>
  meant === undefined ? [] : [{ title: `Write ${meant}`, ops: [{ op: 'replace', file, span, text: meant }] }]

/** How many GPUs the limits give; undefined where they do not say, or the container sees more. */
function countOf({ container, pod }: Placed): number | undefined {
  const privileged = container.node.at('securityContext', 'privileged')
  if ((privileged && privileged.source !== 'false') || container.node.at('resources', 'claims') || hasPatch(pod))
    return undefined
  const counts = container.gpuLimits.map((entry) =>
    /^nvidia\.com\/(?:gpu|mig-.+)$/.test(String(entry.key.value)) ? quantityOf(entry.value) : undefined,
  )
  const sum = counts.reduce<number>((total, count) => total + (count ?? Number.NaN), 0)
  return Number.isInteger(sum) && sum > 0 && sum < 100 ? sum : undefined
}

function repairs({ list, item }: ContainerVariable, meant: string | undefined): readonly RuleFix[] {
  const remove: Op = { op: 'remove-item', seq: list, item }
  const target = item.get('value')
  const write: readonly RuleFix[] =
    target && meant !== undefined ? [{ title: `Write ${meant}`, ops: [{ op: 'set', target, value: meant }] }] : []
  return [{ title: `Delete ${NAME}`, ops: [remove] }, ...write]
}
