import type { ProjectFile } from '../../frameworks/types'
import type { GpuRequest, Plan } from '../plan'
import { header } from './header'
import { requestKeys, type ServiceKeys } from './request-keys'
import { comment, type Yaml, yaml } from './yaml'

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

function print(head: readonly string[], plan: Plan, service: ServiceKeys): string {
  const volumes = namedVolumes(plan)
  const file = {
    services: { [plan.name]: service },
    ...(volumes.length > 0 && { volumes: Object.fromEntries(volumes.map((name) => [name, {}])) }),
  }
  return text(head, file)
}

function serviceOf(plan: Plan, environment: Plan['environment'], request: GpuRequest | undefined): ServiceKeys {
  const { stages, image, madeBy, user, command, ports, mounts, shmSize, ipcHost, health, restart } = plan
  const { environment: requested, ...keys } = request ? requestKeys(request) : ({} as ServiceKeys)
  const variables = { ...environment, ...(requested as Plan['environment'] | undefined) }
  return {
    ...(stages.length > 0 ? { build: '.' } : { image: image ?? '' }),
    ...(madeBy && { pull_policy: 'never' }),
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
