import type { Service } from '../../documents/compose/types'
import type { Text } from '../../documents/text'
import { asMap, asSeq, type ScalarValue } from '../../documents/tree'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { type SizeDefect, sizeDefect } from '../support/shm-size'

export default defineRule({
  meta: {
    id: 'compose/shm-size-form',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['shm_size', 'tmpfs'],
    summary: 'shm_size is a size that Docker reads as it is meant.',
    why: 'Compose refuses some forms, and others silently give 64 MB or a few bytes.',
    messages: {
      suffix:
        '{key} is {value}. Compose 2.40 refuses the file: invalid suffix: "{suffix}" (older ones took it for {meant}). Write {meant}, which is the same size.',
      word: '{key} is {value}. Compose refuses the file: invalid size. Write a number with a unit, as 8gb.',
      negative:
        'shm_size is {value}. The engine refuses to create the container: SHM size can not be less than 0. Write a number with a unit, as 8gb.',
      default:
        'shm_size is {value}. Docker takes that for "not set", so the container gets 64 MB. Write a number with a unit, as 8gb.',
      bytes:
        'shm_size is {value}, without a unit. A bare number is bytes, so the container gets {value} bytes of shared memory. Write the unit too, as 8gb.',
    },
    covers: ['build-shm-size-confusion'],
    sources: ['measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)', 'pytorch/pytorch#16979'],
    notes: [
      'Of shm_size under build and of the size of a tmpfs only what Compose refuses is told. Bare numbers are told below one megabyte only: larger ones may well be bytes. A size with a variable that is not known is not judged.',
    ],
  },
  *check({ services }) {
    for (const service of services) {
      const { shmSize, document } = service
      if (shmSize?.node.file === document.file) yield* judge('shm_size', shmSize, sizeDefect(shmSize))
      for (const [key, size] of othersOf(service)) {
        const defect = sizeDefect(size)
        if (defect?.kind === 'suffix' || defect?.kind === 'word') yield* judge(key, size, defect)
      }
    }
  },
})

/** Compose refuses the same forms for the build and for a tmpfs; what is accepted there is no shared memory of the container. */
function othersOf({ node, document }: Service): readonly (readonly [string, Text])[] {
  const tmpfs = (asSeq(node.get('volumes'))?.items ?? []).map((item) => asMap(asMap(item)?.get('tmpfs'))?.get('size'))
  const named = [
    ['build.shm_size', node.at('build', 'shm_size')],
    ...tmpfs.map((size) => ['tmpfs.size', size]),
  ] as const
  return named.flatMap(([key, value]) => {
    const text = typeof value === 'object' ? document.textOf(value) : undefined
    return text ? [[String(key), text] as const] : []
  })
}

function* judge(key: string, size: Text, defect: SizeDefect | undefined): Iterable<Report> {
  if (!defect) return
  const value = size.value ?? ''
  const data = {
    key,
    value: value.trim() === value && value !== '' ? value : JSON.stringify(value),
    suffix: value.replace(/^[\d. ]+/, '').toLowerCase(),
    meant: defect.meant ?? '',
  }
  const fixes = size.interpolated ? [] : fixesOf(defect, size.node)
  yield { message: defect.kind, data, at: size.node, severity: severityOf(defect), fixes }
}

const severityOf = ({ kind }: SizeDefect): 'error' | 'warning' =>
  kind === 'default' || kind === 'bytes' ? 'warning' : 'error'

function fixesOf({ kind, meant }: SizeDefect, target: ScalarValue): readonly RuleFix[] {
  if (!meant) return []
  return [{ title: `Write ${meant}`, safe: kind === 'suffix', ops: [{ op: 'set', target, value: meant }] }]
}
