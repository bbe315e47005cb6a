import type { Service } from '../../documents/compose/types'
import { type SeqValue, toPlain } from '../../documents/tree'
import type { Plain } from '../../edits/ops'
import { defineRule, type RuleFix } from '../../lint/rule'
import { mergeLoss } from '../support/merge-loss'
import { addRequest } from '../support/request-fix'

export default defineRule({
  meta: {
    id: 'compose/yaml-merge-drops-gpu',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['<<'],
    summary: 'A service that merges a GPU reservation with `<<` keeps it when it writes its own `deploy`.',
    why: 'A YAML merge key is shallow: an own key replaces the whole merged value, so the device request below it is lost without a word.',
    messages: {
      dropped:
        'The service {service} gets a device request through "<<", but its own "{key}" replaces the whole merged value: the request is lost and the container starts without a GPU. Write the devices here too, or put an anchor on the device list itself and refer to it (devices: *gpu).',
    },
    sources: [
      'YAML 1.1 merge key',
      'Yuliang-Liu/MonkeyOCR#204',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Unlike "<<", extends and override files merge deeply and keep the request. Silent where the service asks for its GPU in another way, where its own key is empty, where names or variables tell of the CPU, and where the service has another image than what it merges, unless that image is known to need an NVIDIA GPU.',
    ],
  },
  *check({ services }, context) {
    for (const service of services) {
      const loss = service.node.has('deploy') ? mergeLoss(service, context) : undefined
      if (!loss) continue
      const { key, devices } = loss
      const data = { service: service.name, key: String(key.key.value) }
      const related = [{ at: devices, message: 'this request is lost' }]
      yield { message: 'dropped', data, at: key.key, fixes: repairs(service, devices), related }
    }
  },
})

function repairs(service: Service, { items }: SeqValue): readonly RuleFix[] {
  const [item, ...more] = items
  const request =
    item?.kind === 'map' && more.length === 0 ? (toPlain(item) as { readonly [key: string]: Plain }) : undefined
  const op = request && addRequest(service, request)
  return op ? [{ title: 'Write the device request here too', ops: [op] }] : []
}
