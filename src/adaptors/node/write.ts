import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Puts a new text in place of a file: written beside it, then renamed, so that at any time the file is the old or the new one.
 * The file behind a link is replaced, the link stays; so does the mode. `before` are the bytes that were read.
 * @returns a sentence without the name where nothing was written
 */
export function replaceFile(path: string, before: Buffer, text: string): string | undefined {
  try {
    const target = realpathSync(path)
    if (!isWritable(target)) return 'is read-only and was not fixed.'
    return replaceTarget(target, before, text)
  } catch (error) {
    return `could not be written and was not fixed: ${(error as Error).message}`
  }
}

/** The mode counts for root too, who could write all the same: it was set to say no. */
function isWritable(path: string): boolean {
  if ((statSync(path).mode & 0o222) === 0) return false
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function replaceTarget(target: string, before: Buffer, text: string): string | undefined {
  const temporary = join(dirname(target), `.gpu-compose-${process.pid}.tmp`)
  try {
    writeLike(target, temporary, text)
    if (!readFileSync(target).equals(before)) {
      unlinkSync(temporary)
      return 'changed on disk while it was checked; nothing was written. Run the command again.'
    }
    renameSync(temporary, target)
    return undefined
  } catch (error) {
    remove(temporary)
    throw error
  }
}

function writeLike(target: string, path: string, text: string): void {
  const { mode, uid, gid } = statSync(target)
  const file = openSync(path, 'wx', 0o600)
  try {
    const bytes = Buffer.from(text, 'utf8')
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
    giveTo(file, uid, gid)
    fchmodSync(file, mode & 0o7777)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Only root can give a file away; for all others it is theirs already, or becomes theirs. */
function giveTo(file: number, uid: number, gid: number): void {
  try {
    fchownSync(file, uid, gid)
  } catch {
    return
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path)
  } catch {
    return
  }
}
