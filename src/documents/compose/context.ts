import type { SourceFile } from '../source'
import type { MapValue } from '../tree'
import { dirname } from '../workspace'
import type { Lookup } from './interpolate'
import type { ComposeDocument, Service } from './types'

/** A compose file together with the files around it. */
export interface LinkedCompose extends ComposeDocument {
  readonly context: ComposeContext
  readonly services: readonly LinkedService[]
  service(name: string): LinkedService | undefined
  /** The service's map in each YAML document of the file that has one. */
  partsOf(name: string): readonly MapValue[]
}

export interface LinkedService extends Service {
  readonly document: LinkedCompose
  readonly base: LinkedService | undefined
  readonly extended: Extended | undefined
}

/** What `extends` says; the file is undefined for one of the same file, and both where the file is not known. */
export interface Extended {
  readonly name: string | undefined
  readonly file: string | undefined
}

/** What a compose file is read with. Everything that it answers is in memory already. */
export interface ComposeContext {
  readonly lookup: Lookup
  /** True where a file that `include`, `.env` or an override names could not be read. */
  readonly incomplete: boolean
  /** The folder that relative paths written in this file start from. */
  folderOf(file: SourceFile): string
  /** A compose file that `extends` names. */
  compose(path: string): LinkedCompose | undefined
  /** A file that `env_file` names. */
  file(path: string): SourceFile | undefined
  /** The files merged over this one, in order. */
  overridesOf(document: LinkedCompose): readonly LinkedCompose[]
  /** The files that this one includes. */
  includedBy(document: LinkedCompose): readonly LinkedCompose[]
}

/** A file on its own, with the variables that are known. */
export const aloneWith = (variables: ReadonlyMap<string, string | undefined> = new Map()): ComposeContext => ({
  lookup: (name) => variables.get(name),
  incomplete: false,
  folderOf: (file) => dirname(file.path),
  compose: () => undefined,
  file: () => undefined,
  overridesOf: () => [],
  includedBy: () => [],
})
