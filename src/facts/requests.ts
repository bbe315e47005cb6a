import composeTable from './tables/compose-gpu.json'
import kubernetesTable from './tables/kubernetes-gpu.json'
import { compareVersions } from './versions'

/** A way a Compose file asks for a GPU, with the first versions that know it. */
export interface GpuWay {
  readonly id: string
  readonly path: string
  readonly compose?: string
  readonly engine?: string
  /** From here on without a setting of the daemon. */
  readonly engineDefault?: string
  readonly toolkit?: string
}

export interface ComposeGpu {
  readonly capabilities: {
    /** Accepted in a device request. */
    readonly engine: readonly string[]
    /** Of these, what the NVIDIA driver turns into NVIDIA_DRIVER_CAPABILITIES. */
    readonly driver: readonly string[]
    /** Seen in files and refused by engines before 29.0. */
    readonly refused: readonly string[]
  }
  /** Values of NVIDIA_DRIVER_CAPABILITIES. */
  readonly driverCapabilities: readonly string[]
  readonly driverCapabilitiesDefault: string
  /** Words NVIDIA_VISIBLE_DEVICES takes beside indexes, UUIDs and CDI names. */
  readonly visibleDevices: readonly string[]
  readonly otherEnv: readonly string[]
  readonly cdiSpecs: readonly string[]
  readonly deviceNodes: Readonly<Record<'nvidia' | 'wsl2' | 'amd' | 'intel', readonly string[]>>
  readonly ways: readonly GpuWay[]
  readonly engine: readonly { readonly version: string; readonly change: string }[]
  readonly toolkit: readonly { readonly version: string; readonly change: string }[]
}

export const composeGpu = (): ComposeGpu => composeTable as unknown as ComposeGpu

export interface GpuResource {
  readonly vendor: 'nvidia' | 'amd' | 'intel'
  readonly name: string
}

/** @param name a resource of a pod's limits. @returns undefined for what is no GPU resource known here */
export function gpuResource(name: string): GpuResource | undefined {
  const row = kubernetesTable.resources.find(
    (entry) => entry.name === name || (entry.pattern && new RegExp(entry.pattern).test(name)),
  )
  return row && { vendor: row.vendor as GpuResource['vendor'], name }
}

export interface DevicePlugin {
  readonly version: string
  readonly date: string
  readonly image: string
  /** Where its manifest lies in NVIDIA/k8s-device-plugin at tag `v<version>`. */
  readonly manifest: string
}

const within = (version: string, { from, to }: { readonly from: string; readonly to?: string }): boolean =>
  compareVersions(version, from) >= 0 && (!to || compareVersions(version, to) <= 0)

/** @param version with or without `v`; none: the newest known. @returns undefined for a version that is not known */
export function devicePlugin(version?: string): DevicePlugin | undefined {
  const rows = kubernetesTable.devicePlugin
  const row = version ? rows.find((entry) => entry.version === version.replace(/^v/, '')) : rows.at(-1)
  if (!row) return undefined
  const repository = kubernetesTable.pluginImage.find((entry) => within(row.version, entry))?.repository
  const manifest = kubernetesTable.manifest.find((entry) => within(row.version, entry))?.path ?? ''
  return { version: row.version, date: row.date, image: `${repository}:${row.imageTag ?? `v${row.version}`}`, manifest }
}

/** The rest of the Kubernetes facts: messages of the API server, runtime class, taint, minikube commands. */
export const kubernetesGpu = () => kubernetesTable
