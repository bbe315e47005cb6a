import createIgnore from 'ignore'
import { SourceFile } from '../../documents/source'
import { type ReadConfig, readConfig } from '../../lint/config-read'
import { type Config, defaultConfig, registry } from '../../service'
import { createEditorLinter, type EditorLinter } from '../../service/editor'
import type { Files } from './files'
import type { Settings } from './settings'

/** A configuration file as it was found: what it says, and what of it could not be used. */
export interface ConfigFile extends ReadConfig {
  readonly file: SourceFile
}

/** A linter under one configuration, and the files it leaves alone. */
interface Configured {
  readonly linter: EditorLinter
  readonly ignores: (path: string) => boolean
}

/** One workspace folder: its files, its settings, and one linter for each configuration file in it. */
export class Root {
  readonly #linters = new Map<string, Configured>()
  readonly #nearest = new Map<string, Promise<ConfigFile | undefined>>()

  constructor(
    readonly uri: string,
    readonly files: Files,
    readonly settings: Settings,
    readonly schema: Config['schema'],
    readonly onConfig: (found: ConfigFile) => void,
  ) {}

  /** @returns undefined when the file is not to be checked */
  async linterFor(path: string): Promise<EditorLinter | undefined> {
    if (!this.settings.enable) return undefined
    const found = await this.#configFor(folderOf(path))
    const key = found?.file.path ?? ''
    const configured = this.#linters.get(key) ?? this.#configure(this.#merged(found?.config))
    this.#linters.set(key, configured)
    return configured.ignores(path) ? undefined : configured.linter
  }

  /** The configuration that counts for a file. */
  configFor(path: string): Promise<ConfigFile | undefined> {
    return this.#configFor(folderOf(path))
  }

  /** What a file will run on. */
  async targetFor(path: string): Promise<Config['target']> {
    return this.#merged((await this.configFor(path))?.config).target
  }

  /** These files changed. @returns true when one of them is a configuration: everything must be checked again */
  changed(paths: readonly string[]): boolean {
    for (const { linter } of this.#linters.values()) linter.invalidate(paths)
    if (!paths.some(isConfig)) return false
    this.#linters.clear()
    this.#nearest.clear()
    return true
  }

  #configure(config: Config): Configured {
    const patterns = createIgnore({ ignorecase: false }).add(config.ignore)
    return { linter: createEditorLinter({ workspace: this.files, config }), ignores: (path) => patterns.ignores(path) }
  }

  /** The file stands before the settings, for the same rule and the same part of the target. */
  #merged(file: Config = defaultConfig): Config {
    const { settings, schema } = this
    return {
      ...file,
      schema,
      rules: { ...settings.rules, ...file.rules },
      target: { ...settings.target, ...file.target },
    }
  }

  #configFor(folder: string): Promise<ConfigFile | undefined> {
    const known = this.#nearest.get(folder) ?? this.#search(folder)
    this.#nearest.set(folder, known)
    return known
  }

  async #search(folder: string): Promise<ConfigFile | undefined> {
    for (const name of configNames) {
      const path = folder === '' ? name : `${folder}/${name}`
      const text = await this.files.read(path)
      if (text !== undefined) return this.#read(path, text)
    }
    return folder === '' ? undefined : this.#configFor(folderOf(folder))
  }

  #read(path: string, text: string): ConfigFile {
    const file = new SourceFile(path, text)
    const found = { file, ...readConfig(file, registry.ids) }
    this.onConfig(found)
    return found
  }
}

const configNames = ['.gpu-compose.yaml', '.gpu-compose.yml', '.gpu-compose.json'] as const

export const isConfig = (path: string): boolean =>
  configNames.some((name) => path === name || path.endsWith(`/${name}`))

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))
