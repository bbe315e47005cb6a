import type { Plan } from '../plan'
import type { Volume, VolumeMount } from './manifest'

/** A mount of the plan on Kubernetes, which sees no folder of the machine that calls it. */
export interface ClusterMount {
  readonly source: string
  readonly volume: string
  readonly mount: VolumeMount
  /** A file of the project, which a ConfigMap carries; else a claim that somebody has to fill. */
  readonly file: string | undefined
}

/** One for each path in the container: the last one holds, as in Compose. */
export function clusterMounts({ mounts, files, probe }: Plan): readonly ClusterMount[] {
  const own = new Set([...files, ...(probe.file ? [probe.file] : [])].map(({ path }) => path))
  const byTarget = new Map(mounts.map((mount) => [mount.split(':')[1] ?? '', mount]))
  const taken = new Set<string>()
  return [...byTarget].map(([target, mount]) => {
    const [source = '', , mode] = mount.split(':')
    const path = source.replace(/^\.\//, '')
    const file = own.has(path) ? path : undefined
    const volume = file ? FILES : free(slug(target), taken)
    const readOnly = mode === 'ro' ? { readOnly: true as const } : {}
    return {
      source,
      volume,
      file,
      mount: { name: volume, mountPath: target, ...(file && { subPath: leaf(file) }), ...readOnly },
    }
  })
}

const FILES = 'files'
const SHM = 'dshm'
const leaf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** A DNS label. */
const slug = (path: string): string =>
  path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(-40)
    .replace(/^-/, '') || 'root'

function free(name: string, taken: Set<string>): string {
  let found = name
  for (let at = 2; taken.has(found) || found === FILES || found === SHM; at++) found = `${name}-${at}`
  taken.add(found)
  return found
}

export const claimName = (name: string, { volume }: ClusterMount): string => `${name}-${volume}`
export const filesName = (name: string): string => `${name}-${FILES}`

export function volumeMounts(plan: Plan): readonly VolumeMount[] {
  const mounts = clusterMounts(plan).map(({ mount }) => mount)
  return hasSharedMemory(plan) ? [...mounts, { name: SHM, mountPath: '/dev/shm' }] : mounts
}

export function volumes(plan: Plan, name: string): readonly Volume[] {
  const mounts = clusterMounts(plan)
  const sizeLimit = plan.ipcHost ? undefined : quantity(plan.shmSize)
  return [
    ...mounts
      .filter(({ file }) => !file)
      .map((one) => ({ name: one.volume, persistentVolumeClaim: { claimName: claimName(name, one) } })),
    ...(mounts.some(({ file }) => file) ? [{ name: FILES, configMap: { name: filesName(name) } }] : []),
    ...(hasSharedMemory(plan)
      ? [{ name: SHM, emptyDir: { medium: 'Memory' as const, ...(sizeLimit && { sizeLimit }) } }]
      : []),
  ]
}

const hasSharedMemory = ({ shmSize, ipcHost, mounts }: Plan): boolean =>
  (shmSize !== undefined || ipcHost) && !mounts.some((mount) => mount.split(':')[1] === '/dev/shm')

/** Docker's `gb` is 2^30 bytes, which Kubernetes calls `Gi`. */
function quantity(size: string | undefined): string | undefined {
  const [, number, unit = ''] = /^(\d+)\s*([kmgt]?)i?b?$/i.exec(size ?? '') ?? []
  return number && `${number}${unit ? `${unit.toUpperCase()}i` : ''}`
}
