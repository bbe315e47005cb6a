import {
  type CancellationToken,
  type Connection,
  type InitializeParams,
  TextDocuments,
  type WorkspaceFolder,
} from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { Config } from '../../service'
import { type Abilities, abilitiesOf, noAbilities } from './abilities'
import type { EditTarget } from './actions'
import { Checks, type Kept } from './checks'
import { type Opened, opened } from './opened'
import { placeOf, rootSpelling } from './places'
import type { WorkspaceSummary } from './protocol'
import { type Host, Roots } from './roots'
import { Screen } from './screen'
import { Upkeep } from './upkeep'
import { WorkspaceCheck } from './workspace-check'

/** Milliseconds of silence before a text that is being typed is checked. */
const TYPING = 50

/** What one editor has open, and what was found in it. */
export class Session {
  can: Abilities = noAbilities
  readonly upkeep: Upkeep
  readonly #documents = new TextDocuments(TextDocument)
  readonly #checks: Checks
  readonly #roots: Roots
  readonly #screen: Screen
  readonly #workspace: WorkspaceCheck
  #folders: readonly string[] = []

  constructor(
    readonly connection: Connection,
    host: Host,
  ) {
    const can = () => this.can
    this.#checks = new Checks({
      documents: this.#documents,
      folders: () => this.#folders,
      rootAt: (uri) => this.#roots.at(uri),
      show: (kept) => this.#screen.show(kept),
      reread: () => this.upkeep.refresh(),
      failed: (uri, error) => connection.console.error(`${uri}: ${error instanceof Error ? error.stack : error}`),
    })
    this.#screen = new Screen(connection, this.#checks, can)
    this.#roots = new Roots({
      connection,
      host,
      can,
      textAt: (uri) => this.#checks.textAt(uri)?.getText(),
      onConfig: (root, file) => this.#screen.showConfig(root, file),
    })
    this.#workspace = new WorkspaceCheck(this.#screen, this.#checks)
    const [checks, roots, screen, workspace] = [this.#checks, this.#roots, this.#screen, this.#workspace]
    this.upkeep = new Upkeep({ connection, can, checks, roots, screen, workspace })
  }

  initialize(params: InitializeParams): void {
    this.can = abilitiesOf(params)
    const { workspaceFolders, rootUri } = params
    const folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : [])
    this.#folders = folders.map(rootSpelling)
  }

  listen(): void {
    const documents = this.#documents
    documents.onDidOpen(({ document }) => this.#checks.open(document))
    documents.onDidChangeContent(({ document }) => this.#textChanged(document))
    documents.onDidSave(({ document }) => this.#checks.schedule(document.uri, 0))
    documents.onDidClose(({ document }) => this.#closed(document.uri))
    documents.listen(this.connection)
  }

  /** An open document with its linter, as its text stands now; no check is waited for. */
  opened(uri: string): Promise<Opened | undefined> {
    return opened(uri, this.#checks, this.#screen, (root) => this.#roots.at(root))
  }

  /** The result for the text as it stands now; waits for a check that is due. */
  settled(uri: string): Promise<Kept | undefined> {
    return this.#checks.settled(uri)
  }

  targetOf(kept: Kept): EditTarget {
    return this.#screen.targetOf(kept)
  }

  /** What the files of a folder will run on, wherever it lies. */
  async targetAt(folder: string): Promise<Config['target']> {
    const { root, path } = placeOf(`${rootSpelling(folder)}/compose.yaml`, '', this.#folders)
    return (await this.#roots.at(root)).targetFor(path)
  }

  foldersChanged(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void {
    const gone = new Set(removed.map(({ uri }) => rootSpelling(uri)))
    this.#folders = [...this.#folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => rootSpelling(uri))]
    this.upkeep.foldersChanged()
  }

  async checkWorkspace(token: CancellationToken): Promise<WorkspaceSummary> {
    const roots = await Promise.all(this.#folders.map((uri) => this.#roots.at(uri)))
    return this.#workspace.run(roots, token)
  }

  #textChanged(document: TextDocument): void {
    this.#checks.schedule(document.uri, TYPING)
    void this.upkeep.reread([document.uri])
  }

  #closed(uri: string): void {
    this.#checks.close(uri)
    this.#screen.clear(uri)
    // The disk counts again.
    void this.upkeep.reread([uri])
  }
}
