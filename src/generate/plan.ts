import type { Health, Place, Probe, ProjectFile, Reason, Stage } from '../frameworks/types'
import type { Extra, Mode, Vendor, Wiring, Workload } from '../workload'
import type { Cluster } from './cluster'

/** What a service asks for. */
export interface GpuRequest {
  readonly vendor: Vendor
  readonly wiring: Wiring
  readonly gpus: 'all' | number | readonly string[]
  /** Device nodes to list (`wiring: devices`): beside a request for NVIDIA, else in its place. */
  readonly nodes: readonly string[]
  /** Podman on a host with SELinux opens no device for a labelled container. */
  readonly unlabelled: boolean
  /** The user of the container is in the group of the device nodes, whose number only the host knows. */
  readonly renderGroup: boolean
}

/** A project, decided: generators only print it. All of it is plain data. */
export interface Plan {
  /** With every default filled in: what gives the same project on any target. */
  readonly workload: Workload
  readonly framework: { readonly id: string; readonly title: string; readonly version: string }
  readonly name: string
  readonly mode: Mode
  readonly vendor: Vendor
  readonly cuda: string | undefined
  /** Undefined: no GPU. */
  readonly request: GpuRequest | undefined
  /** The request stands in a second file, so that the first one starts without a GPU. */
  readonly cpuFallback: boolean
  readonly extras: readonly Extra[]
  /** Undefined: no manifests for Kubernetes. */
  readonly cluster: Cluster | undefined
  /** Empty: the image is run as it is. */
  readonly stages: readonly Stage[]
  readonly image: string | undefined
  /** The script that makes the image, which no registry has. */
  readonly madeBy: string | undefined
  readonly nonRoot: boolean
  /** `UID:GID`, in place of the one that the image says. */
  readonly user: string | undefined
  readonly command: readonly string[] | undefined
  readonly environment: Readonly<Record<string, string>>
  readonly gpuEnvironment: Readonly<Record<string, string>>
  readonly ports: readonly string[]
  /** Of the container; undefined: every port speaks HTTP. */
  readonly http: readonly string[] | undefined
  readonly mounts: readonly string[]
  readonly shmSize: string | undefined
  readonly ipcHost: boolean
  readonly restart: 'no' | 'unless-stopped'
  readonly health: Health | undefined
  readonly files: readonly ProjectFile[]
  readonly ignore: readonly string[]
  readonly probe: Probe
  readonly reasons: readonly Reason[]
  readonly notes: readonly string[]
  /** Where the facts of the reasons are from, by table. */
  readonly sources: Readonly<Record<string, string>>
}

/** A wish that cannot be met: why, and what comes nearest. */
export interface Impossible {
  readonly impossible: string
  readonly nearest: Workload | undefined
}

export const isImpossible = <T>(value: T | Impossible): value is Impossible =>
  typeof value === 'object' && value !== null && 'impossible' in value

/** Its image is made here, by a Dockerfile or a script: a cluster gets it from a registry of the user. */
export const isMadeHere = ({ stages, madeBy }: Plan): boolean => stages.length > 0 || madeBy !== undefined

export const reasonsIn = ({ reasons }: Plan, ...places: readonly Place[]): readonly Reason[] =>
  reasons.filter((reason) => reason.in.some((place) => places.includes(place)))

/** Of the service, where none is wished: `llama.cpp` is no name for one in Kubernetes. */
export const usualName = (framework: string): string => framework.replaceAll('.', '-')
