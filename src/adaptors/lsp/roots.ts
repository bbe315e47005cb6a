import type { Connection } from 'vscode-languageserver'
import type { Abilities } from './abilities'
import { clientFiles, type Files, noFiles, withEditors } from './files'
import { schemaFor } from './neighbours'
import { addressOf } from './places'
import { type ConfigFile, Root } from './root'
import { readSettings, type Settings } from './settings'

/** What an entry supplies. */
export interface Host {
  /** The files of a root that this machine holds; undefined where only the client can read them. */
  files(root: string): Files | undefined
}

export interface RootsOptions {
  readonly connection: Connection
  readonly host: Host
  readonly can: () => Abilities
  readonly textAt: (uri: string) => string | undefined
  readonly onConfig: (root: Root, file: ConfigFile) => void
}

/** The roots in use, each made when the first of its documents is checked. */
export class Roots {
  readonly #roots = new Map<string, Promise<Root>>()
  #pushed: unknown

  constructor(readonly options: RootsOptions) {}

  at(uri: string): Promise<Root> {
    const root = this.#roots.get(uri) ?? this.#make(uri)
    this.#roots.set(uri, root)
    return root
  }

  /** Settings changed: every root is made anew. A client that is not asked sends them along. */
  reset(pushed?: unknown): void {
    this.#pushed = pushed ?? this.#pushed
    this.#roots.clear()
  }

  async all(): Promise<readonly Root[]> {
    return Promise.all(this.#roots.values())
  }

  async #make(uri: string): Promise<Root> {
    const { connection, textAt, onConfig } = this.options
    const files = withEditors(this.#files(uri), (path) => textAt(addressOf(uri, path)))
    const settings = await this.#settings(uri)
    const schema = schemaFor(settings, this.options.can().facts.neighbours ?? [])
    connection.tracer.log(`root ${uri}: schema ${schema}`)
    const root: Root = new Root(uri, files, settings, schema, (file) => onConfig(root, file))
    return root
  }

  #files(uri: string): Files {
    const { connection, host, can } = this.options
    return host.files(uri) ?? (can().facts.files ? clientFiles(connection, uri) : noFiles)
  }

  async #settings(uri: string): Promise<Settings> {
    const { connection } = this.options
    const { workspace, facts } = this.options.can()
    if (!workspace.configuration) return readSettings(this.#pushed ?? facts.settings)
    const asked = connection.workspace.getConfiguration({ scopeUri: uri, section: 'gpuCompose' })
    return readSettings(await asked.catch(() => undefined))
  }
}
