import createIgnore from 'ignore'
import { type Kind, kinds } from '../documents/source'
import { resolvePath } from '../documents/workspace'
import type { Config } from './config'

/**
 * The kind that a configuration gives a path (from the workspace root): by `files`, whose patterns are those of .gitignore
 * and of whose kinds the first that matches counts, or because `projects` names it.
 */
export function fileKinds({ files, projects }: Pick<Config, 'files' | 'projects'>): (path: string) => Kind | undefined {
  const byPattern = patternKinds(files)
  const merged = new Set(projects.flatMap((paths) => paths.map((path) => resolvePath('', path))))
  return (path) => byPattern(path) ?? (merged.has(path) ? 'compose' : undefined)
}

function patternKinds(files: Config['files']): (path: string) => Kind | undefined {
  const compiled = kinds.flatMap((kind) => {
    const patterns = files[kind] ?? []
    return patterns.length > 0 ? [{ kind, patterns: createIgnore({ ignorecase: false }).add(patterns) }] : []
  })
  if (compiled.length === 0) return () => undefined
  return (path) =>
    createIgnore.isPathValid(path) ? compiled.find((one) => one.patterns.ignores(path))?.kind : undefined
}
