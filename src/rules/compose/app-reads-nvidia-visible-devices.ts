import type { Service } from '../../documents/compose/types'
import type { ScalarValue, Value } from '../../documents/tree'
import { defineRule, type Report } from '../../lint/rule'
import { readsVisible } from '../support/reads-visible'

export default defineRule({
  meta: {
    id: 'compose/app-reads-nvidia-visible-devices',
    kind: 'compose',
    severity: 'warning',
    fixable: 'none',
    since: '0.1.0',
    needs: ['NVIDIA_VISIBLE_DEVICES'],
    summary: 'A command asks the driver for its GPUs, not NVIDIA_VISIBLE_DEVICES.',
    why: 'In the container the variable may be all, void, UUIDs or indexes of the host: none of them counts or names the GPUs that are there.',
    messages: {
      read: 'The {key} of {service} takes {reference} for the indexes of its GPUs. In the container it may be all, a UUID, an index of the host, or void (through CDI, NVIDIA Container Toolkit 1.18 and later), and the command then fails or counts wrong. Ask the driver: nvidia-smi -L lists the GPUs that are there, numbered from 0.',
    },
    sources: [
      'huggingface/text-generation-inference#3346',
      'selkies-project/docker-selkies-glx-desktop#65',
      'moby/moby#52704',
    ],
    notes: ['Silent where the same text speaks of all, none or void, as one that handles them does.'],
  },
  *check({ services }) {
    for (const service of services) {
      for (const key of ['entrypoint', 'command']) yield* ofValue(service, key, service.field(key))
      yield* ofValue(service, 'healthcheck', service.field('healthcheck', 'test'))
    }
  },
})

/** The items of a list are words of one command; a shell reads one of them. */
function* ofValue(service: Service, key: string, value: Value | undefined): Iterable<Report> {
  const scalars = value?.kind === 'seq' ? value.items : value ? [value] : []
  for (const scalar of scalars.filter((one) => one.kind === 'scalar')) {
    const text = typeof scalar.value === 'string' ? scalar.value : ''
    const found = readsVisible(text, '\\$\\$')
    if (!found) continue
    const reference = text.slice(found.start + 1, found.end)
    yield { message: 'read', data: { key, service: service.name, reference }, at: at(scalar, text, found) }
    return
  }
}

/** The reference itself where the scalar is written as it reads, else the scalar. */
function at(scalar: ScalarValue, text: string, { start, end }: { readonly start: number; readonly end: number }) {
  const place = scalar.source.indexOf(text.slice(start, end))
  const only = place >= 0 && scalar.source.indexOf(text.slice(start, end), place + 1) < 0
  if (!only || scalar.via) return scalar
  const from = scalar.span.start + place
  return { start: from, end: from + end - start }
}
