import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { type ProjectFile, textOver } from '../../../service/scaffold'
import { readText } from '../../node/read'

export interface Settled {
  readonly changes: readonly ProjectFile[]
  /** Files that stay as they are, and why. */
  readonly kept: readonly { readonly path: string; readonly why: string }[]
  /** Files in the way. */
  readonly existing: readonly string[]
}

/** Holds the files against what the folder has: a file that is there already is in the way, one with the same text is not. */
export function settle(folder: string, files: readonly ProjectFile[], force: boolean): Settled {
  const changes: ProjectFile[] = []
  const kept: { path: string; why: string }[] = []
  const existing: string[] = []
  for (const file of files) {
    const now = textOf(join(folder, file.path))
    const next = now === undefined ? file.text : textOver(now, file)
    if (now === next) kept.push({ path: file.path, why: 'it is as it would be written' })
    else if (now === undefined || force) changes.push({ ...file, text: next })
    else if (file.path === 'README.md') kept.push({ path: file.path, why: '--force puts the section into it' })
    else existing.push(file.path)
  }
  return { changes, kept, existing }
}

/** Undefined where nothing is there; what is no text counts as another text. */
function textOf(path: string): string | undefined {
  if (!lstatSync(path, { throwIfNoEntry: false })) return undefined
  const read = readText(path)
  return typeof read === 'string' ? `\0${read}` : read.text
}
