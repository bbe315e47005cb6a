import { type Dirent, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Folders } from './folders'
import { enter, excludesOf, isIgnored, type Stack, stackOf } from './git-ignore'
import { isBelow } from './paths'
import { whyNot } from './read'

export interface WalkOptions {
  readonly root: string
  readonly folders: Folders
  /** False: .gitignore files are not read. */
  readonly gitIgnore: boolean
  /** Further files and folders to leave out. */
  readonly skip: (path: string, isFolder: boolean) => boolean
  /** Files to yield. */
  readonly wanted: (path: string) => boolean
  /** Something with the name of a wanted file that cannot be one. */
  readonly onProblem: (path: string, message: string) => void
}

/** Folders that hold the work of others. */
const NEVER = new Set(['node_modules', '.git'])

/** Absolute paths of the wanted files below a folder, in order of name. Links to folders are not followed. */
export function* walk(start: string, options: WalkOptions): Generator<string> {
  yield* inside(start, options.gitIgnore ? outerStack(start, options.root) : [], options)
}

/** A folder that is ignored itself was asked for by name: what is above it says nothing about its content. */
function outerStack(start: string, root: string): Stack {
  if (start === root) return excludesOf(root)
  const outer = stackOf(root, dirname(start))
  return isIgnored(outer, start, true) ? [] : outer
}

function* inside(folder: string, outer: Stack, options: WalkOptions): Generator<string> {
  const entries = entriesOf(folder, options)
  // A failed look for a file costs more than all else in a small folder.
  const own = options.gitIgnore && entries.some(({ name }) => name === '.gitignore')
  const stack = own ? enter(outer, folder) : outer
  for (const entry of entries) {
    const path = join(folder, entry.name)
    const isFolder = entry.isDirectory()
    if (NEVER.has(entry.name) || isIgnored(stack, path, isFolder) || options.skip(path, isFolder)) continue
    if (options.wanted(path) && isFile(path, entry, options)) yield path
    if (isFolder) yield* inside(path, stack, options)
  }
}

function isFile(path: string, entry: Dirent, { root, onProblem }: WalkOptions): boolean {
  const problem = whyNoFile(path, entry, root)
  if (problem) onProblem(path, problem)
  return !problem
}

function entriesOf(folder: string, { folders, onProblem }: WalkOptions): readonly Dirent[] {
  try {
    return folders.read(folder)
  } catch (error) {
    onProblem(folder, whyNot(error))
    return []
  }
}

function whyNoFile(path: string, entry: Dirent, root: string): string | undefined {
  if (entry.isDirectory()) return 'is a folder, not a file.'
  if (entry.isFile()) return undefined
  if (!entry.isSymbolicLink()) return 'is not a regular file and was not read.'
  return whyNoLink(path, root)
}

function whyNoLink(path: string, root: string): string | undefined {
  try {
    if (!isBelow(realpathSync(root), realpathSync(path))) return 'is a link out of the workspace and was not followed.'
    return statSync(path).isFile() ? undefined : 'is a link to what is not a regular file and was not read.'
  } catch {
    return 'is a link that leads nowhere.'
  }
}
