import { type Dirent, readdirSync } from 'node:fs'

/** Folders whose entries are kept. */
const LIMIT = 64

/**
 * The entries of the folders that a walk has just read, so that who asks for a name in one needs no look at the disk.
 * Only for a run that ends: nothing tells when a folder changes.
 */
export class Folders {
  readonly #known = new Map<string, readonly Dirent[]>()

  /** In order of name. @throws as `readdirSync` does */
  read(folder: string): readonly Dirent[] {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    this.#known.set(folder, entries)
    const [oldest] = this.#known.keys()
    if (this.#known.size > LIMIT && oldest !== undefined) this.#known.delete(oldest)
    return entries
  }

  /** @returns undefined for a folder that was not read, or long ago */
  known(folder: string): readonly Dirent[] | undefined {
    return this.#known.get(folder)
  }
}
