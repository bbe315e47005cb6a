/** What decides about a GPU in a merged service, in one form for both sides. */
export interface Merged {
  readonly image: string | undefined
  readonly runtime: string | undefined
  readonly ipc: string | undefined
  /** Bytes. */
  readonly shm: number | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Those under `deploy`, then those of `gpus`. */
  readonly requests: readonly Request[]
  /** `source:target:permissions` */
  readonly devices: readonly string[]
  readonly ulimits: Readonly<Record<string, unknown>>
  readonly profiles: readonly string[]
  /** `type source target`, paths relative to the project. */
  readonly volumes: readonly string[]
}

export interface Request {
  readonly driver: string | undefined
  readonly count: number | 'all' | undefined
  readonly ids: readonly string[] | undefined
  readonly capabilities: readonly string[] | undefined
}
