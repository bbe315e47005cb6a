import type { DeviceRequest } from '../../documents/compose/types'
import { asSeq, type ScalarValue } from '../../documents/tree'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { loneVariable } from '../support/lone-variable'
import { goesToNvidia } from '../support/request-fix'
import { badVisibleDevices } from '../support/visible-value'

export default defineRule({
  meta: {
    id: 'compose/device-ids-bad-interpolation',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['device_ids'],
    summary: 'An id of a GPU is an index, a UUID or a name, and its variable is written with a dollar sign.',
    why: 'Neither Compose nor the engine looks at the text: the container fails at start, or silently gets no GPU.',
    messages: {
      dollar:
        'The device id is "{value}": the dollar sign is missing. Compose hands the text on as it is, and the start fails: device error: {value}: unknown device. Write {meant}.',
      escaped:
        'The device id {written} has its dollar sign doubled, which Compose reads as a plain one. It hands on "{value}" as it is, and the start fails: device error: {value}: unknown device. Write {meant}.',
      empty:
        'The device id {written} is empty. Compose hands it on (NVIDIA_VISIBLE_DEVICES is empty), so the container starts without a GPU. Write an id, or give the variable a default: ${GPU_ID:-0}.',
      unset:
        'The device id {written} is empty where nothing sets {name}: it has no default, and no .env file of the project sets it. Compose only warns then (NVIDIA_VISIBLE_DEVICES is empty), and the container starts without a GPU. Give it a default: {meant}.',
      blanks:
        'The device id "{value}" holds several ids without a comma. The engine hands it on as one, and the start fails: device error: {value}: unknown device. Write one id an item.',
      word: 'The device id "{value}" names no GPU. The engine hands it on as it is, and the start fails: device error: {value}: unknown device. Write an index ("0"), a UUID (GPU-…) or a MIG id (MIG-…).',
    },
    sources: ['MaskAnyone/MaskAnyone#61 (2025-06)', 'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)'],
    notes: [
      '"0,1" in one item is handed on and works, so it is not told. A variable without a default is only a hint: the shell may set it.',
    ],
  },
  *check({ services, file }) {
    for (const service of services)
      for (const request of service.requests)
        for (const id of idsOf(request)) if (id.item.file === file) yield* ofId(id)
  },
})

interface Id {
  readonly item: ScalarValue
  /** With variables resolved; undefined where one of the list is not known. */
  readonly value: string | undefined
}

/** Only requests that NVIDIA's driver serves: CDI has names of its own. */
function idsOf(request: DeviceRequest): readonly Id[] {
  const items = goesToNvidia(request) ? (asSeq(request.deviceIdsNode?.value)?.items ?? []) : []
  return items.flatMap((item, i) =>
    item.kind === 'scalar' && typeof item.value === 'string' ? [{ item, value: request.deviceIds?.[i] }] : [],
  )
}

const PLAIN = /^(?:\d{1,3}|GPU-[\da-f-]{36})$/i
const WITHOUT_DOLLAR = /^(?:\{[A-Za-z_]\w*(?::?[-?+][^{}]*)?\}|\$\([A-Za-z_]\w*\))$/

const ESCAPED = /^\$\$(?:\{[A-Za-z_]\w*(?::?[-?+][^{}]*)?\}|[A-Za-z_]\w*)$/

function* ofId({ item, value }: Id): Iterable<Report> {
  const written = String(item.value)
  if (PLAIN.test(written)) return
  if (WITHOUT_DOLLAR.test(written)) {
    const meant = `$\{${written.replace(/^\$\(|^\{|\)$|\}$/g, '')}}`
    yield { message: 'dollar', data: { value: written, meant }, at: item, fixes: [write(item, meant, true)] }
    return
  }
  if (ESCAPED.test(written)) {
    const meant = written.slice(1)
    const fixes = [write(item, meant, false)]
    yield { message: 'escaped', data: { written: item.source, value: meant, meant }, at: item, fixes }
    return
  }
  if (value === undefined) {
    yield* ofUnset(item)
    return
  }
  // An empty text that stands in the file is told by compose/count-zero.
  if (value.trim() !== '') yield* ofWord(item, value)
  else if (written.includes('$')) yield { message: 'empty', data: { written: item.source }, at: item }
}

/** A variable that no file sets, and that says nothing of its own for that case. */
function* ofUnset(item: ScalarValue): Iterable<Report> {
  const name = asSeq(item.parent)?.items.length === 1 ? loneVariable(item) : undefined
  if (name === undefined) return
  const meant = `$\{${name}:-0}`
  const data = { written: item.source, name, meant }
  yield { message: 'unset', data, at: item, severity: 'info', fixes: [write(item, meant, false)] }
}

function* ofWord(item: ScalarValue, value: string): Iterable<Report> {
  const bad = badVisibleDevices(value)
  if (bad?.kind === 'blanks') yield { message: 'blanks', data: { value }, at: item, fixes: parted(item, bad.meant) }
  if (bad?.kind !== 'word' || /[,=]/.test(value)) return
  const fixes = bad.meant && item.value === value ? [write(item, bad.meant, false)] : []
  yield { message: 'word', data: { value }, at: item, fixes }
}

/** The ids as items of their own, where the text is the only item of the list. */
function parted(item: ScalarValue, meant: string | undefined): readonly RuleFix[] {
  const list = asSeq(item.parent)
  if (!list || list.items.length > 1 || !meant || String(item.value).includes('$')) return []
  const ids = meant.split(',')
  return [{ title: `Write the ids ${ids.join(', ')}`, ops: [{ op: 'set', target: list, value: ids }] }]
}

const write = (target: ScalarValue, value: string, safe: boolean): RuleFix => ({
  title: `Write ${value}`,
  safe,
  ops: [{ op: 'set', target, value }],
})
