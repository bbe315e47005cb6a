import { posix } from 'node:path'
import type { DeviceMapping, DeviceRequest, Mount, Service } from '../../../src/documents/compose/types'
import { ProjectLoader } from '../../../src/documents/load'
import { LoadedProject } from '../../../src/documents/loaded-project'
import { toPlain, type Value } from '../../../src/documents/tree'
import { MemoryWorkspace } from '../../../src/documents/workspace'
import { SIZES } from './layers'
import type { Merged, Request } from './merged'
import type { Project } from './projects'

/** The services of a project as our model merges them, those of included files too; undefined for one of which it is not sure. */
export async function ours({ files, named }: Project): Promise<ReadonlyMap<string, Merged | undefined>> {
  const main = named[0] ?? 'compose.yaml'
  const loader = new ProjectLoader(new MemoryWorkspace({ ...files }), {
    projects: named.length > 0 ? [named] : [],
    kindOf: (path) => (named.includes(path) ? 'compose' : undefined),
  })
  const loaded = await loader.load(main)
  if (!(loaded?.project instanceof LoadedProject)) throw new Error(`${main} was not read`)
  const merged = new Map<string, Merged | undefined>()
  const documents = loaded.project.composeProjects.flatMap(({ all }) => all).flatMap((project) => project.merged)
  // The weakest file that has a service sees all that is laid over it.
  for (const service of documents.flatMap(({ services }) => services)) {
    if (!merged.has(service.name)) merged.set(service.name, service.partial ? undefined : mergedOf(service))
  }
  return merged
}

function mergedOf(service: Service): Merged {
  const { image, runtime, ipc, shmSize, environment, requests, devices, profiles, volumes } = service
  return {
    image: image?.value,
    runtime: runtime?.value,
    ipc: ipc?.value,
    shm: shmSize && SIZES[shmSize.node.source],
    environment: Object.fromEntries(environment.map(({ name, value }) => [name, value])),
    requests: requests.map(requestOf),
    devices: devices.map(deviceOf),
    ulimits: limitsOf(service.field('ulimits')),
    profiles: [...new Set(profiles)],
    volumes: volumes.map(volumeOf),
  }
}

const requestOf = ({ driver, count, deviceIds, capabilities }: DeviceRequest): Request => ({
  driver: driver?.value,
  count,
  ids: deviceIds,
  capabilities,
})

const deviceOf = ({ source, target, permissions }: DeviceMapping): string =>
  `${source}:${target}:${permissions ?? 'rwm'}`

function volumeOf({ node, type, source, target }: Mount): string {
  const folder = posix.dirname(node.file.path)
  return `${type} ${type === 'bind' && source ? posix.normalize(posix.join(folder, source)) : (source ?? '')} ${target}`
}

/** Numbers in quotes are numbers to Compose. */
function limitsOf(value: Value | undefined): Readonly<Record<string, unknown>> {
  const plain = value ? toPlain(value) : undefined
  const limits = plain !== null && typeof plain === 'object' ? Object.entries(plain) : []
  return Object.fromEntries(limits.map(([name, limit]) => [name, typeof limit === 'string' ? Number(limit) : limit]))
}
