import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeLensRefreshRequest,
  type Connection,
  FileChangeType,
  type FileEvent,
  type InitializeParams,
  TextDocuments,
  type WorkspaceClientCapabilities,
  type WorkspaceFolder,
} from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { Config } from '../../service'
import { quickFixes, wants } from './actions'
import { Checks, type Kept } from './checks'
import { FIX_ALL, fixAll } from './fix-all'
import { type Opened, opened } from './opened'
import { pathBelow, placeOf, rootSpelling } from './places'
import type { ClientFacts, WorkspaceSummary } from './protocol'
import { quieting } from './quieting'
import { rewrites } from './rewrites'
import { isConfig } from './root'
import { type Host, Roots } from './roots'
import { Screen } from './screen'
import { WorkspaceCheck } from './workspace-check'

/** Milliseconds of silence before a text that is being typed is checked, and before those that read it are. */
const TYPING = 50
const READERS = 200

/** What one editor has open, and what was found in it. */
export class Session {
  can: WorkspaceClientCapabilities = {}
  /** Whether the client opens a document when it is told to. */
  showsDocuments = false
  readonly #documents = new TextDocuments(TextDocument)
  readonly #checks: Checks
  readonly #roots: Roots
  readonly #screen: Screen
  readonly #workspace: WorkspaceCheck
  #client: ClientFacts = {}
  #folders: readonly string[] = []
  #refreshing: ReturnType<typeof setTimeout> | undefined

  constructor(
    readonly connection: Connection,
    host: Host,
  ) {
    const client = () => this.#client
    this.#checks = new Checks({
      documents: this.#documents,
      folders: () => this.#folders,
      rootAt: (uri) => this.#roots.at(uri),
      show: (kept) => this.#screen.show(kept),
      reread: () => this.#refresh(),
      failed: (uri, error) => connection.console.error(`${uri}: ${error instanceof Error ? error.stack : error}`),
    })
    this.#screen = new Screen(connection, this.#checks, client)
    this.#roots = new Roots({
      connection,
      host,
      client,
      asksSettings: () => this.can.configuration === true,
      textAt: (uri) => this.#checks.textAt(uri)?.getText(),
      onConfig: (root, file) => this.#screen.showConfig(root, file),
    })
    this.#workspace = new WorkspaceCheck(this.#screen, this.#checks)
  }

  initialize({ capabilities, initializationOptions, workspaceFolders, rootUri }: InitializeParams): void {
    this.can = capabilities.workspace ?? {}
    this.showsDocuments = capabilities.window?.showDocument?.support === true
    this.#client = (initializationOptions as ClientFacts | undefined) ?? {}
    const folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : [])
    this.#folders = folders.map(rootSpelling)
    this.#screen.versioned = this.can.workspaceEdit?.documentChanges === true
    this.#screen.creates = this.can.workspaceEdit?.resourceOperations?.includes('create') === true
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

  /** What the files of a folder will run on, wherever it lies. */
  async targetAt(folder: string): Promise<Config['target']> {
    const { root, path } = placeOf(`${rootSpelling(folder)}/compose.yaml`, '', this.#folders)
    return (await this.#roots.at(root)).targetFor(path)
  }

  get hasCommands(): boolean {
    return this.#client.commands === true
  }

  async codeActions(params: CodeActionParams): Promise<CodeAction[]> {
    const kept = await this.#checks.settled(params.textDocument.uri)
    if (!kept?.result) return []
    const target = this.#screen.targetOf(kept)
    const quick = !params.context.only || wants(params, CodeActionKind.QuickFix)
    const all = wants(params, FIX_ALL) ? await fixAll(kept, target) : undefined
    const rewrite = !params.context.only || wants(params, CodeActionKind.RefactorRewrite)
    return [
      ...(quick ? await quickFixes(kept, params.range, target) : []),
      ...(rewrite ? await rewrites(kept, params.range, target) : []),
      ...(all ? [all] : []),
      ...(await quieting(kept, params, target, this.#client)),
    ]
  }

  /** Files changed on the disk. What is open in the editor is no news. */
  filesChanged(events: readonly FileEvent[]): Promise<void> {
    const closed = events.filter(({ uri }) => !this.#checks.isOpen(uri))
    const appeared = closed.some(({ type }) => type === FileChangeType.Created)
    return this.#reread(
      closed.map(({ uri }) => uri),
      appeared,
    )
  }

  settingsChanged(pushed: unknown): void {
    this.#roots.reset(pushed)
    this.#checks.scheduleWhere(() => true, 0)
    void this.#workspace.recheck((uri) => this.#roots.at(uri))
    this.#refresh()
  }

  foldersChanged(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void {
    const gone = new Set(removed.map(({ uri }) => rootSpelling(uri)))
    this.#folders = [...this.#folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => rootSpelling(uri))]
    this.#roots.reset()
    this.#checks.moveAll()
    this.#workspace.forget()
    this.#checks.scheduleWhere(() => true, 0)
  }

  async checkWorkspace(token: CancellationToken): Promise<WorkspaceSummary> {
    const roots = await Promise.all(this.#folders.map((uri) => this.#roots.at(uri)))
    return this.#workspace.run(roots, token)
  }

  /** An editor asks for the lenses and hints of a text again when that changes; of what else changed it must be told. */
  #refresh(): void {
    clearTimeout(this.#refreshing)
    this.#refreshing = setTimeout(() => {
      if (this.can.codeLens?.refreshSupport)
        this.connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined)
      if (this.can.inlayHint?.refreshSupport) this.connection.languages.inlayHint.refresh().catch(() => undefined)
    }, 0)
  }

  #textChanged(document: TextDocument): void {
    this.#checks.schedule(document.uri, TYPING)
    void this.#reread([document.uri], false)
  }

  #closed(uri: string): void {
    this.#checks.close(uri)
    this.#screen.clear(uri)
    // The disk counts again.
    void this.#reread([uri], false)
  }

  /** Checks again what reads one of these files; a new file may be what any of them looked for. */
  async #reread(uris: readonly string[], appeared: boolean): Promise<void> {
    for (const root of await this.#roots.all()) {
      const paths = uris.flatMap((uri) => pathBelow(root.uri, uri) ?? [])
      if (paths.length === 0) continue
      const reconfigured = root.changed(paths)
      const everything = reconfigured || appeared
      this.#screen.forgetConfigs(root, paths.filter(isConfig))
      const reads = (kept: Kept | undefined) => kept?.result?.dependencies.some((path) => paths.includes(path)) ?? false
      this.#checks.scheduleWhere((place, kept) => place.root === root.uri && (everything || reads(kept)), READERS)
      if (reconfigured) await this.#workspace.recheck((uri) => this.#roots.at(uri))
      else await this.#workspace.reread(root, paths)
    }
  }
}
