import { resolve } from 'node:path'
import type { Kind } from '../../documents/source'
import type { Target } from '../../host/target'
import { escapePattern } from '../../lint/config-read'
import { type Config, createLinter, defaultConfig, type Linter, type Problem, registry } from '../../service'
import { Configs, type FoundConfig, loadConfig } from '../node/config'
import { Folders } from '../node/folders'
import { findRoot, pathFrom } from '../node/paths'
import { NodeWorkspace } from '../node/workspace'
import type { Call } from './call'

/** One workspace root of a run: its configurations and a linter for each of them. */
export interface Room {
  readonly root: string
  readonly folders: Folders
  readonly configs: { for(folder: string): FoundConfig }
  linterFor(found: FoundConfig): Linter
  /** A file that the user named is of this kind, whatever its name says. Only before its linter is made. */
  name(path: string, kind: Kind): void
}

/** What a run knows: its roots, and every problem of a configuration that it met. */
export class Session {
  readonly #rooms = new Map<string, Room>()
  readonly #used = new Map<string, FoundConfig>()

  constructor(
    readonly cwd: string,
    readonly call: Call,
    readonly host: Target,
  ) {}

  /** How a path is told to the user. */
  readonly show = (path: string): string => pathFrom(this.cwd, path)

  /** Of the configurations that were used; each is told once. */
  get problems(): readonly Problem[] {
    return [...this.#used.values()].flatMap((found) => found.problems)
  }

  room(folder: string): Room {
    const root = findRoot(folder, this.cwd)
    const known = this.#rooms.get(root)
    if (known) return known
    const room = this.#open(root)
    this.#rooms.set(root, room)
    return room
  }

  #open(root: string): Room {
    const linters = new Map<FoundConfig, Linter>()
    const named: { kind: Kind; pattern: string }[] = []
    const folders = new Folders()
    const workspace = new NodeWorkspace(root, folders)
    const linterFor = (found: FoundConfig): Linter => {
      const known = linters.get(found)
      if (known) return known
      if (found.path) this.#used.set(found.path, found)
      const linter = createLinter({ workspace, config: this.#config(found.config, named) })
      linters.set(found, linter)
      return linter
    }
    const name = (path: string, kind: Kind) => {
      named.push({ kind, pattern: `/${escapePattern(pathFrom(root, path))}` })
    }
    return { root, folders, configs: this.#configs(root, folders), linterFor, name }
  }

  #configs(root: string, folders: Folders): Room['configs'] {
    const lookup = { root, folders, ids: registry.ids, show: this.show }
    const { config } = this.call
    if (config === undefined) return new Configs(lookup)
    const fixed: FoundConfig =
      config === false
        ? { path: undefined, config: defaultConfig, problems: [] }
        : loadConfig(resolve(this.cwd, config), lookup)
    if (fixed.path) this.#used.set(fixed.path, fixed)
    return { for: () => fixed }
  }

  #config(config: Config, named: readonly { readonly kind: Kind; readonly pattern: string }[]): Config {
    const files: Partial<Record<Kind, readonly string[]>> = { ...config.files }
    for (const { kind, pattern } of named) files[kind] = [...(files[kind] ?? []), pattern]
    return {
      ...config,
      files,
      rules: { ...config.rules, ...this.call.rules },
      target: { ...config.target, ...this.host },
    }
  }
}
