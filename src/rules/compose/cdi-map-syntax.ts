import type { Service } from '../../documents/compose/types'
import { asMap, asSeq, type MapValue, type Value } from '../../documents/tree'
import type { Plain } from '../../edits/ops'
import { defineRule, type Report } from '../../lint/rule'
import { isReset, literal } from '../support/device-items'

export default defineRule({
  meta: {
    id: 'compose/cdi-map-syntax',
    kind: 'compose',
    severity: 'error',
    fixable: 'safe',
    since: '0.1.0',
    needs: ['devices'],
    summary: 'A CDI device under `devices` takes no path and no permissions.',
    why: 'Compose asks for a CDI device only where source and target are the same CDI name; otherwise the name is looked for as a path on the host.',
    messages: {
      mapped:
        '"{value}" gives the CDI device {name} a path or permissions. Docker Compose takes it for a path then, and the start fails with "error gathering device information … no such file or directory". Write {name} alone.',
      mig: '"{value}" names a MIG device, but the short syntax splits it at the colon. The start fails with "error gathering device information … no such file or directory". Write it with equal source and target.',
      target:
        'The CDI device {name} is given the target "{value}". Docker Compose takes it for a path then, and the start fails. Write the name as the target too.',
      missing:
        'The CDI device {name} has no target. Docker Compose refuses the long syntax without one: missing a mount target. Write the name as the target too.',
      nameless:
        '"{value}" is the kind of a CDI device, without the name of one. Docker Compose takes it for a path then, and the start fails with "error gathering device information … no such file or directory". Write {value}=all, or one name such as {value}=0.',
    },
    sources: [
      'docker/compose pkg/compose/create.go',
      'compose-spec/compose-go transform/device.go',
      'toolkit docs CDI page (MIG naming)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'The name twice (`nvidia.com/gpu=0:nvidia.com/gpu=0`) is taken as CDI. Values with a variable are not judged.',
    ],
  },
  *check({ services }) {
    for (const service of services) {
      for (const item of items(service)) {
        const map = asMap(item)
        yield* map ? ofLong(map) : ofShort(item)
      }
    }
  },
})

const items = ({ node }: Service): readonly Value[] => asSeq(node.get('devices'))?.items ?? []

/** Vendor, class and name, as CDI's parser has them; the vendor is a domain, so no path fits. */
const NAME = /^[A-Za-z][\w.-]*[A-Za-z\d]\/[A-Za-z][\w.-]*=[A-Za-z\d][\w.-]*/

/** A kind alone; only of vendors whose devices are known, since another text may be a path. */
const KIND = /^(?:nvidia|amd|intel)\.com\/[A-Za-z][\w.-]*$/

function* ofShort(item: Value): Iterable<Report> {
  const value = isReset(item) ? undefined : literal(item)
  if (value && KIND.test(value)) {
    const every = `${value}=all`
    const fixes = [{ title: `Write ${every}`, safe: false, ops: [{ op: 'set', target: item, value: every } as const] }]
    yield { message: 'nameless', data: { value }, at: item, fixes }
    return
  }
  const name = value && NAME.exec(value)?.[0]
  const rest = name ? value.slice(name.length) : ''
  if (!name || !rest.startsWith(':') || rest.slice(1).split(':')[0] === name) return
  const mig = /^:\d+(?=:|$)/.exec(rest)?.[0]
  const full = name + (mig ?? '')
  const fixed: Plain = mig ? { source: full, target: full } : name
  const fixes = [
    {
      title: `Write ${full}${mig ? ' in the long syntax' : ''}`,
      ops: [{ op: 'set', target: item, value: fixed } as const],
    },
  ]
  yield { message: mig ? 'mig' : 'mapped', data: { value, name }, at: item, fixes }
}

function* ofLong(map: MapValue): Iterable<Report> {
  const name = isReset(map) ? undefined : literal(map.get('source'))
  if (!name || NAME.exec(name)?.[0].length !== name.replace(/:.*$/, '').length) return
  const target = map.get('target')
  const title = 'Write the name as the target'
  if (!target) {
    const ops = [{ op: 'insert', map, key: 'target', value: name, ...after(map) } as const]
    yield { message: 'missing', data: { name }, at: map.get('source') ?? map, fixes: [{ title, ops }] }
    return
  }
  const value = literal(target)
  if (value === undefined || value === name) return
  yield {
    message: 'target',
    data: { name, value },
    at: target,
    fixes: [{ title, ops: [{ op: 'set', target, value: name }] }],
  }
}

function after(map: MapValue) {
  const source = map.entry('source')
  return source && !source.merged ? { after: source } : {}
}
