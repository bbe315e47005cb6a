import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { SourceFile } from '../../documents/source'
import { readConfig } from '../../lint/config-read'
import { type Config, defaultConfig, type Problem } from '../../service'
import type { Folders } from './folders'
import { isBelow, pathFrom } from './paths'
import { readText } from './read'

export const configNames = ['.gpu-compose.yaml', '.gpu-compose.yml', '.gpu-compose.json'] as const

export interface FoundConfig {
  /** Absolute path; undefined where there is none. */
  readonly path: string | undefined
  readonly config: Config
  readonly problems: readonly Problem[]
}

const none: FoundConfig = { path: undefined, config: defaultConfig, problems: [] }

export interface ConfigLookup {
  readonly root: string
  readonly folders?: Folders
  readonly ids: ReadonlySet<string>
  /** The name of a path in problems. */
  readonly show: (path: string) => string
}

/** Finds the nearest configuration upwards from a folder, not above the root. Each file is read once. */
export class Configs {
  readonly #folders = new Map<string, FoundConfig>()

  constructor(readonly lookup: ConfigLookup) {}

  for(folder: string): FoundConfig {
    const known = this.#folders.get(folder)
    if (known) return known
    const found = this.#find(folder)
    this.#folders.set(folder, found)
    return found
  }

  #find(folder: string): FoundConfig {
    const name = configNames.find(this.#in(folder))
    const path = name && join(folder, name)
    if (path) return loadConfig(path, this.lookup)
    if (folder === this.lookup.root || !isBelow(this.lookup.root, folder)) return none
    return this.for(dirname(folder))
  }

  #in(folder: string): (name: string) => boolean {
    const entries = this.lookup.folders?.known(folder)
    return entries ? (name) => entries.some((entry) => entry.name === name) : (name) => existsSync(join(folder, name))
  }
}

/** Reads one configuration file; its patterns start at its folder, at the root where it lies outside of that. */
export function loadConfig(path: string, { root, ids, show }: ConfigLookup): FoundConfig {
  const read = readText(path)
  if (typeof read === 'string') return { ...none, path, problems: [{ path: show(path), message: read, fatal: true }] }
  const folder = dirname(resolve(path))
  const base = isBelow(root, folder) ? pathFrom(root, folder) : ''
  const isFile = (name: string) => existsSync(resolve(root, base, name))
  return { path, ...readConfig(new SourceFile(show(path), read.text), ids, base, isFile) }
}
