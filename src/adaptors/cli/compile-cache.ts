import { mkdirSync, readdirSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/**
 * The folder of compiled code, in the user's own cache; undefined where there is none that only the user can write:
 * what is loaded from it runs.
 */
export function cacheFolder(): string | undefined {
  try {
    const { XDG_CACHE_HOME = '', LOCALAPPDATA = '' } = process.env
    const base = [XDG_CACHE_HOME, LOCALAPPDATA].find((path) => isAbsolute(path)) ?? join(homedir(), '.cache')
    const folder = join(base, 'gpu-compose')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return isOwn(base) && isOwn(folder) ? folder : undefined
  } catch {
    return undefined
  }
}

/** Windows keeps other users out by the folder's own rights. */
function isOwn(folder: string): boolean {
  if (!process.getuid) return true
  const { uid, mode } = statSync(folder)
  return uid === process.getuid() && (mode & 0o022) === 0
}

/** Keeps compiled code in place of what older versions left. A failure costs only time. */
export function keep(folder: string, path: string, data: Buffer): void {
  try {
    for (const name of readdirSync(folder)) if (/^main-.*\.bin$/.test(name)) unlinkSync(join(folder, name))
    const temporary = join(folder, `${process.pid}.tmp`)
    writeFileSync(temporary, data, { flag: 'wx', mode: 0o600 })
    renameSync(temporary, path)
  } catch {
    return
  }
}
