import type { Entry, MapValue } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { deviceItems, isForNvidia, isReset, literal, literals, spotOf } from '../support/device-items'

const EFFECT =
  'The container starts without any GPU and nobody says so: Docker Engine 27.3 and later set NVIDIA_VISIBLE_DEVICES=void (from 29.2 nothing is injected), older ones leave the variable to the image.'

export default defineRule({
  meta: {
    id: 'compose/count-zero',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['count', 'device_ids'],
    summary: 'A device request must ask for at least one GPU.',
    why: 'A count of 0 and an empty list of ids are accepted, and the container gets no GPU.',
    messages: {
      zero: `count is {found}: the request asks for no GPU. ${EFFECT} Write the number of GPUs or all; to give the container none, delete the request.`,
      none: `device_ids is an empty list: the request asks for no GPU. ${EFFECT} Name the GPUs, or ask for all.`,
      blank:
        'The only id in device_ids is empty: the engine sets NVIDIA_VISIBLE_DEVICES to nothing and the container starts without any GPU. Name the GPUs, or ask for all.',
    },
    sources: [
      'moby v27.2.1 against v27.3.0',
      'moby commit 86f122af27 (docker-v29.2.0)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'A count that comes from a variable is not judged: `${GPUS:-0}` is a way to turn the GPU off. Silent for drivers other than nvidia.',
    ],
  },
  *check(document) {
    for (const { node } of deviceItems(document)) {
      if (node.has('count') === node.has('device_ids') || !isForNvidia(node) || isOther(node)) continue
      yield* ofCount(node.entry('count'))
      yield* ofIds(node.entry('device_ids'))
    }
  },
})

const isOther = (node: MapValue): boolean => literals(node.get('capabilities'))?.includes('tpu') === true

function* ofCount(entry: Entry | undefined): Iterable<Report> {
  const text = entry && !isReset(entry.value) ? literal(entry.value) : undefined
  if (!entry || text === undefined || !/^[+-]?0+$/.test(text)) return
  const fixes: RuleFix[] = [
    { title: 'Ask for one GPU (count: 1)', ops: [{ op: 'set', target: entry.value, value: 1 }] },
    { title: 'Ask for every GPU (count: all)', ops: [{ op: 'set', target: entry.value, value: 'all' }] },
  ]
  yield { message: 'zero', data: { found: text }, at: entry.value, fixes }
}

function* ofIds(entry: Entry | undefined): Iterable<Report> {
  const ids = entry && !isReset(entry.value) ? literals(entry.value) : undefined
  if (!entry || !ids || ids.length > 1 || (ids.length === 1 && ids[0]?.trim() !== '')) return
  const one: Op = { op: 'set', target: entry.value, value: ['0'] }
  const every: readonly Op[] = [
    { op: 'rename', entry, key: 'count' },
    { op: 'set', target: entry.value, value: 'all' },
  ]
  const fixes: RuleFix[] = [
    { title: 'Ask for every GPU (count: all)', ops: every },
    { title: 'Name GPU 0', ops: [one] },
  ]
  yield { message: ids.length === 0 ? 'none' : 'blank', at: spotOf(entry), fixes }
}
