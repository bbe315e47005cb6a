import type { SeqValue, Value } from '../../documents/tree'
import type { Facts } from '../../facts'
import type { Target } from '../../host/target'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { nearest } from '../../text/nearest'
import {
  AMD_CAPABILITIES,
  deviceItems,
  isForNvidia,
  isReset,
  literal,
  literals,
  namesNvidia,
} from '../support/device-items'
import { isPodman, unmatchedSeverity } from '../support/engine'

export default defineRule({
  meta: {
    id: 'compose/capability-unknown-to-engine',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['capabilities'],
    summary: 'Capabilities must be names that the engine knows.',
    why: 'The engine looks for a driver that has every capability of the list, and none has an unknown one.',
    messages: {
      named:
        'The engine knows no capability "{word}". Docker Engine before 29.0 stops with "could not select device driver"; later ones start, as the driver is named, and the word does nothing. {todo}',
      unnamed:
        'The engine knows no capability "{word}". As no driver is named, the start fails with "could not select device driver". {todo}',
      amd: 'The driver amd of the engine has no capability "{word}", only gpu and amd. Docker Engine before 29.0 stops with "could not select device driver"; later ones start, as the driver is named, and the word does nothing. {todo}',
    },
    sources: [
      'compose-spec deploy.md "capabilities"',
      'moby daemon/nvidia_linux.go',
      'moby daemon/devices_amd_linux.go @169b6e9 (capabilities of the driver amd)',
      'moby/moby#50717',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Known are gpu, nvidia, compute, compat32, graphics, utility, video and display. The driver amd has gpu and amd. Silent for other drivers, for lists with tpu or amd, and on Podman.',
      'ngx and all are values of NVIDIA_DRIVER_CAPABILITIES, not capabilities of a request.',
    ],
  },
  *check(document, { facts, target }) {
    if (isPodman(target)) return
    for (const { node } of deviceItems(document)) {
      const list = node.get('capabilities')
      if (list?.kind !== 'seq' || isReset(list)) continue
      if (isForNvidia(node)) yield* ofNvidia(list, namesNvidia(node), facts, target)
      else if (literal(node.get('driver')) === 'amd') yield* ofAmd(list, target)
    }
  },
})

function* ofNvidia(list: SeqValue, named: boolean, facts: Facts, target: Target): Iterable<Report> {
  for (const { item, word } of unknownWords(facts, list)) {
    const fixes = repairs(facts, list, item, word, named)
    const data = { word, todo: todo(fixes[0]) }
    const severity = named ? unmatchedSeverity(target, 'warning') : 'error'
    yield { message: named ? 'named' : 'unnamed', data, at: item, severity, fixes }
  }
}

/** Only gpu and amd are matched with the driver amd: the other words go. */
function* ofAmd(list: SeqValue, target: Target): Iterable<Report> {
  const words = literals(list) ?? []
  for (const [i, word] of words.entries()) {
    const item = list.items[i]
    if (!item || AMD_CAPABILITIES.includes(word) || /[\s,]/.test(word)) continue
    const others = words.some((other) => AMD_CAPABILITIES.includes(other))
    const fix: RuleFix = others
      ? { title: `Delete ${word}`, ops: [{ op: 'remove-item', seq: list, item }] }
      : replace(item, 'gpu', false)
    yield {
      message: 'amd',
      data: { word, todo: todo(fix) },
      at: item,
      severity: unmatchedSeverity(target, 'warning'),
      fixes: [fix],
    }
  }
}

/** Capabilities of other vendors, known to engines that have their drivers. */
const OTHERS = ['tpu', 'amd']

function unknownWords(facts: Facts, list: SeqValue): readonly { readonly item: Value; readonly word: string }[] {
  const words = literals(list)
  const { engine } = facts.composeGpu().capabilities
  if (!words || words.some((word) => OTHERS.includes(word) || /[\s,]/.test(word))) return []
  return list.items.flatMap((item, i) => {
    const word = words[i] ?? ''
    return engine.includes(word) ? [] : [{ item, word }]
  })
}

/** A word that does nothing goes; gpu changes nothing either. Other words change what the driver mounts. */
function repairs(facts: Facts, list: SeqValue, item: Value, word: string, named: boolean): readonly RuleFix[] {
  const { engine, driver } = facts.composeGpu().capabilities
  const meant = meaning(word, engine)
  const words = literals(list) ?? []
  const alone = words.every((other) => !engine.includes(other))
  const name = meant ?? (alone ? 'gpu' : undefined)
  const drop: RuleFix = { title: `Delete ${word}`, safe: true, ops: [{ op: 'remove-item', seq: list, item }] }
  const change = name === undefined || words.includes(name) ? drop : replace(item, name, !named || name === 'gpu')
  if (word !== 'all') return [change]
  const every: RuleFix = {
    title: 'List every driver capability',
    safe: false,
    ops: [{ op: 'set', target: list, value: ['gpu', ...driver] }],
  }
  return [change, every]
}

const replace = (target: Value, value: string, safe: boolean): RuleFix => ({
  title: `Write ${value}`,
  safe,
  ops: [{ op: 'set', target, value }],
})

const todo = (fix: RuleFix | undefined): string => (fix ? `${fix.title}.` : 'Delete it.')

/** `nvidia-compute` is the spelling of the specification's examples; the engine has no such names. */
function meaning(word: string, engine: readonly string[]): string | undefined {
  const bare = word
    .trim()
    .toLowerCase()
    .replace(/^nvidia[-_.]/, '')
  if (['cuda', 'gpus'].includes(bare)) return 'gpu'
  return bare === 'all' || bare === 'ngx' ? undefined : nearest(bare, engine)
}
