import type { ScalarValue } from '../../documents/tree'
import { defineRule, type RuleFix } from '../../lint/rule'
import { type SizeDefect, sizeDefect } from '../support/shm-size'

export default defineRule({
  meta: {
    id: 'compose/shm-size-form',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['shm_size'],
    summary: 'shm_size is a size that Docker reads as it is meant.',
    why: 'Compose refuses some forms, and others silently give 64 MB or a few bytes.',
    messages: {
      suffix:
        'shm_size is {value}. Compose 2.40 refuses the file: invalid suffix: "{suffix}" (older ones took it for {meant}). Write {meant}, which is the same size.',
      word: 'shm_size is {value}. Compose refuses the file: invalid size. Write a number with a unit, as 8gb.',
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
      'Bare numbers are told below one megabyte only: larger ones may well be bytes. A size with a variable that is not known is not judged.',
    ],
  },
  *check({ services }) {
    for (const service of services) {
      const defect = sizeDefect(service)
      const size = service.shmSize
      if (!defect || !size || size.node.file !== service.document.file) continue
      const value = size.value ?? ''
      const data = {
        value: value.trim() === value && value !== '' ? value : JSON.stringify(value),
        suffix: value.replace(/^[\d. ]+/, '').toLowerCase(),
        meant: defect.meant ?? '',
      }
      yield {
        message: defect.kind,
        data,
        at: size.node,
        severity: severityOf(defect),
        fixes: size.interpolated ? [] : fixesOf(defect, size.node),
      }
    }
  },
})

const severityOf = ({ kind }: SizeDefect): 'error' | 'warning' =>
  kind === 'default' || kind === 'bytes' ? 'warning' : 'error'

function fixesOf({ kind, meant }: SizeDefect, target: ScalarValue): readonly RuleFix[] {
  if (!meant) return []
  return [{ title: `Write ${meant}`, safe: kind === 'suffix', ops: [{ op: 'set', target, value: meant }] }]
}
