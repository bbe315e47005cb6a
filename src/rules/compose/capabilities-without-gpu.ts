import type { Entry, MapValue } from '../../documents/tree'
import { defineRule, type RuleFix } from '../../lint/rule'
import { deviceItems, isReset, literal, literals, shownList, spotOf } from '../support/device-items'

export default defineRule({
  meta: {
    id: 'compose/capabilities-without-gpu',
    kind: 'compose',
    severity: 'info',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['compute'],
    summary: 'The capabilities of a reservation name `gpu`.',
    why: 'Docker takes any of NVIDIA’s names, but the documentation and other engines expect gpu.',
    messages: {
      missing:
        'The capabilities {list} do not hold "gpu", and no driver is named. Docker Engine finds NVIDIA’s driver by them all the same, but its documentation and other engines expect gpu. Add gpu, or name the driver.',
      named:
        'The capabilities {list} do not hold "gpu". Docker Engine finds the driver nvidia all the same, but its documentation and other engines expect gpu. Add gpu.',
    },
    sources: [
      'AbdBarho/stable-diffusion-webui-docker#743',
      'docker/compose#12203',
      'moby daemon/nvidia_linux.go',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Only a hint: it works. Silent beside another driver, under gpus, where Compose adds gpu itself, and for lists that other rules speak of (unknown names, compute left out).',
    ],
  },
  *check(document, { facts }) {
    const { engine } = facts.composeGpu().capabilities
    for (const { way, node } of deviceItems(document)) {
      const entry = way === 'deploy' ? node.entry('capabilities') : undefined
      const driver = node.get('driver')
      const words = entry && (!driver || literal(driver) === 'nvidia') ? wordsOf(entry) : undefined
      if (!entry || !words?.every((word) => engine.includes(word))) continue
      const data = { list: shownList(words) }
      yield { message: driver ? 'named' : 'missing', data, at: spotOf(entry), fixes: repairs(words, entry, node) }
    }
  },
})

/** A list that another rule does not speak of, and that lacks gpu. */
function wordsOf({ value }: Entry): readonly string[] | undefined {
  const words = value.kind === 'seq' && !isReset(value) ? literals(value) : undefined
  return words?.includes('compute') && !words.includes('gpu') && !words.includes('nvidia') ? words : undefined
}

function repairs(words: readonly string[], { value }: Entry, node: MapValue): readonly RuleFix[] {
  const add: RuleFix = {
    title: 'Add gpu to the capabilities',
    ops: [{ op: 'set', target: value, value: ['gpu', ...words] }],
  }
  const name: RuleFix = {
    title: 'Name the driver',
    ops: [{ op: 'insert', map: node, key: 'driver', value: 'nvidia' }],
  }
  return node.has('driver') ? [add] : [add, name]
}
