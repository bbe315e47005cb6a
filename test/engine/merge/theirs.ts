import { relative } from 'node:path'
import type { Merged, Request } from './merged'

/** A service as `docker compose config --format json` prints it. */
export interface TheirService {
  readonly image?: string
  readonly runtime?: string
  readonly ipc?: string
  readonly shm_size?: string
  readonly environment?: Readonly<Record<string, string | null>>
  readonly gpus?: readonly TheirRequest[]
  readonly deploy?: { readonly resources?: { readonly reservations?: { readonly devices?: readonly TheirRequest[] } } }
  readonly devices?: readonly { readonly source: string; readonly target: string; readonly permissions?: string }[]
  readonly ulimits?: Readonly<Record<string, unknown>>
  readonly profiles?: readonly string[]
  readonly volumes?: readonly { readonly type: string; readonly source?: string; readonly target: string }[]
}

interface TheirRequest {
  readonly driver?: string
  readonly count?: number
  readonly device_ids?: readonly string[]
  readonly capabilities?: readonly string[]
}

const requestOf = ({ driver, count, device_ids, capabilities }: TheirRequest): Request => ({
  driver,
  // -1 stands for all, which a request without ids asks for where it says nothing.
  count: count === -1 || (count === undefined && !device_ids) ? 'all' : count,
  ids: device_ids,
  capabilities,
})

/** @param folder the project's, which paths are made relative to */
export function theirs(service: TheirService, folder: string): Merged {
  const { image, runtime, ipc, shm_size, environment, gpus, deploy, devices, ulimits, profiles, volumes } = service
  return {
    image,
    runtime,
    ipc,
    shm: shm_size === undefined ? undefined : Number(shm_size),
    environment: Object.fromEntries(
      Object.entries(environment ?? {}).map(([name, value]) => [name, value ?? undefined]),
    ),
    requests: [...(deploy?.resources?.reservations?.devices ?? []), ...(gpus ?? [])].map(requestOf),
    devices: (devices ?? []).map(({ source, target, permissions }) => `${source}:${target}:${permissions ?? 'rwm'}`),
    ulimits: ulimits ?? {},
    profiles: profiles ?? [],
    volumes: (volumes ?? []).map(({ type, source, target }) => `${type} ${placeOf(type, source, folder)} ${target}`),
  }
}

const placeOf = (type: string, source: string | undefined, folder: string): string =>
  type === 'bind' && source ? relative(folder, source) : (source ?? '')
