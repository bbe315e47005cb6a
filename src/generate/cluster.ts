import type { Facts } from '../facts'
import type { Workload } from '../workload'
import type { GpuRequest, Impossible } from './plan'

/** What a plan takes from the facts for Kubernetes. */
export interface Cluster {
  /** Undefined: no GPU. */
  readonly gpu: ClusterGpu | undefined
  readonly runtimeClass: string
  readonly taint: string
  readonly plugin: { readonly version: string; readonly url: string }
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

const RESOURCE = 'nvidia.com/gpu'
const PLUGIN = 'https://raw.githubusercontent.com/NVIDIA/k8s-device-plugin'

/** The request in the words of Kubernetes; undefined where no manifests are wished. */
export function clusterOf(
  workload: Workload,
  request: GpuRequest | undefined,
  facts: Facts,
): Cluster | Impossible | undefined {
  if (!workload.extras?.includes('kubernetes')) return undefined
  const gpu = request && gpuOf(request.gpus, workload)
  if (gpu && 'impossible' in gpu) return gpu
  const { runtimeClass, taint, minikube } = facts.kubernetesGpu()
  const plugin = facts.devicePlugin()
  const { source, retrieved } = facts.freshness('kubernetes-gpu')
  return {
    gpu,
    runtimeClass,
    taint,
    plugin: { version: plugin?.version ?? '', url: `${PLUGIN}/v${plugin?.version}/${plugin?.manifest}` },
    minikube: minikube.flatMap(({ command, since, needs }) => (since && needs ? [{ command, since, needs }] : []))[0],
    source,
    retrieved,
  }
}

function gpuOf(gpus: GpuRequest['gpus'], workload: Workload): ClusterGpu | Impossible {
  if (gpus === 'all') return ALL
  if (typeof gpus === 'number') return { resource: RESOURCE, count: gpus, loss: undefined }
  const ids = gpus.map((id) => (id.startsWith(`${RESOURCE}=`) ? id.slice(RESOURCE.length + 1) : id))
  if (ids.includes('all')) return ALL
  const part = gpus.find((id, at) => isPart(ids[at] ?? id))
  if (part) return noPart(part, workload)
  const loss = `Kubernetes chooses the GPUs itself: it can be told how many, not which (${gpus.join(', ')}).`
  return { resource: RESOURCE, count: gpus.length, loss }
}

const ALL: ClusterGpu = {
  resource: RESOURCE,
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
