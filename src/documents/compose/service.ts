import { writtenOf } from '../plain-text'
import type { Text } from '../text'
import type { Entry, MapValue, ScalarValue, Value } from '../tree'
import { resolvePath } from '../workspace'
import { readBuild } from './build'
import { baseOf, extendedOf, type Layers, layersOf } from './chain'
import type { ComposeContext, Extended, LinkedCompose, LinkedService } from './context'
import { readEnvFile } from './env-file'
import { mergeEnvironment, ofEnvFile, readEnvFileUses } from './environment'
import { interpolate } from './interpolate'
import { effective, layered } from './layers'
import { readDevices, readTmpfs, readVolumes } from './mounts'
import { rawEnvFile } from './raw-env-file'
import { readRequests } from './requests'
import { textOf, textsOf } from './text'
import type { Build, DeviceMapping, DeviceRequest, EnvFileUse, EnvironmentVariable, Mount, Service } from './types'

/** A service, read at need: each field is made when it is first asked for, and kept. */
export class ServiceModel implements LinkedService {
  readonly #kept = new Map<string, unknown>()

  constructor(
    readonly document: LinkedCompose,
    readonly entry: Entry,
    readonly node: MapValue,
  ) {}

  get name(): string {
    return String(this.nameKey.value)
  }

  get nameKey(): ScalarValue {
    return this.entry.key
  }

  get base(): LinkedService | undefined {
    return this.#once('base', () => baseOf(this))
  }

  get extended(): Extended | undefined {
    return extendedOf(this.node, this.#context.lookup)
  }

  get partial(): boolean {
    return this.#layers.partial
  }

  get overlay(): boolean {
    return this.image === undefined && this.build === undefined
  }

  get image(): Text | undefined {
    return this.#once('image', () => this.#text('image'))
  }

  get build(): Build | undefined {
    const { lookup } = this.#context
    return this.#once('build', () => readBuild(this.#entries('build'), lookup, ({ file }) => this.#folderOf(file)))
  }

  get profiles(): readonly string[] {
    return this.#once('profiles', () =>
      this.#entries('profiles').flatMap(({ value }) =>
        textsOf(value, this.#context.lookup).flatMap((t) => t.value ?? []),
      ),
    )
  }

  get environment(): readonly EnvironmentVariable[] {
    return this.#once('environment', () => {
      const fromFiles = this.envFiles.flatMap((use) => this.#variablesOf(use) ?? [])
      return mergeEnvironment(fromFiles, this.#entries('environment'), this.#context.lookup)
    })
  }

  get environmentUnknown(): boolean {
    return this.#once('environmentUnknown', () =>
      this.envFiles.some((use) => this.#variablesOf(use) === undefined && (use.required || use.path === undefined)),
    )
  }

