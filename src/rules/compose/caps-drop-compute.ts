import type { Entry } from '../../documents/tree'
import type { Facts } from '../../facts'
import { defineRule } from '../../lint/rule'
import { deviceItems, isForNvidia, isReset, literals, shownList, spotOf } from '../support/device-items'
import { needsNoCuda } from '../support/no-cuda-service'

export default defineRule({
  meta: {
    id: 'compose/caps-drop-compute',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['capabilities'],
    summary: 'A list of driver capabilities must hold compute where CUDA is used.',
    why: 'The engine sets NVIDIA_DRIVER_CAPABILITIES to exactly the driver capabilities of the list, so that libcuda is not mounted: nvidia-smi works, CUDA does not.',
    messages: {
      dropped:
        'The capabilities {list} leave out "compute". The engine sets NVIDIA_DRIVER_CAPABILITIES to {driver}, whatever the image and "environment" say, so CUDA is missing although a GPU is there (libcuda.so.1: cannot open shared object file); only Docker Engine 29.2 and later on its CDI path ignore the list. Add compute, or write [gpu] to keep the image\'s own value.',
    },
    sources: [
      'mudler/LocalAI#11973 (2026-09-11)',
      'docker/compose#8583',
      'weaviate/weaviate#1736',
      'docker/compose#7929',
      'moby daemon/nvidia_linux.go',
      'moby commit 86f122af27 (docker-v29.2.0)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Silent for services that need no CUDA as far as their names tell: monitoring with utility, transcoding with video, desktops with graphics or display. Silent for drivers other than nvidia.',
    ],
  },
  *check(document, { facts }) {
    for (const { node, service } of deviceItems(document)) {
      const entry = node.entry('capabilities')
      const driver = entry && !isReset(entry.value) && isForNvidia(node) ? driverWords(facts, entry) : undefined
      if (!entry || !driver || driver.includes('compute') || needsNoCuda(facts, service, driver)) continue
      const list = shownList(literals(entry.value) ?? [])
      yield { message: 'dropped', data: { list, driver: driver.join(',') }, at: spotOf(entry), fixes: repairs(entry) }
    }
  },
})

/** The driver capabilities of the list; undefined where it has none, or something that is not known. */
function driverWords(facts: Facts, { value }: Entry): readonly string[] | undefined {
  const words = literals(value)
  const { engine, driver } = facts.composeGpu().capabilities
  if (!words?.every((word) => engine.includes(word))) return undefined
  const found = words.filter((word) => driver.includes(word))
  return found.length > 0 ? found : undefined
}

function repairs({ value }: Entry) {
  if (value.kind !== 'seq') return []
  return [
    { title: 'Add compute to the capabilities', ops: [{ op: 'append', seq: value, value: 'compute' } as const] },
    { title: 'Write [gpu], as the image wants it', ops: [{ op: 'set', target: value, value: ['gpu'] } as const] },
  ]
}
