/**
 * The one door to files. Paths use `/`, are relative to the workspace root and normalised (no `.` or `..` inside).
 * A path above the root is never read: it answers undefined.
 */
export interface Workspace {
  /** The text; undefined when there is no such file, it is no regular file, or it lies outside the root. */
  read(path: string): Promise<string | undefined>
  /** Names of the files of a folder (not of its sub-folders); empty when there is no such folder. */
  list(folder: string): Promise<readonly string[]>
}

/** Files already in memory, for tests and for open editors. */
export class MemoryWorkspace implements Workspace {
  readonly #files: Map<string, string>

  constructor(files: Readonly<Record<string, string>>) {
    this.#files = new Map(Object.entries(files))
  }

  async read(path: string): Promise<string | undefined> {
    return this.#files.get(path)
  }

  async list(folder: string): Promise<readonly string[]> {
    const prefix = folder === '' || folder === '.' ? '' : `${folder}/`
    const below = [...this.#files.keys()].filter((path) => path.startsWith(prefix)).map((p) => p.slice(prefix.length))
    return below.filter((name) => !name.includes('/'))
  }
}

/** Joins and normalises; undefined when the result lies above the root or is absolute. */
export function resolvePath(folder: string, relative: string): string | undefined {
  if (/^([/~\\]|[A-Za-z]:)/.test(relative)) return undefined
  const out: string[] = []
  for (const part of `${folder}/${relative.replaceAll('\\', '/')}`.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') out.push(part)
    else if (out.pop() === undefined) return undefined
  }
  return out.join('/')
}

export const dirname = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))
export const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
/** The path of a name in a folder, both as they are. */
export const below = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`)
