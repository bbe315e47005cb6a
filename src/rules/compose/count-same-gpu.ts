import type { DeviceRequest, Service } from '../../documents/compose/types'
import type { Entry } from '../../documents/tree'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { isClusterTarget } from '../support/gpu-access'
import { firstIndexes, goesToNvidia } from '../support/request-fix'

export default defineRule({
  meta: {
    id: 'compose/count-same-gpu',
    kind: 'compose',
    severity: 'info',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['count'],
    summary: 'Services that ask for a number of GPUs all get the first ones.',
    why: 'Docker keeps no account of GPUs: a count of N means GPU 0 to N-1, for every service.',
    messages: {
      same: 'count: {count} gives the service {service} {given}, as it gives {other}: a count means the first GPUs of the host, and Docker keeps no account of who uses them. Both run on the same GPU, and further GPUs of the host stay idle. To part them, name the GPUs with device_ids; to share on purpose, leave it.',
    },
    sources: [
      'moby daemon/nvidia_linux.go countToDevices',
      'NVIDIA/nvidia-container-toolkit#521',
      'docker/compose#11863',
      'Yuliang-Liu/MonkeyOCR#204',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Only a hint, because services often share the one GPU of a host on purpose; a warning where the target names more than one GPU, and silent where it names one. Silent for services that profiles keep apart, and in an overlay whose base is not known: it may hold such profiles.',
      'A repair is offered only where the target says how many GPUs there are: on a host with one GPU it would stop the service.',
    ],
  },
  *check({ services }, context) {
    const { gpus } = context.target
    if (services.length < 2 || gpus?.length === 1) return
    const groups = new Map<string, Group>()
    for (const service of services) {
      const one = countedOf(service, context)
      const before = one && groupsOf(one, groups).sort((a, b) => b.total - a.total)[0]
      if (one && before) yield report(one, before, gpus?.length)
      if (one) remember(one, groups)
    }
  },
})

/** The services of one profile so far, or those without any, which start together. */
interface Group {
  readonly first: Counted
  readonly total: number
}

interface Counted {
  readonly service: Service
  readonly profiles: readonly string[]
  readonly request: DeviceRequest
  readonly count: number
  readonly entry: Entry
}

/** A service that is started as it stands, with one request, for a number of GPUs. */
function countedOf(service: Service, context: RuleContext): Counted | undefined {
  const [request, ...more] = service.requests
  const { count, countNode: entry } = request ?? {}
  if (!request || !entry || typeof count !== 'number' || count < 1 || request.deviceIdsNode || more.length > 0)
    return undefined
  const layers = [service, ...basesOf(service, context)]
  if (!goesToNvidia(request) || layers.every(({ overlay }) => overlay) || isClusterTarget(context)) return undefined
  if (layers.some((one) => one.replicas?.value === 0 || (one !== service && asksItself(one)))) return undefined
  return { service, profiles: profilesOf(layers), request, count, entry }
}

/** A service sees the requests of all files that are merged, its own among them. */
const asksItself = ({ requests, document }: Service): boolean => requests.some(({ at }) => at.file === document.file)

/** The same service in the files that this one is merged with: a file for the GPU names the service, its base the image. */
const basesOf = ({ name, document }: Service, { project }: RuleContext): readonly Service[] =>
  project.siblingsOf(document).flatMap(({ services }) => services.filter((one) => one.name === name))

/** Services that share a profile, or have none, run together; a service behind a profile may replace one without. */
function profilesOf(layers: readonly Service[]): readonly string[] {
  const named = layers.flatMap(({ profiles }) => profiles).filter((name) => name !== '')
  return named.length > 0 ? named : ['']
}

const groupsOf = ({ profiles }: Counted, groups: ReadonlyMap<string, Group>): Group[] =>
  profiles.flatMap((name) => groups.get(name) ?? [])

function remember(one: Counted, groups: Map<string, Group>): void {
  for (const name of one.profiles) {
    const { first = one, total = 0 } = groups.get(name) ?? {}
    groups.set(name, { first, total: total + one.count })
  }
}

function report(one: Counted, { first, total }: Group, gpus: number | undefined): Report {
  const { service, count, entry } = one
  const data = {
    count,
    service: service.name,
    given: gpusOf(count),
    other: `${first.service.name} ${gpusOf(first.count)}`,
  }
  const related =
    first.entry.value === entry.value ? [] : [{ at: first.entry.value, message: 'this count starts at GPU 0 too' }]
  const severity = gpus === undefined ? 'info' : 'warning'
  return { message: 'same', data, at: entry.value, severity, related, fixes: repairs(one, total, gpus) }
}

const gpusOf = (count: number): string => (count === 1 ? 'GPU 0' : `GPUs 0 to ${count - 1}`)

/** The GPUs behind those of the services before it; none where the target has too few, or nobody said how many there are. */
function repairs({ count, entry }: Counted, from: number, gpus: number | undefined): readonly RuleFix[] {
  if (gpus === undefined || from + count > gpus) return []
  const ids = firstIndexes(from + count).slice(from)
  return [
    {
      title: `Name the next GPUs: device_ids [${ids.join(', ')}]`,
      ops: [
        { op: 'rename', entry, key: 'device_ids' },
        { op: 'set', target: entry.value, value: ids },
      ],
    },
  ]
}
