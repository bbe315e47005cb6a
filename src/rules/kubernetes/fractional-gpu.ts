import type { Entry } from '../../documents/tree'
import { defineRule, type Report } from '../../lint/rule'
import { containersOf, nameOf, quantityOf } from '../support/k8s-containers'

export default defineRule({
  meta: {
    id: 'kubernetes/fractional-gpu',
    kind: 'kubernetes',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'GPUs are asked for in whole numbers.',
    why: 'The API server refuses a fraction of a device: sharing a GPU is set up in the device plugin (time-slicing, MPS, MIG).',
    messages: {
      fraction:
        '{value} of {name} is no whole number. The API server refuses the pod: the quantity of a device must be an integer. Write 1; to share a GPU set up time-slicing, MPS or MIG in the device plugin.',
      negative:
        '{value} of {name} is less than nothing. The API server refuses the pod: must be greater than or equal to 0. Write how many GPUs it needs.',
      text: '{value} of {name} is no quantity. The API server refuses the pod: quantities must be numbers. Write how many GPUs it needs, as 1.',
    },
    covers: ['k8s-fractional-gpu'],
    sources: [
      'nebuly-ai/nos#20',
      'kubernetes/kubernetes#24836',
      'NVIDIA/k8s-device-plugin README, "Shared Access to GPUs"',
    ],
    notes: [
      '`1000m` is 1, and passes. Only names of the device plugins of NVIDIA, AMD and Intel are judged: third-party schedulers have their own.',
    ],
  },
  *check(document, { facts }) {
    for (const { container } of containersOf(document)) {
      for (const entry of [...container.gpuLimits, ...container.gpuRequests])
        if (facts.gpuResource(nameOf(entry))) yield* ofEntry(entry)
    }
  },
})

function* ofEntry(entry: Entry): Iterable<Report> {
  const { value } = entry
  const quantity = quantityOf(value)
  const message = quantity === undefined ? undefined : wrong(quantity)
  if (!message) return
  const whole = value.kind === 'scalar' && typeof value.value === 'string' ? '1' : 1
  yield {
    message,
    data: { value: value.source, name: nameOf(entry) },
    at: value,
    fixes: message === 'fraction' ? [{ title: 'Ask for 1', ops: [{ op: 'set', target: value, value: whole }] }] : [],
  }
}

function wrong(quantity: number): 'fraction' | 'negative' | 'text' | undefined {
  if (Number.isNaN(quantity)) return 'text'
  if (quantity < 0) return 'negative'
  return Number.isInteger(quantity) ? undefined : 'fraction'
}
