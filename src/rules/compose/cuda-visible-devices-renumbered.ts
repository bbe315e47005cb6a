import type { EnvironmentVariable, Service } from '../../documents/compose/types'
import { defineRule, type Report } from '../../lint/rule'
import { cudaIndexes } from '../support/cuda-visible'
import { fixesOf, originOf, placeOf, removeVariable, setVariable, variableOf } from '../support/environment-variable'
import { mayBePrivileged } from '../support/gpu-access'
import { type InlineVariable, inherited, inlineOf } from '../support/inline-variable'
import { devicesOf, firstIndexes, goesToNvidia } from '../support/request-fix'

const NAME = 'CUDA_VISIBLE_DEVICES'

export default defineRule({
  meta: {
    id: 'compose/cuda-visible-devices-renumbered',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['CUDA_VISIBLE_DEVICES'],
    summary: 'CUDA_VISIBLE_DEVICES counts the GPUs inside the container, from 0.',
    why: 'The GPUs that a container gets are renumbered from 0: an index of the host selects nothing.',
    messages: {
      none: 'CUDA_VISIBLE_DEVICES={value} selects no GPU: {way} gives the service {service} {count}, and inside the container the numbers start at 0. The program fails with "No CUDA GPUs are available". Delete the variable, or write {right}.',
      some: 'CUDA_VISIBLE_DEVICES={value} names more GPUs than the service {service} gets: {way} gives it {count}, and inside the container the numbers start at 0. Delete the variable, or write {right}.',
    },
    sources: [
      'NVIDIA/nvidia-docker#907',
      'devitocodes/devito#2710',
      'selkies-project/docker-selkies-glx-desktop#65',
      'Yuliang-Liu/MonkeyOCR#204',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'What a command sets is judged too (`bash -c "CUDA_VISIBLE_DEVICES=2 python train.py"`), where a shell reads it.',
      'Silent where the number of GPUs is not known (all, a variable, several requests, device nodes beside the request), for privileged containers, which see every GPU, and for UUIDs. Index 0 is right with one device, whatever its number on the host.',
    ],
  },
  *check({ services }) {
    for (const service of services) {
      const variable = inherited(service, NAME)
      const indexes = variable?.value === undefined ? undefined : cudaIndexes(variable.value)
      const given = indexes && givenTo(service)
      if (variable && indexes && given && indexes.some((index) => index >= given.count))
        yield* report(service, variable, indexes, given)
      for (const one of inlineOf(service, NAME)) yield* judgeInline(service, one)
    }
  },
})

interface Given {
  readonly count: number
  readonly way: string
}

/** How many GPUs the container sees, and what says so; undefined where that is not known. */
function givenTo(service: Service): Given | undefined {
  const { requests, runtime, devices } = service
  if (mayBePrivileged(service) || devices.length > 0 || requests.length > 1) return undefined
  const [request] = requests
  if (request) {
    const way = request.deviceIdsNode ? 'device_ids' : 'count'
    return goesToNvidia(request) ? counted(devicesOf(request), way) : undefined
  }
  const value = runtime?.value === 'nvidia' ? variableOf(service, 'NVIDIA_VISIBLE_DEVICES')?.value : undefined
  return counted(
    value?.split(',').map((id) => id.trim()),
    'NVIDIA_VISIBLE_DEVICES',
  )
}

function counted(ids: readonly string[] | undefined, way: string): Given | undefined {
  const known = ids?.length && ids.every((id) => /^(?:\d{1,3}|GPU-\S+|MIG-\S+)$/.test(id))
  return known ? { count: new Set(ids).size, way } : undefined
}

function* report(
  service: Service,
  variable: EnvironmentVariable,
  indexes: readonly number[],
  given: Given,
): Iterable<Report> {
  const at = placeOf(service, variable)
  const { count } = given
  if (!at) return
  const right = firstIndexes(count).join(',')
  const fixes = fixesOf([
    ['Delete CUDA_VISIBLE_DEVICES', removeVariable(variable)],
    [`Write ${right}`, variable.interpolated ? undefined : setVariable(variable, right)],
  ])
  yield { ...told(service, variable.value ?? '', indexes, given), at, fixes, ...originOf(variable) }
}

function* judgeInline(service: Service, { value, span }: InlineVariable): Iterable<Report> {
  const indexes = cudaIndexes(value)
  const given = indexes && givenTo(service)
  if (!indexes || !given || indexes.every((index) => index < given.count)) return
  const text = firstIndexes(given.count).join(',')
  const op = { op: 'replace', file: service.document.file, span, text } as const
  yield { ...told(service, value, indexes, given), at: span, fixes: [{ title: `Write ${text}`, ops: [op] }] }
}

function told(service: Service, value: string, [first = 0]: readonly number[], { count, way }: Given) {
  const none = first >= count
  const data = {
    value,
    service: service.name,
    way,
    count: count === 1 ? 'one GPU' : `${count} GPUs`,
    right: firstIndexes(count).join(','),
  }
  return { message: none ? 'none' : 'some', data, severity: none ? 'error' : 'warning' } as const
}
