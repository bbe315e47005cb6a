import type { Service } from '../../documents/compose/types'
import { toPlain } from '../../documents/tree'
import { defineRule, type RuleContext } from '../../lint/rule'
import { deviceItems, isForNvidia, isReset, literals, shownList, spotOf } from '../support/device-items'
import { imageOf, programOf } from '../support/gpu-image'

export default defineRule({
  meta: {
    id: 'compose/caps-drop-utility',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['nvidia-smi'],
    covers: ['caps-drop-compute'],
    summary: 'A list of driver capabilities holds utility where nvidia-smi is called.',
    why: 'The engine sets NVIDIA_DRIVER_CAPABILITIES to exactly the driver capabilities of the list; without utility nvidia-smi and NVML are not mounted.',
    messages: {
      dropped:
        'The capabilities {list} leave out "utility", and the service {service} calls nvidia-smi. The engine sets NVIDIA_DRIVER_CAPABILITIES to {driver}, whatever the image and "environment" say, so nvidia-smi is not found; only Docker Engine 29.2 and later on its CDI path ignore the list. Add utility, or write [gpu] to keep the image\'s own value.',
    },
    sources: [
      'docker/compose#8583',
      'moby daemon/nvidia_linux.go',
      'moby commit 86f122af27 (docker-v29.2.0)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Speaks only where the command, the healthcheck or the Dockerfile that is built call nvidia-smi. A list without compute is told by caps-drop-compute.',
    ],
  },
  *check(document, context) {
    const { engine, driver } = context.facts.composeGpu().capabilities
    for (const { node, service } of deviceItems(document)) {
      const entry = node.entry('capabilities')
      if (entry?.value.kind !== 'seq' || isReset(entry.value) || !isForNvidia(node)) continue
      const words = literals(entry.value)
      const found = words?.filter((word) => driver.includes(word)) ?? []
      if (!words?.every((word) => engine.includes(word)) || !found.includes('compute')) continue
      if (found.includes('utility') || !callsSmi(service, context)) continue
      const data = { list: shownList(words), service: service.name, driver: found.join(',') }
      const fixes = [
        {
          title: 'Add utility to the capabilities',
          ops: [{ op: 'append', seq: entry.value, value: 'utility' } as const],
        },
        {
          title: 'Write [gpu], as the image wants it',
          ops: [{ op: 'set', target: entry.value, value: ['gpu'] } as const],
        },
      ]
      yield { message: 'dropped', data, at: spotOf(entry), fixes }
    }
  },
})

/** Who only looks for the program goes on without it. */
const CALLS = /(?<!\b(?:which|type|hash|command -v|test -[ex])\s+(?:\/\S*)?)\bnvidia-smi\b/

function callsSmi(service: Service, context: RuleContext): boolean {
  const health = service.field('healthcheck', 'test')
  const checked = health ? JSON.stringify(toPlain(health)) : ''
  return CALLS.test(`${programOf(service, imageOf(service, context))} ${checked}`)
}
