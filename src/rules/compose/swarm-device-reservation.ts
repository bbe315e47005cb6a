import type { ComposeDocument, Service } from '../../documents/compose/types'
import { asMap, type Entry, type MapValue } from '../../documents/tree'
import type { Target } from '../../host/target'
import { defineRule, type Report, type RuleFix, type Severity } from '../../lint/rule'
import { isReset, literal } from '../support/device-items'

export default defineRule({
  meta: {
    id: 'compose/swarm-device-reservation',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['devices', 'gpus', 'runtime', 'device_cgroup_rules'],
    summary: 'A file for Swarm asks for GPUs with `generic_resources`.',
    why: '`docker stack deploy` has a schema of its own and refuses device reservations, `gpus`, `runtime` and `device_cgroup_rules`.',
    messages: {
      devices:
        'docker stack deploy refuses "devices" under reservations: Additional property devices is not allowed. Swarm hands out GPUs as generic resources, which the daemons of the nodes name (node-generic-resources). Write generic_resources in its place.',
      key: 'docker stack deploy refuses "{key}": Additional property {key} is not allowed. Swarm hands out GPUs as generic resources, which the daemons of the nodes name (node-generic-resources). Write deploy.resources.reservations.generic_resources in its place.',
    },
    sources: [
      'docker/cli#3051',
      'docker/cli#3135',
      'docker/cli#1805',
      'NVIDIA/nvidia-container-toolkit#57',
      'measured: docker stack config of Docker CLI 26.1 and 28.5 (2026-11-22)',
    ],
    notes: [
      'Speaks only where the target is Swarm; as a warning where a comment of the file calls docker stack deploy, or where it makes an overlay network and chooses among nodes; as a hint where a service sets deploy.mode and chooses among nodes. One such key alone proves nothing: docker compose takes them too.',
    ],
  },
  *check(document, { target }) {
    const severity = severityFor(document, target)
    if (!severity) return
    for (const service of document.services) for (const report of ofService(service)) yield { ...report, severity }
  },
})

function severityFor(document: ComposeDocument, { platform }: Target): Severity | undefined {
  if (platform !== undefined) return /^swarm/i.test(platform) ? 'error' : undefined
  const { text } = document.file
  if (/\bdocker[ -]compose (?:.* )?up\b/.test(text)) return undefined
  return /^[ \t]*#.*\bdocker stack deploy\b/m.test(text) ? 'warning' : hintOf(document)
}

/** A choice among nodes beside an overlay network, which only a Swarm makes, or a mode: each alone may be an accident. */
function hintOf({ root, services }: ComposeDocument): Severity | undefined {
  const placed = services.filter(({ node }) => /\bnode\.\w/.test(node.at('deploy', 'placement')?.source ?? ''))
  const networks = asMap(root?.get('networks'))?.entries ?? []
  const overlay = networks.some(({ value }) => literal(asMap(value)?.get('driver')) === 'overlay')
  if (overlay && placed.length > 0) return 'warning'
  return placed.some(({ node }) => node.at('deploy', 'mode') ?? node.at('deploy', 'endpoint_mode')) ? 'info' : undefined
}

function* ofService({ node }: Service): Iterable<Report> {
  const map = asMap(node.at('deploy', 'resources', 'reservations'))
  const devices = map?.entry('devices')
  if (map && devices && !isReset(devices.value))
    yield { message: 'devices', at: devices.key, fixes: repairs(map, devices) }
  for (const name of ['gpus', 'runtime', 'device_cgroup_rules']) {
    const entry = node.entry(name)
    if (entry && !isReset(entry.value)) yield { message: 'key', data: { key: name }, at: entry.key }
  }
}

/** How many GPUs one request names; a Swarm has no word for all of them. */
function repairs(map: MapValue, entry: Entry): readonly RuleFix[] {
  const items = entry.value.kind === 'seq' ? entry.value.items : []
  const item = items.length === 1 ? asMap(items[0]) : undefined
  const ids = item?.get('device_ids')
  const count = item?.get('count')
  const number = ids?.kind === 'seq' ? ids.items.length : count?.kind === 'scalar' ? Number(count.value) : 0
  if (!Number.isInteger(number) || number < 1 || entry.merged || map.has('generic_resources')) return []
  const value = [{ discrete_resource_spec: { kind: 'NVIDIA-GPU', value: number } }]
  const ops = [
    { op: 'rename', entry, key: 'generic_resources' },
    { op: 'set', target: entry.value, value },
  ] as const
  return [{ title: `Ask for ${number} of the generic resource NVIDIA-GPU`, ops }]
}
