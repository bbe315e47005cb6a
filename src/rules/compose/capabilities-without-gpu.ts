import { defineRule } from '../../lint/rule'
import { deviceItems, isReset, literals, shownList, spotOf } from '../support/device-items'

export default defineRule({
  meta: {
    id: 'compose/capabilities-without-gpu',
    kind: 'compose',
    severity: 'info',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['compute'],
    summary: 'The capabilities of a reservation without a driver name `gpu`.',
    why: 'Without a driver the engine looks for one by the capabilities; Docker takes any of NVIDIA’s names, but the documentation and other engines expect gpu.',
    messages: {
      missing:
        'The capabilities {list} do not hold "gpu", and no driver is named. Docker Engine finds NVIDIA’s driver by them all the same, but its documentation and other engines expect gpu. Add gpu, or name the driver.',
    },
    sources: [
      'AbdBarho/stable-diffusion-webui-docker#743',
      'docker/compose#12203',
      'moby daemon/nvidia_linux.go',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Only a hint: it works. Silent where a driver is named, under gpus, where Compose adds gpu itself, and for lists that other rules speak of (unknown names, compute left out).',
    ],
  },
  *check(document, { facts }) {
    const { engine } = facts.composeGpu().capabilities
    for (const { way, node } of deviceItems(document)) {
      const entry = way === 'deploy' ? node.entry('capabilities') : undefined
      if (!entry || node.has('driver') || entry.value.kind !== 'seq' || isReset(entry.value)) continue
      const words = literals(entry.value)
      if (!words?.includes('compute') || words.some((word) => !engine.includes(word))) continue
      if (words.includes('gpu') || words.includes('nvidia')) continue
      const fixes = [
        {
          title: 'Add gpu to the capabilities',
          ops: [{ op: 'set', target: entry.value, value: ['gpu', ...words] } as const],
        },
        { title: 'Name the driver', ops: [{ op: 'insert', map: node, key: 'driver', value: 'nvidia' } as const] },
      ]
      yield { message: 'missing', data: { list: shownList(words) }, at: spotOf(entry), fixes }
    }
  },
})
