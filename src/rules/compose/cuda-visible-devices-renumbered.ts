import type { EnvironmentVariable, Service } from '../../documents/compose/types'
import { defineRule, type Report, type RuleContext } from '../../lint/rule'
import { addVariable } from '../support/add-variable'
import { cudaIndexes } from '../support/cuda-visible'
import { fixesOf, placeBeside, removeVariable, setVariable, variableOf } from '../support/environment-variable'
import { mayBePrivileged } from '../support/gpu-access'
import { imageOf, withoutOtherMakers } from '../support/gpu-image'
import { type InlineVariable, inherited, inlineOf } from '../support/inline-variable'
import { lastOf } from '../support/last-declaration'
import { devicesOf, firstIndexes, goesToNvidia } from '../support/request-fix'

const NAME = 'CUDA_VISIBLE_DEVICES'

export default defineRule({
  meta: {
    id: 'compose/cuda-visible-devices-renumbered',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: [NAME],
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
      'ENV of the Dockerfile that the service builds counts where nothing else sets the variable.',
      'Silent where the number of GPUs is not known (all, a variable, several requests, device nodes beside the request), for privileged containers, which see every GPU, and for UUIDs. Index 0 is right with one device, whatever its number on the host.',
    ],
  },
  *check({ services }, context) {
    for (const service of withoutOtherMakers(services, context)) {
      const variable = inherited(service, NAME)
      const indexes = variable?.value === undefined ? undefined : cudaIndexes(variable.value)
      const given = indexes && givenTo(service)
      if (variable && indexes && given && indexes.some((index) => index >= given.count))
        yield* report(service, variable, indexes, given)
      for (const one of inlineOf(service, NAME)) yield* judgeInline(service, one)
      yield* ofImage(service, context)
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
  const place = placeBeside(service, variable, service.requests[0]?.at ?? variable.node)
  if (!place) return
  const right = firstIndexes(given.count).join(',')
  const fixes = fixesOf([
    ['Delete CUDA_VISIBLE_DEVICES', removeVariable(variable)],
    [`Write ${right}`, variable.interpolated ? undefined : setVariable(variable, right)],
  ])
  const isElsewhere = place.at === service.nameKey
  yield { ...told(service, variable.value ?? '', indexes, given), fixes: isElsewhere ? [] : fixes, ...place }
}

/** ENV of the image that the service builds, which its own environment would replace. */
function* ofImage(service: Service, context: RuleContext): Iterable<Report> {
  if (service.environmentUnknown || variableOf(service, NAME) || service.commandText.includes(`${NAME}=`)) return
  const stage = imageOf(service, context)?.stage
  const value = stage && lastOf(stage, NAME)?.value
  const indexes = value?.value === undefined || value.expanded ? undefined : cudaIndexes(value.value)
  const given = indexes && givenTo(service)
  if (!value?.value || !indexes || !given || indexes.every((index) => index < given.count)) return
  const right = firstIndexes(given.count).join(',')
  const fixes = fixesOf([[`Set ${NAME} to ${right}`, addVariable(service, NAME, right)]])
  const file = stage?.from.file
  const related = [{ at: value.span, ...(file && { file }), message: `${NAME} is set here.` }]
  yield { ...told(service, value.value, indexes, given), at: service.nameKey, fixes, related }
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
