import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import createIgnore, { type Ignore } from 'ignore'
import { toSlashes } from './paths'

/** .gitignore patterns that start at a folder. */
export interface Patterns {
  readonly folder: string
  readonly rules: Ignore
}

export const patterns = (folder: string, lines: string | readonly string[]): Patterns => ({
  folder,
  rules: createIgnore({ ignorecase: false }).add(lines),
})

/** Every pattern that speaks of the content of a folder, the outermost first. */
export type Stack = readonly Patterns[]

/** The patterns that a repository keeps to itself. */
export const excludesOf = (root: string): Stack => read(root, join(root, '.git', 'info', 'exclude'))

/** The patterns of the repository at `root` that reach the content of `folder`. */
export const stackOf = (root: string, folder: string): Stack => way(root, folder).reduce(enter, excludesOf(root))

/** The stack inside of a folder: its own .gitignore is added. */
export const enter = (stack: Stack, folder: string): Stack => {
  const own = read(folder, join(folder, '.gitignore'))
  return own.length > 0 ? [...stack, ...own] : stack
}

/** The innermost file that speaks of a path decides. */
export function isIgnored(stack: Stack, path: string, isFolder: boolean): boolean {
  let ignored = false
  for (const { folder, rules } of stack) {
    const answer = rules.test(toSlashes(relative(folder, path)) + (isFolder ? '/' : ''))
    if (answer.ignored) ignored = true
    if (answer.unignored) ignored = false
  }
  return ignored
}

function read(folder: string, file: string): Stack {
  try {
    return [patterns(folder, readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))]
  } catch {
    return []
  }
}

/** The folders from the root down to a folder, both included. */
function way(root: string, folder: string): readonly string[] {
  if (folder === root || folder === dirname(folder)) return [folder]
  return [...way(root, dirname(folder)), folder]
}
