export const modes = ['serve', 'train', 'notebook', 'run'] as const
export const wirings = ['deploy', 'gpus', 'runtime', 'cdi', 'devices'] as const
export const vendors = ['nvidia', 'amd', 'intel'] as const
export const extras = ['devcontainer', 'kubernetes'] as const

/** `serve`: answers requests; `train`: works and ends; `notebook`: Jupyter; `run`: a program of one's own. */
export type Mode = (typeof modes)[number]
/** How the compose file asks for the GPU. `devices` adds an explicit list of device nodes, which survives a daemon reload. */
export type Wiring = (typeof wirings)[number]
export type Vendor = (typeof vendors)[number]
export type Extra = (typeof extras)[number]
/** A list holds indexes, UUIDs or CDI names. */
export type GpuWish = 'none' | 'all' | number | readonly string[]

/** What a user wants; what is not said gets a default with its reason (`resolve`). Described by `schemas/workload.schema.json`. */
export interface Workload {
  readonly framework: string
  readonly version?: string
  readonly mode?: Mode
  readonly cuda?: string
  readonly python?: string
  /** `debian13`, `ubuntu24.04`. */
  readonly os?: string
  /** For a framework that is an image of the user's own. */
  readonly image?: string
  /** What such an image is started with; missing: what it starts by itself. */
  readonly command?: readonly string[]
  /** An image of Triton with these alone is put together; missing or empty: the image of the release. */
  readonly backends?: readonly string[]
  /** Beside backends. */
  readonly repoagents?: readonly string[]
  readonly vendor?: Vendor
  readonly gpus?: GpuWish
  readonly wiring?: Wiring
  /** `HOST:CONTAINER`, an address in front where wanted. */
  readonly ports?: readonly string[]
  /** `SOURCE:/TARGET`, `:ro` behind where wanted. */
  readonly mounts?: readonly string[]
  readonly nonRoot?: boolean
  /** A default file without a request, and a second one that adds the GPU. */
  readonly cpuFallback?: boolean
  readonly extras?: readonly Extra[]
  /** Of the service. */
  readonly name?: string
}
