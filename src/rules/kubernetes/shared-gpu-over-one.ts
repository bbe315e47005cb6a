import type { KubernetesDocument } from '../../documents/kubernetes/types'
import { asMap, type Entry } from '../../documents/tree'
import { defineRule } from '../../lint/rule'
import { containersOf, nameOf, quantityOf } from '../support/k8s-containers'

export default defineRule({
  meta: {
    id: 'kubernetes/shared-gpu-over-one',
    kind: 'kubernetes',
    severity: 'info',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['.shared', 'failRequestsGreaterThanOne'],
    summary: 'A container asks for one share of a shared GPU.',
    why: 'Shares are slices of time: more of them give no more of the GPU, and the device plugin may refuse them.',
    messages: {
      refused:
        'The container asks for {count} of {name}, and the device plugin is configured with failRequestsGreaterThanOne. The pod ends with UnexpectedAdmissionError: maximum request size for shared resources is 1. Ask for 1.',
      useless:
        'The container asks for {count} of {name}. Shares are slices of time of the same GPU: more of them give no more compute or memory, and with failRequestsGreaterThanOne the pod is refused. Ask for 1.',
    },
    covers: ['k8s-shared-gpu-over-one'],
    sources: ['NVIDIA/k8s-device-plugin README, "Shared Access to GPUs" (2026-08)'],
    notes: [
      'A warning where a ConfigMap of the same file turns failRequestsGreaterThanOne on; then nvidia.com/gpu counts too, where it is the shared name.',
    ],
  },
  *check(document) {
    const refused = refusedNames(document)
    for (const { container } of containersOf(document)) {
      for (const entry of container.gpuLimits) {
        const name = nameOf(entry)
        const count = quantityOf(entry.value)
        if (count === undefined || count <= 1 || !(refused.has(name) || name === 'nvidia.com/gpu.shared')) continue
        const data = { count, name }
        yield refused.has(name)
          ? { message: 'refused', data, at: entry.value, severity: 'warning', fixes: one(entry) }
          : { message: 'useless', data, at: entry.value, fixes: one(entry) }
      }
    }
  },
})

function one({ value }: Entry) {
  const whole = value.kind === 'scalar' && typeof value.value === 'string' ? '1' : 1
  return [{ title: 'Ask for 1', ops: [{ op: 'set', target: value, value: whole } as const] }]
}

/** What a configuration of the device plugin in the same file shares and refuses to hand out more than once. */
function refusedNames({ resources }: KubernetesDocument): ReadonlySet<string> {
  const configs = resources
    .filter(({ resourceKind }) => resourceKind === 'ConfigMap')
    .flatMap(({ node }) => asMap(node.get('data'))?.entries ?? [])
    .map(({ value }) => (value.kind === 'scalar' ? String(value.value) : ''))
  return new Set(configs.flatMap(namesOf))
}

function namesOf(config: string): readonly string[] {
  if (!/^\s*failRequestsGreaterThanOne:\s*true\s*$/m.test(config)) return []
  const renamed = /^\s*renameByDefault:\s*true\s*$/m.test(config)
  const names = [...config.matchAll(/\bname:[ \t]*["']?([\w./-]+)/g)].map(([, name]) => name ?? '')
  return names.map((name) => (renamed ? `${name}.shared` : name))
}
