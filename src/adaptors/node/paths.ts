import { existsSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'

/** With `/` on every system. */
export const toSlashes = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'))

/** True for the folder itself and all below it. */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** The path from a folder, with `/`; outside of it the absolute path, with `/`. */
export const pathFrom = (folder: string, path: string): string =>
  toSlashes(isBelow(folder, path) ? relative(folder, path) : resolve(path))

/** The repository that holds a folder; without one the current folder where that holds it, else the folder itself. */
export function findRoot(folder: string, cwd: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(resolve(at, '.git'))) return at
    if (at === dirname(at)) return isBelow(cwd, folder) ? cwd : folder
  }
}
