import type { Service } from '../../documents/compose/types'
import { asSeq, type Entry } from '../../documents/tree'
import type { Op, Plain } from '../../edits/ops'
import { composeVersion } from '../../host/engine'
import { defineRule, type RuleFix } from '../../lint/rule'
import { isReset, literal, literals } from '../support/device-items'
import { isBefore } from '../support/host-versions'
import { addRequest, requestFor } from '../support/request-fix'

export default defineRule({
  meta: {
    id: 'compose/gpus-key-needs-2-30',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['gpus'],
    summary: '`gpus` needs Docker Compose 2.30.',
    why: 'Older versions refuse the key; the 2.26.1 of Debian 13 takes it and asks for no GPU.',
    messages: {
      refused:
        'Docker Compose {compose} does not know the key gpus, which came with 2.30: it refuses the file ("Additional property gpus is not allowed"). Reserve the GPUs under deploy, or use a newer Compose.',
      ignored:
        'Docker Compose {compose} does not send the request of gpus, which came with 2.30: upstream refuses the key, and the package of Debian 13 takes it and starts the container without any GPU and without a word. Reserve the GPUs under deploy, or use a newer Compose.',
    },
    sources: [
      'docker/compose commit 9eeb2d315 (first tag v2.30.0)',
      'rmurai0610/MASt3R-SLAM#33',
      'compose-spec/compose-go#693',
      'measured: Docker Engine 26.1.5, Compose 2.26.1 of Debian 13 (2026-11-22)',
    ],
    notes: ['Speaks only where the target names a Docker Compose before 2.30.'],
  },
  *check({ services }, { target }) {
    const compose = composeVersion(target)
    if (compose === undefined || !isBefore(compose, '2.30')) return
    const message = /^2\.26\.1$/.test(compose) ? 'ignored' : 'refused'
    for (const service of services) {
      const entry = service.node.entry('gpus')
      if (!entry || isReset(entry.value)) continue
      yield { message, data: { compose }, at: entry.key, fixes: repairs(service, entry) }
    }
  },
})

/** The same requests as a reservation, where there is none yet. */
function repairs(service: Service, entry: Entry): readonly RuleFix[] {
  const request =
    entry.merged || service.requests.some(({ source }) => source === 'deploy') ? undefined : asRequest(entry)
  const add = request && addRequest(service, request, entry)
  if (!add) return []
  const drop: Op = { op: 'remove-entry', map: service.node, entry }
  return [{ title: 'Reserve the GPUs under deploy', ops: [add, drop] }]
}

/** `all`, or a list of one request of known parts; Compose adds the capability gpu to those of `gpus`. */
function asRequest({ value }: Entry): { readonly [key: string]: Plain } | undefined {
  if (literal(value) === 'all') return requestFor()
  const [item, ...more] = asSeq(value)?.items ?? []
  if (item?.kind !== 'map' || more.length > 0) return undefined
  const parts: Record<string, Plain> = { driver: literal(item.get('driver')) ?? 'nvidia' }
  for (const entry of item.entries) {
    const known = partOf(entry)
    if (known === undefined) return undefined
    parts[String(entry.key.value)] = known
  }
  const capabilities = literals(item.get('capabilities')) ?? []
  return { ...parts, capabilities: ['gpu', ...capabilities.filter((word) => word !== 'gpu')] }
}

/** The value of a part of a request; undefined for a part or a value that is not known. */
function partOf({ key, value }: Entry): Plain | undefined {
  const scalar = key.value === 'driver' || key.value === 'count'
  if (!scalar && key.value !== 'device_ids' && key.value !== 'capabilities') return undefined
  const known = scalar ? literal(value) : literals(value)
  return typeof known === 'string' && /^\d+$/.test(known) ? Number(known) : known
}
