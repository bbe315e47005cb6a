import { readdirSync, realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Workspace } from '../../service'
import { isBelow } from './paths'
import { readText } from './read'

/** The files below a folder. What a link leads out of it is not there. */
export class NodeWorkspace implements Workspace {
  readonly #root: string

  constructor(root: string) {
    this.#root = realpathSync.native(root)
  }

  async read(path: string): Promise<string | undefined> {
    const real = this.#real(path)
    const read = real === undefined ? undefined : readText(real)
    return typeof read === 'object' ? read.text : undefined
  }

  async list(folder: string): Promise<readonly string[]> {
    const real = this.#real(folder)
    if (real === undefined) return []
    try {
      return readdirSync(real, { withFileTypes: true })
        .filter((entry) => entry.isFile() || entry.isSymbolicLink())
        .map((entry) => entry.name)
        .sort()
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
