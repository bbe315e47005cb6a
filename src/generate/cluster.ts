import type { Facts } from '../facts'
import type { Vendor, Workload } from '../workload'
import type { GpuRequest, Impossible } from './plan'

/** What a plan takes from the facts for Kubernetes. */
export interface Cluster {
  /** Undefined: no GPU. */
  readonly gpu: ClusterGpu | undefined
  readonly vendor: Vendor
  readonly runtimeClass: string
  readonly taint: string
  /** The device plugin, and the commands that bring it onto the nodes. */
  readonly plugin: { readonly version: string; readonly commands: readonly string[] }
  readonly minikube: { readonly command: string; readonly since: string; readonly needs: string } | undefined
  readonly source: string
  /** The day on which the facts were read. */
  readonly retrieved: string
}

export interface ClusterGpu {
  readonly resource: string
  readonly count: number
  /** What the wish says and Kubernetes cannot. */
  readonly loss: string | undefined
}

/** Of Intel's two, the one of the newer driver (from Battlemage and Lunar Lake on). */
const RESOURCES: Readonly<Record<Vendor, string>> = {
  nvidia: 'nvidia.com/gpu',
  amd: 'amd.com/gpu',
  intel: 'gpu.intel.com/xe',
}
const PLUGIN = 'https://raw.githubusercontent.com/NVIDIA/k8s-device-plugin'

/** The request in the words of Kubernetes; undefined where no manifests are wished. */
export function clusterOf(
  workload: Workload,
  request: GpuRequest | undefined,
  facts: Facts,
): Cluster | Impossible | undefined {
  if (!workload.extras?.includes('kubernetes')) return undefined
  const gpu = request && gpuOf(request, workload)
  if (gpu && 'impossible' in gpu) return gpu
  const vendor = request?.vendor ?? 'nvidia'
  const { runtimeClass, taint, minikube } = facts.kubernetesGpu()
  const { source, retrieved } = facts.freshness('kubernetes-gpu')
  return {
    gpu,
    vendor,
    runtimeClass,
    taint,
    plugin: pluginOf(vendor, facts),
    minikube: minikube
      .filter((row) => (row.vendor ?? 'nvidia') === vendor)
      .flatMap(({ command, since, needs }) => (since && needs ? [{ command, since, needs }] : []))[0],
    source,
    retrieved,
  }
}

function pluginOf(vendor: Vendor, facts: Facts): Cluster['plugin'] {
  if (vendor !== 'nvidia') {
    const { version, commands } = facts.kubernetesGpu().plugins[vendor]
    return { version, commands: commands.map((command) => command.replace('{version}', version)) }
  }
  const plugin = facts.devicePlugin()
  const url = `${PLUGIN}/v${plugin?.version}/${plugin?.manifest}`
  return { version: plugin?.version ?? '', commands: [`kubectl create -f ${url}`] }
}

function gpuOf({ vendor, gpus }: GpuRequest, workload: Workload): ClusterGpu | Impossible {
  const resource = RESOURCES[vendor]
  if (gpus === 'all') return { resource, ...ALL }
  if (typeof gpus === 'number') return { resource, count: gpus, loss: undefined }
  const kind = `${vendor}.com/gpu=`
  const ids = gpus.map((id) => (id.startsWith(kind) ? id.slice(kind.length) : id))
  if (ids.includes('all')) return { resource, ...ALL }
  const part = gpus.find((id, at) => isPart(ids[at] ?? id))
  if (part) return noPart(part, workload)
  const loss = `Kubernetes chooses the GPUs itself: it can be told how many, not which (${gpus.join(', ')}).`
  return { resource, count: gpus.length, loss }
}

const ALL: Omit<ClusterGpu, 'resource'> = {
  count: 1,
  loss: 'Kubernetes has no word for all GPUs of a node: this is one. Write how many the pod shall have.',
}

/** A MIG device, by UUID or by `GPU:DEVICE`, or a device of another class. */
const isPart = (id: string): boolean => /^MIG-|:|=/.test(id)

function noPart(id: string, workload: Workload): Impossible {
  return {
    impossible: `Kubernetes does not know the device ${id}: it gives whole GPUs by number, and MIG devices by a profile (nvidia.com/mig-<g>g.<mem>gb) that their name does not tell.`,
    nearest: { ...workload, gpus: 1 },
  }
}
