import { asScalar, type MapValue, type Value } from '../../documents/tree'
import { defineRule } from '../../lint/rule'

export default defineRule({
  meta: {
    id: 'compose/container-name-with-replicas',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['container_name'],
    summary: 'A service with several replicas has no `container_name`.',
    why: 'A container name is unique, so Compose refuses the file.',
    messages: {
      both: 'Service "{service}" has {replicas} replicas and container_name: {name}. Docker Compose refuses the file: a container name can be used once. Remove container_name, or run one replica.',
    },
    sources: [
      'compose-spec/compose-go loader/validate.go @e70e961 (2026-07-21)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: ['Silent where `scale` and `deploy.replicas` differ: Compose refuses that for itself.'],
  },
  *check({ services }) {
    for (const { name, node } of services) {
      const named = node.entry('container_name')
      const containerName = asScalar(named?.value)?.value
      const replicas = replicasOf(node)
      if (!named || named.value.tag || typeof containerName !== 'string' || /\$|^$/.test(containerName)) continue
      if (replicas === undefined || replicas <= 1) continue
      const data = { service: name, replicas, name: containerName }
      const ops = [{ op: 'remove-entry', map: node, entry: named } as const]
      yield { message: 'both', data, at: named.value, fixes: [{ title: 'Remove container_name', ops }] }
    }
  },
})

/** `scale` or `deploy.replicas`; undefined where one is not known or they differ. */
function replicasOf(service: MapValue): number | undefined {
  const values = [service.get('scale'), service.at('deploy', 'replicas')].filter((value) => value !== undefined)
  const numbers = new Set(values.map(numberOf))
  return numbers.size === 1 ? [...numbers][0] : undefined
}

function numberOf(value: Value): number | undefined {
  const number = value.kind === 'scalar' && !value.tag ? Number(value.value ?? Number.NaN) : Number.NaN
  return Number.isInteger(number) ? number : undefined
}
