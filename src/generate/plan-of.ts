import type { Facts, TableName } from '../facts'
import type { Choice, Framework, Reason, Recipe } from '../frameworks/types'
import type { Workload } from '../workload'
import type { Base } from './base'
import type { Cluster } from './cluster'
import type { GpuRequest, Plan } from './plan'
import type { User } from './user'

export interface Decided {
  readonly framework: Framework
  readonly workload: Workload
  readonly choice: Choice
  readonly base: Base
  readonly user: User
  readonly recipe: Recipe
  readonly request: GpuRequest | undefined
  readonly cluster: Cluster | undefined
  readonly reasons: readonly Reason[]
}

/** Lays what was decided out as plain data. */
export function planOf(decided: Decided): Plan {
  const { framework, workload, choice, user, recipe, request, cluster } = decided
  const { name, mode, vendor, release, build, nonRoot, facts } = choice
  const groups = groupsOf(decided)
  const every = [...decided.reasons, ...groups.reasons, ...(recipe.reasons ?? [])]
  const reasons = request ? every : every.filter((reason) => !reason.in.includes('request'))
  return {
    ...EMPTY,
    ...recipe,
    ...(workload.command && { command: workload.command }),
    workload: filled(decided),
    framework: { id: framework.id, title: framework.title, version: release.version },
    name,
    mode,
    vendor,
    cuda: build.cuda,
    request: request && { ...request, renderGroup: groups.render },
    cpuFallback: workload.cpuFallback ?? false,
    extras: workload.extras ?? [],
    cluster,
    nonRoot,
    user: user.id,
    ports: workload.ports ?? recipe.ports ?? [],
    mounts: oneByTarget([...(recipe.mounts ?? []), ...(workload.mounts ?? [])]),
    reasons,
    sources: sourcesOf(reasons, facts),
  }
}

/** Docker refuses two mounts at one path: the one that was wished stands in the place of ours. */
const oneByTarget = (mounts: readonly string[]): readonly string[] => [
  ...new Map(mounts.map((mount) => [mount.split(':')[1]?.replace(/\/+$/, ''), mount])).values(),
]

/** What a recipe need not say. */
const EMPTY = {
  stages: [],
  image: undefined,
  madeBy: undefined,
  command: undefined,
  environment: {},
  gpuEnvironment: {},
  http: undefined,
  shmSize: undefined,
  ipcHost: false,
  health: undefined,
  files: [],
  ignore: [],
  notes: [],
}

/** Outside NVIDIA's ways a user other than root opens the nodes only from the group that the host gave them to. */
function groupsOf({ request, recipe, choice }: Decided): {
  readonly render: boolean
  readonly reasons: readonly Reason[]
} {
  if (!request || request.vendor === 'nvidia' || !recipe.stages) return { render: false, reasons: [] }
  const reason: Reason = choice.nonRoot
    ? { choice: 'Group', value: 'RENDER_GID', because: GROUP, in: ['request', 'readme'] }
    : { choice: 'User', value: 'root', because: ROOT, in: ['dockerfile', 'readme'] }
  return { render: choice.nonRoot, reasons: [reason] }
}

const GROUP =
  'the device nodes belong to the group render of the host, whose number differs from host to host and which the image lacks (ROCm/ROCm-docker#90); .env says it'
const ROOT =
  'the device nodes belong to a group of the host whose number no image can know (ROCm/ROCm-docker#90), and root needs none; --non-root makes a user of its own, who needs that number in .env'

/** The wish with every default in it. */
const filled = ({ framework, workload, choice, base, user, request }: Decided): Workload => ({
  ...workload,
  ...(framework.ownImage ? { image: choice.release.version } : releaseOf(choice)),
  mode: choice.mode,
  vendor: choice.vendor,
  name: choice.name,
  ...(base.os && { os: base.os }),
  // Whom an image runs as by itself is its own matter.
  ...((user.id || !framework.imageUser) && { nonRoot: choice.nonRoot }),
  gpus: request?.gpus ?? 'none',
  ...(request && { wiring: request.wiring }),
})

const releaseOf = ({ release, build, python }: Choice): Partial<Workload> => ({
  version: release.version,
  ...(build.cuda && { cuda: build.cuda }),
  ...(python && { python: python.version }),
})

function sourcesOf(reasons: readonly Reason[], facts: Facts): Plan['sources'] {
  const tables = new Set<TableName>(reasons.flatMap(({ fact }) => fact?.table ?? []))
  return Object.fromEntries([...tables].map((table) => [table, facts.freshness(table).source]))
}
