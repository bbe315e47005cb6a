import { asSeq, type Entry, type MapValue } from '../../documents/tree'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { deviceItems, isReset, literal, literals, spotOf } from '../support/device-items'
import { isPodman } from '../support/engine'
import { firstIndexes } from '../support/request-fix'

export default defineRule({
  meta: {
    id: 'compose/cdi-request-form',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['cdi', '.com/gpu='],
    summary: 'A request with `driver: cdi` names CDI devices in `device_ids`, and only such a one does.',
    why: 'The engine hands the ids to CDI as they are and refuses a count; the nvidia driver hands them to NVIDIA_VISIBLE_DEVICES.',
    messages: {
      count:
        'A request with driver: cdi takes no count ({found}): the start fails with "unexpected count in CDI device request". Name the devices: device_ids {names}.',
      unnamed:
        'This request with driver: cdi names no device. Docker Compose fills in a count of all, and the start fails with "unexpected count in CDI device request". Name the devices: device_ids {names}.',
      id: '"{found}" is no CDI device name, so the start fails with "unresolvable CDI devices {found}". With driver: cdi write {names}, or ask the driver nvidia.',
      driver:
        'device_ids names the CDI device {found}, but the driver is not cdi. The engine sets NVIDIA_VISIBLE_DEVICES={found} then and injects no CDI device. Write driver: cdi.',
    },
    sources: [
      'compose-spec deploy.md "devices"',
      'moby daemon/cdi.go',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Silent on Podman, for values with a variable, and for a count beside device_ids, which count-and-device-ids tells. The nvidia runtime in a CDI mode reads CDI names from NVIDIA_VISIBLE_DEVICES; a device request does not go through it.',
    ],
  },
  *check(document, { target }) {
    if (isPodman(target)) return
    for (const { node } of deviceItems(document)) {
      if (isReset(node)) continue
      const driver = node.has('driver') ? literal(node.get('driver')) : ''
      if (driver === 'cdi') yield* ofCdi(node)
      else if (driver === '' || driver === 'nvidia') yield* ofNvidia(node)
    }
  },
})

const CDI_NAME = /^[A-Za-z][\w.-]*\/[A-Za-z][\w.-]*=/

function* ofCdi(node: MapValue): Iterable<Report> {
  const count = node.entry('count')
  const ids = node.entry('device_ids')
  if (ids) {
    if (!count) yield* ofIds(ids)
    return
  }
  const names = namesFor(literal(count?.value) ?? 'all')
  const data = { found: literal(count?.value) ?? '', names: `[${names.map((name) => `"${name}"`).join(', ')}]` }
  const title = `Name the devices: device_ids [${names.join(', ')}]`
  if (count) {
    if (data.found === '' || data.found === '0') return
    const ops = [
      { op: 'rename', entry: count, key: 'device_ids' },
      { op: 'set', target: count.value, value: names },
    ] as const
    yield { message: 'count', data, at: spotOf(count), fixes: [{ title, ops }] }
    return
  }
  const driver = node.entry('driver')
  const ops = [{ op: 'insert', map: node, key: 'device_ids', value: names } as const]
  yield { message: 'unnamed', data, at: driver?.value ?? node, fixes: [{ title, ops }] }
}

/** The CDI names that a count stands for. */
function namesFor(count: string): readonly string[] {
  const number = /^[1-9]\d?$/.test(count) ? Number(count) : undefined
  return number === undefined ? ['nvidia.com/gpu=all'] : firstIndexes(number).map((index) => `nvidia.com/gpu=${index}`)
}

function* ofIds({ value }: Entry): Iterable<Report> {
  for (const item of asSeq(value)?.items ?? []) {
    const found = item.kind === 'scalar' && typeof item.value === 'string' ? literal(item) : undefined
    if (!found || CDI_NAME.test(found) || !/^(?:all|\d{1,3}(?::\d+)?|(?:GPU|MIG)-[\w-]+)$/.test(found)) continue
    const name = `nvidia.com/gpu=${found}`
    const fix: RuleFix = { title: `Write ${name}`, ops: [{ op: 'set', target: item, value: name }] }
    yield { message: 'id', data: { found, names: name }, at: item, fixes: [fix] }
  }
}

function* ofNvidia(node: MapValue): Iterable<Report> {
  const ids = node.entry('device_ids')
  const words = literals(ids?.value)
  const [found] = words ?? []
  if (!ids || !found || !words?.every((word) => CDI_NAME.test(word))) return
  const driver = node.entry('driver')
  const op = driver
    ? ({ op: 'set', target: driver.value, value: 'cdi' } as const)
    : ({ op: 'insert', map: node, key: 'driver', value: 'cdi' } as const)
  yield {
    message: 'driver',
    data: { found },
    at: driver?.value ?? spotOf(ids),
    severity: 'warning',
    fixes: [{ title: 'Write driver: cdi', ops: [op] }],
  }
}
