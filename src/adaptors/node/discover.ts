import { basename, dirname } from 'node:path'
import createIgnore from 'ignore'
import type { Kind } from '../../documents/source'
import { fileKinds } from '../../lint/file-kinds'
import type { Config } from '../../service'
import type { FoundConfig } from './config'
import type { Folders } from './folders'
import { isYaml, kindOfName, maybeKubernetes } from './names'
import { pathFrom } from './paths'
import { walk } from './walk'

export interface DiscoverOptions {
  readonly root: string
  readonly folders: Folders
  /** The configuration of a folder. */
  readonly configs: { for(folder: string): FoundConfig }
  /** False: neither .gitignore nor the `ignore` of a configuration leaves a file out. */
  readonly ignore: boolean
  readonly onProblem: (path: string, message: string) => void
}

/** Absolute paths of the files below a folder that may be ours: by name, by `files` of the configuration, or any other YAML. */
export function* discover(start: string, options: DiscoverOptions): Generator<string> {
  const { root, folders, configs, ignore, onProblem } = options
  const certain = (path: string) => isCertain(path, root, configs.for(dirname(path)).config)
  yield* walk(start, {
    root,
    folders,
    gitIgnore: ignore,
    skip: (path, isFolder) =>
      ignore && matchersOf(configs.for(dirname(path)).config).ignores(pathFrom(root, path) + (isFolder ? '/' : '')),
    wanted: (path) => isYaml(path) || certain(path),
    onProblem: (path, message) => {
      if (!isYaml(path) || certain(path)) onProblem(path, message)
    },
  })
}

/** Whether a discovered file is worth the linter's time: YAML of another name must look like a manifest. */
export const isCandidate = (path: string, text: string, root: string, config: Config): boolean =>
  isCertain(path, root, config) || maybeKubernetes(text)

/** Ours by its name, or because the configuration says so. */
const isCertain = (path: string, root: string, config: Config): boolean =>
  kindOfName(basename(path)) !== undefined || matchersOf(config).kindOf(pathFrom(root, path)) !== undefined

interface Matchers {
  /** Folders end in `/`. */
  readonly ignores: (path: string) => boolean
  readonly kindOf: (path: string) => Kind | undefined
}

const compiled = new WeakMap<Config, Matchers>()

function matchersOf(config: Config): Matchers {
  const known = compiled.get(config)
  if (known) return known
  const patterns = createIgnore({ ignorecase: false }).add(config.ignore)
  const ignores = (path: string) => createIgnore.isPathValid(path) && patterns.ignores(path)
  const matchers = { ignores: config.ignore.length > 0 ? ignores : () => false, kindOf: fileKinds(config) }
  compiled.set(config, matchers)
  return matchers
}
