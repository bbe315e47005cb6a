import { type Dirent, readdirSync, realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Workspace } from '../../service'
import type { Folders } from './folders'
import { isBelow } from './paths'
import { readText } from './read'

/** The files below a folder. What a link leads out of it is not there. */
export class NodeWorkspace implements Workspace {
  readonly #root: string

  /** @param folders what a walk has read, in a run that ends */
  constructor(
    root: string,
    readonly folders?: Folders,
  ) {
    this.#root = realpathSync.native(root)
  }

  async read(path: string): Promise<string | undefined> {
    const real = this.#real(path)
    const read = real === undefined ? undefined : readText(real)
    return typeof read === 'object' ? read.text : undefined
  }

  async list(folder: string): Promise<readonly string[]> {
    const entries = this.folders?.known(resolve(this.#root, folder)) ?? this.#entries(folder)
    return entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => entry.name)
      .sort()
  }

  #entries(folder: string): readonly Dirent[] {
    const real = this.#real(folder)
    try {
      return real === undefined ? [] : readdirSync(real, { withFileTypes: true })
    } catch {
      return []
    }
  }

  #real(path: string): string | undefined {
    try {
      const real = realpathSync.native(resolve(this.#root, path))
      return isBelow(this.#root, real) ? real : undefined
    } catch {
      return undefined
    }
  }
}
