import createIgnore from 'ignore'
import { type Kind, kinds } from '../documents/source'
import type { Config } from './config'

/**
 * The kind that `files` of a configuration gives a path (from the workspace root): its patterns are those of .gitignore.
 * The first kind that matches counts.
 */
export function fileKinds(files: Config['files']): (path: string) => Kind | undefined {
  const compiled = kinds.flatMap((kind) => {
    const patterns = files[kind] ?? []
    return patterns.length > 0 ? [{ kind, patterns: createIgnore({ ignorecase: false }).add(patterns) }] : []
  })
  if (compiled.length === 0) return () => undefined
  return (path) =>
    createIgnore.isPathValid(path) ? compiled.find((one) => one.patterns.ignores(path))?.kind : undefined
}
