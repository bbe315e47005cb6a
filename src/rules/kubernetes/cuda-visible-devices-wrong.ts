import type { Op } from '../../edits/ops'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { cudaDevicesMessages, cudaIndexes, judgeCudaDevices } from '../support/cuda-visible'
import {
  type ContainerVariable,
  containersOf,
  hasPatch,
  type Placed,
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
      'An empty value, -1 and none hide the GPUs on purpose. Indexes are judged only beside a limit for nvidia.com/gpu or MIG devices; silent for privileged containers, which see every GPU, and beside resource claims.',
    ],
  },
  *check(document) {
    for (const placed of containersOf(document)) {
      const variable = variableIn(placed.container, NAME)
      if (variable?.value !== undefined) yield* judge(placed, variable, variable.value)
    }
  },
})

function* judge(placed: Placed, variable: ContainerVariable, value: string): Iterable<Report> {
  const at = variable.item.get('value') ?? variable.item
  const bad = judgeCudaDevices(value)
  if (bad) {
    const { meant, ...told } = bad
    yield { ...told, at, fixes: repairs(variable, meant) }
    return
  }
  const indexes = cudaIndexes(value)
  const count = indexes && countOf(placed)
  if (indexes && count && indexes.some((index) => index >= count)) yield ofIndexes(placed, variable, indexes, count)
}

function ofIndexes(
  { container }: Placed,
  variable: ContainerVariable,
  indexes: readonly number[],
  count: number,
): Report {
  const right = firstIndexes(count).join(',')
  const none = (indexes[0] ?? 0) >= count
  const data = {
    value: variable.value ?? '',
    container: titleOf(container).replace(/^The/, 'the'),
    count: count === 1 ? 'one GPU' : `${count} GPUs`,
    right,
  }
  return {
    message: none ? 'none' : 'some',
    data,
    at: variable.item.get('value') ?? variable.item,
    severity: none ? 'error' : 'warning',
    fixes: repairs(variable, right),
  }
}

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
