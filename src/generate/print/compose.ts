import type { ProjectFile } from '../../frameworks/types'
import type { GpuRequest, Plan } from '../plan'
import { header } from './header'
import { comment, type Yaml, yaml } from './yaml'

type Service = { readonly [key: string]: Yaml | undefined }

/** One file; or a pair, of which the first one starts without a GPU. */
export function composeFiles(plan: Plan): readonly ProjectFile[] {
  const { cpuFallback, request } = plan
  if (!cpuFallback || !request) {
    const service = serviceOf(plan, { ...plan.environment, ...(request && plan.gpuEnvironment) }, request)
    return [{ path: 'docker-compose.yml', text: print(header(plan, 'compose', 'request'), plan, service) }]
  }
  const base = serviceOf(plan, plan.environment, undefined)
  const { environment, ...keys } = requestKeys(request)
  const variables = { ...plan.gpuEnvironment, ...(environment as Plan['environment'] | undefined) }
  const over = { ...(notEmpty(variables) && { environment: variables }), ...keys }
  const how = 'With a GPU: docker compose -f compose.yaml -f compose.gpu.yaml up. Without: docker compose up.'
  return [
    { path: 'compose.yaml', text: print([...header(plan, 'compose'), ...comment(how)], plan, base) },
    {
      path: 'compose.gpu.yaml',
      text: text([...header(plan, 'request'), ...comment(how)], { services: { [plan.name]: over } }),
    },
  ]
}

const text = (head: readonly string[], file: Yaml): string => `${[...head, ...yaml(file)].join('\n')}\n`

function print(head: readonly string[], plan: Plan, service: Service): string {
  const volumes = namedVolumes(plan)
  const file = {
    services: { [plan.name]: service },
    ...(volumes.length > 0 && { volumes: Object.fromEntries(volumes.map((name) => [name, {}])) }),
  }
  return text(head, file)
}

function serviceOf(plan: Plan, environment: Plan['environment'], request: GpuRequest | undefined): Service {
  const { stages, image, user, command, ports, mounts, shmSize, ipcHost, health, restart } = plan
  const { environment: requested, ...keys } = request ? requestKeys(request) : ({} as Service)
  const variables = { ...environment, ...(requested as Plan['environment'] | undefined) }
  return {
    ...(stages.length > 0 ? { build: '.' } : { image: image ?? '' }),
    ...(user && { user }),
    // Compose would take `$` for the beginning of a variable.
    ...(command && { command: command.map((word) => word.replaceAll('$', '$$$$')) }),
    ...(notEmpty(variables) && { environment: variables }),
    ...(ports.length > 0 && { ports }),
    ...(mounts.length > 0 && { volumes: mounts }),
    ...(shmSize && !ipcHost && { shm_size: shmSize }),
    ...(ipcHost && { ipc: 'host' }),
    ...keys,
    // An image that is built here has it in its Dockerfile.
    ...(health && stages.length === 0 && { healthcheck: healthcheck(health) }),
    restart,
  }
}

const healthcheck = ({ test, startPeriod }: NonNullable<Plan['health']>): Yaml => ({
  test: ['CMD', ...test],
  interval: '30s',
  timeout: '5s',
  retries: 3,
  start_period: `${startPeriod}s`,
})

const notEmpty = (map: object): boolean => Object.keys(map).length > 0

/** Sources that are no path are volumes that Docker keeps. */
export const namedVolumes = ({ mounts }: Plan): readonly string[] =>
  mounts.flatMap((mount) => /^([A-Za-z][\w-]*):/.exec(mount)?.[1] ?? [])

const indexes = (gpus: GpuRequest['gpus']): readonly string[] =>
  typeof gpus === 'number' ? Array.from({ length: gpus }, (_, i) => String(i)) : gpus === 'all' ? ['all'] : gpus

const cdiNames = ({ vendor, gpus }: GpuRequest): readonly string[] =>
  indexes(gpus).map((id) => (id.includes('=') ? id : `${vendor}.com/gpu=${id}`))

/** The variable in which the runtime of a vendor looks for the GPUs. */
const visibleDevices = ({ vendor, gpus }: GpuRequest) => ({
  [`${vendor.toUpperCase()}_VISIBLE_DEVICES`]: indexes(gpus).join(','),
})

const item = ({ vendor, gpus }: GpuRequest): { readonly [key: string]: Yaml } => ({
  driver: vendor,
  ...(typeof gpus === 'object' ? { device_ids: gpus } : { count: gpus }),
})

const reservation = (request: GpuRequest): Service => ({
  deploy: { resources: { reservations: { devices: [{ ...item(request), capabilities: ['gpu'] }] } } },
})

/** The keys of a service that ask for its GPUs. */
export function requestKeys(request: GpuRequest): Service {
  return {
    ...WRITERS[request.wiring](request),
    ...(request.renderGroup && { group_add: [RENDER_GROUP] }),
    ...(request.unlabelled && { security_opt: ['label=disable'] }),
  }
}

/** Compose stops with the words behind `:?` where nothing sets the variable. */
const RENDER_GROUP = '${RENDER_GID:?is the number of the group render, see README.md}'

const isNvidia = ({ vendor }: GpuRequest): boolean => vendor === 'nvidia'

const WRITERS: Readonly<Record<GpuRequest['wiring'], (request: GpuRequest) => Service>> = {
  deploy: reservation,
  gpus: (request) => ({ gpus: request.gpus === 'all' && isNvidia(request) ? 'all' : [item(request)] }),
  runtime: (request) => ({ runtime: request.vendor, environment: visibleDevices(request) }),
  cdi: (request) => ({ devices: cdiNames(request) }),
  devices: (request) => ({
    devices: request.nodes.map((node) => `${node}:${node}`),
    ...(isNvidia(request) && reservation(request)),
  }),
}

/** The same request as words of `docker run`. */
export const runWords = (request: GpuRequest): readonly string[] => [
  ...(request.unlabelled ? ['--security-opt', 'label=disable'] : []),
  ...(request.renderGroup ? ['--group-add', '"$(getent group render | cut -d: -f3)"'] : []),
  ...deviceWords(request),
]

function deviceWords(request: GpuRequest): readonly string[] {
  const { vendor, wiring, gpus } = request
  const nodes = request.nodes.flatMap((node) => ['--device', node])
  const variables = Object.entries(visibleDevices(request)).flatMap(([name, value]) => ['-e', `${name}=${value}`])
  if (wiring === 'runtime') return [`--runtime=${vendor}`, ...variables]
  if (wiring === 'cdi') return cdiNames(request).flatMap((name) => ['--device', name])
  if (wiring === 'devices' && !isNvidia(request)) return nodes
  const value = typeof gpus === 'object' ? `'"device=${gpus.join(',')}"'` : String(gpus)
  return ['--gpus', value, ...nodes]
}
