import type { Container } from '../../documents/kubernetes/types'
import type { Entry } from '../../documents/tree'
import { defineRule, type RuleFix } from '../../lint/rule'
import { meantResource } from '../support/gpu-resource-name'
import { containersOf, nameOf } from '../support/k8s-containers'

export default defineRule({
  meta: {
    id: 'kubernetes/alpha-resource-name',
    kind: 'kubernetes',
    severity: 'error',
    fixable: 'safe',
    since: '0.1.0',
    summary: 'A GPU is asked for under the name that its device plugin gives it.',
    why: 'No node offers a resource of another name: the pod stays Pending, or the API server refuses it.',
    messages: {
      alpha:
        '{name} was the name before device plugins. No node offers it any more, so the pod stays Pending. Write {meant}.',
      wrong:
        '{name} is no resource of a device plugin. The API server refuses a name without vendor, and a pod that asks for an unknown one stays Pending. Write {meant}.',
    },
    covers: ['k8s-alpha-resource-name'],
    sources: ['kubernetes/kubernetes#28216', 'kubernetes/kubernetes#57170', 'NVIDIA/k8s-device-plugin#57'],
    notes: ['Only exact names are told. A spelling in other letters (`nvidia.com/GPU`) counts as the same mistake.'],
  },
  *check(document, { facts }) {
    for (const { container } of containersOf(document)) {
      for (const entry of [...container.gpuLimits, ...container.gpuRequests]) {
        const name = nameOf(entry)
        const meant = meantResource(name, facts)
        if (!meant) continue
        const fixes = rename(same(container, entry), meant)
        yield { message: name.startsWith('alpha.') ? 'alpha' : 'wrong', data: { name, meant }, at: entry.key, fixes }
      }
    }
  },
})

/** The entries of this name under limits and requests: one alone would be refused. */
const same = ({ gpuLimits, gpuRequests }: Container, { key }: Entry): readonly Entry[] =>
  [...gpuLimits, ...gpuRequests].filter((entry) => entry.key.value === key.value)

function rename(entries: readonly Entry[], meant: string): readonly RuleFix[] {
  if (entries.some((entry) => entry.merged || has(entry, meant))) return []
  return [{ title: `Rename to ${meant}`, ops: entries.map((entry) => ({ op: 'rename', entry, key: meant })) }]
}

const has = ({ value }: Entry, name: string): boolean => value.parent?.kind === 'map' && value.parent.has(name)
