import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { isBelow } from './paths'
import { whyNot } from './read'

export interface NewFile {
  /** From the folder, with `/`. */
  readonly path: string
  readonly text: string
}

type Undo = () => void

/**
 * Writes all files or none: each beside its place first, then all are moved there; what fails half-way is undone.
 * The caller has decided which existing files may be replaced.
 * @returns a sentence where nothing was written
 */
export function writeProject(folder: string, files: readonly NewFile[]): string | undefined {
  const undo: Undo[] = []
  const backups: string[] = []
  const wait = () => undefined
  // Ctrl-C counts when all is done or undone.
  process.on('SIGINT', wait)
  let at = folder
  try {
    const prepared = files.map((file) => {
      at = join(folder, file.path)
      return prepare(folder, at, file.text, undo)
    })
    for (const { target, temporary } of prepared) {
      at = target
      const backup = move(temporary, target, undo)
      if (backup) backups.push(backup)
    }
    for (const backup of backups) quietly(() => unlinkSync(backup))
    return undefined
  } catch (error) {
    for (const step of undo.reverse()) quietly(step)
    return `${at}: ${whyNot(error)}`
  } finally {
    process.off('SIGINT', wait)
  }
}

interface Prepared {
  readonly target: string
  readonly temporary: string
}

function prepare(folder: string, path: string, text: string, undo: Undo[]): Prepared {
  makeFolder(dirname(path), undo)
  // A link inside the folder must not lead the files out of it.
  if (!isBelow(realpathSync(folder), realpathSync(dirname(path))))
    throw new Error('its folder is a link out of the project.')
  const temporary = `${path}.gpu-compose-${process.pid}.tmp`
  const file = openSync(temporary, 'wx', 0o666)
  undo.push(() => unlinkSync(temporary))
  try {
    const bytes = Buffer.from(text, 'utf8')
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return { target: path, temporary }
}

function makeFolder(path: string, undo: Undo[]): void {
  if (lstatSync(path, { throwIfNoEntry: false })) return
  makeFolder(dirname(path), undo)
  mkdirSync(path)
  undo.push(() => rmdirSync(path))
}

/** Puts a file in its place. @returns where the file is that stood there */
function move(temporary: string, target: string, undo: Undo[]): string | undefined {
  const backup = `${target}.gpu-compose-${process.pid}.old`
  const old = lstatSync(target, { throwIfNoEntry: false })
  if (old) {
    renameSync(target, backup)
    undo.push(() => renameSync(backup, target))
    renameSync(temporary, target)
  } else placeNew(temporary, target)
  undo.push(() => unlinkSync(target))
  return old && backup
}

/** A link fails where somebody has put a file there meanwhile; not every file system has links. */
function placeNew(temporary: string, target: string): void {
  try {
    linkSync(temporary, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error
    renameSync(temporary, target)
    return
  }
  unlinkSync(temporary)
}

function quietly(step: Undo): void {
  try {
    step()
  } catch {
    return
  }
}
