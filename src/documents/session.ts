import type { DockerfileDocument } from './dockerfile/types'
import type { FileCache } from './file-cache'
import type { SourceFile } from './source'
import { basename, dirname } from './workspace'
import type { YamlText } from './yaml/types'

/** Files that one load may read. */
const FILE_LIMIT = 300

/** The files of one load: each is read once, and everything that was looked for is remembered. */
export class Session {
  #reads = 0
  readonly files = new Map<string, SourceFile>()
  /** Paths that were read or looked for, those that do not exist included. */
  readonly asked = new Set<string>()

  /** Paths of the files that are read as Dockerfiles. */
  readonly dockerfiles = new Set<string>()

  constructor(readonly cache: FileCache) {}

  /** @returns undefined where there is no such file, it lies outside the root, or too many were read already */
  async read(path: string): Promise<SourceFile | undefined> {
    const known = this.files.get(path)
    if (known) return known
    if (++this.#reads > FILE_LIMIT) return undefined
    this.asked.add(path)
    const text = await this.cache.read(path)
    return text === undefined ? undefined : this.add(path, text)
  }

  /** The same for a file that usually is not there: the folder is looked at first. */
  async readIfListed(path: string): Promise<SourceFile | undefined> {
    const names = await this.list(dirname(path))
    this.asked.add(path)
    return names.has(basename(path)) ? this.read(path) : undefined
  }

  /** Names of the files of a folder, those that are only in memory included. */
  async list(folder: string): Promise<ReadonlySet<string>> {
    const open = [...this.files.keys()].filter((path) => dirname(path) === folder).map(basename)
    return new Set([...(await this.cache.list(folder)), ...open])
  }

  add(path: string, text: string): SourceFile {
    const file = this.files.get(path) ?? this.cache.source(path, text)
    this.files.set(path, file)
    return file
  }

  yaml(file: SourceFile): YamlText {
    return this.cache.yaml(file)
  }

  dockerfile(file: SourceFile): DockerfileDocument {
    return this.cache.dockerfile(file)
  }
}