  /** The files of `env_file` with their paths in the workspace. One that is named twice keeps its first place. */
  get envFiles(): readonly EnvFileUse[] {
    return this.#once('envFiles', () => {
      const uses = this.#entries('env_file').flatMap(({ value }) => readEnvFileUses(value, this.#context.lookup))
      const found = new Map<unknown, EnvFileUse>()
      for (const use of uses) {
        const path = use.path && resolvePath(this.#folderOf(use.node.file), use.path)
        found.set(path ?? use, { ...use, path })
      }
      return [...found.values()]
    })
  }

  get requests(): readonly DeviceRequest[] {
    return this.#once('requests', () => {
      const deploy = this.#entries('deploy', 'resources', 'reservations', 'devices')
      const { lookup } = this.#context
      return [
        ...deploy.flatMap(({ value }) => readRequests(value, 'deploy', lookup)),
        ...this.#entries('gpus')
          .filter(standing)
          .flatMap(({ value }) => readRequests(value, 'gpus', lookup)),
      ]
    })
  }

  get gpus(): Entry | undefined {
    return this.#entries('gpus').at(-1)
  }

  get runtime(): Text | undefined {
    return this.#once('runtime', () => this.#text('runtime'))
  }

  get devices(): readonly DeviceMapping[] {
    return this.#once('devices', () => {
      const all = this.#entries('devices').flatMap(({ value }) => readDevices(value, this.#context.lookup))
      return lastByTarget(all)
    })
  }

  get privileged(): boolean {
    const value = this.privilegedEntry?.value
    return (
      value?.kind === 'scalar' && interpolate(writtenOf(value), this.#context.lookup).value?.toLowerCase() === 'true'
    )
  }

  get privilegedEntry(): Entry | undefined {
    return this.#entries('privileged').at(-1)
  }

  get shmSize(): Text | undefined {
    return this.#once('shmSize', () => this.#text('shm_size'))
  }

  get ipc(): Text | undefined {
    return this.#once('ipc', () => this.#text('ipc'))
  }

  get volumes(): readonly Mount[] {
    return this.#once('volumes', () => {
      const { lookup } = this.#context
      const volumes = this.#entries('volumes').flatMap(({ value }) => readVolumes(value, lookup))
      const tmpfs = this.#entries('tmpfs').flatMap(({ value }) => readTmpfs(value, lookup))
      return [...lastByTarget(volumes), ...tmpfs]
    })
  }

  get replicas(): Service['replicas'] {
    return this.#once('replicas', () => {
      const node = (this.#entries('scale').at(-1) ?? this.#entries('deploy', 'replicas').at(-1))?.value
      const text = textOf(node, this.#context.lookup)?.value
      return node && text && /^\d{1,9}$/.test(text) ? { value: Number(text), node } : undefined
    })
  }

  get commandText(): string {
    return this.#once('commandText', () => {
      const values = ['entrypoint', 'command'].map((key) => this.#entries(key).at(-1)?.value)
      const texts = values.flatMap((value) => textsOf(value, this.#context.lookup))
      return texts.map(({ value, raw }) => value ?? raw).join(' ')
    })
  }

  /** Where several layers speak of a map or a list, the answer is a view of all of them (see `effective`). */
  field(...path: string[]): Value | undefined {
    return effective(this.#layers.maps, ...path)
  }

  get #context(): ComposeContext {
    return this.document.context
  }

  get #layers(): Layers {
    return this.#once('layers', () => layersOf(this))
  }

  #once<T>(name: string, make: () => T): T {
    if (!this.#kept.has(name)) this.#kept.set(name, make())
    return this.#kept.get(name) as T
  }

  #entries(...path: string[]): readonly Entry[] {
    return layered(this.#layers.maps, ...path)
  }

  #text(key: string): Text | undefined {
    return textOf(this.#entries(key).at(-1)?.value, this.#context.lookup)
  }

  #folderOf(file: MapValue['file']): string {
    return this.#context.folderOf(file)
  }

  #variablesOf(use: EnvFileUse): readonly EnvironmentVariable[] | undefined {
    const file = use.path === undefined ? undefined : this.#context.file(use.path)
    if (!file) return undefined
    const read = use.raw ? rawEnvFile(file) : readEnvFile(file, this.#context.lookup)
    return read.broken ? undefined : ofEnvFile(read)
  }
}

/** A list over `gpus: all` takes its place within one file; across files both are requested (measured: Compose 2.40.3). */
function standing({ value }: Entry, index: number, entries: readonly Entry[]): boolean {
  const next = entries[index + 1]?.value
  return value.kind !== 'scalar' || next?.kind !== 'seq' || next.file !== value.file
}

/** A later item for the same target takes the place of the earlier one (compose-go `override/uncity.go`). */
function lastByTarget<T extends { readonly target: string | undefined }>(items: readonly T[]): readonly T[] {
  const found = new Map<unknown, T>()
  for (const item of items) found.set(item.target ?? item, item)
  return [...found.values()]
}
