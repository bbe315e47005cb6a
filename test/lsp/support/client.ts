import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createMessageConnection, type MessageConnection } from 'vscode-jsonrpc/node'
import type { CodeAction, Diagnostic, InitializeResult, TextEdit } from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'

const ours = resolve(__dirname, '../../../dist/vscode/server.js')

export const MEMORY = 'memory:/project'

export interface Published {
  readonly uri: string
  readonly version?: number
  readonly diagnostics: readonly Diagnostic[]
}

export interface Options {
  readonly files?: Readonly<Record<string, string>>
  readonly settings?: unknown
  readonly initializationOptions?: unknown
  /** Names of the workspace folders below the working folder; '' is that folder itself. */
  readonly folders?: readonly string[]
  /** Files of a workspace folder that lies on no disk, `memory:/project`: the editor reads them for the server. */
  readonly memory?: Readonly<Record<string, string>>
  readonly versionedEdits?: boolean
  readonly showsDocuments?: boolean
  /** Whether the edit of an action is asked for when that is chosen. */
  readonly asksForEdits?: boolean
  /** Another server than ours: its script and arguments. */
  readonly server?: readonly string[]
}

/** An editor that speaks to a server over stdio, the built one where no other is named, in a folder of its own. */
export class Editor {
  readonly folder = mkdtempSync(join(tmpdir(), 'gpu-compose lsp #1 ü%20'))
  readonly published: Published[] = []
  readonly logged: string[] = []
  /** What the user was told. */
  readonly shown: string[] = []
  /** What the server asked to be asked for again. */
  readonly refreshed: string[] = []
  initialized: InitializeResult | undefined
  settings: unknown
  readonly #process: ChildProcess
  readonly connection: MessageConnection

  private constructor(readonly options: Options) {
    this.settings = options.settings
    for (const [path, text] of Object.entries(options.files ?? {})) this.write(path, text)
    this.#process = spawn(process.execPath, [...(options.server ?? [ours]), '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const { stdin, stdout } = this.#process
    if (!stdin || !stdout) throw new Error('no pipes')
    // biome-ignore lint/suspicious/noExplicitAny: the streams of Node are those of the library
    this.connection = createMessageConnection(stdout as any, stdin as any)
    this.connection.onNotification('textDocument/publishDiagnostics', (it: Published) => this.published.push(it))
    this.connection.onNotification('window/logMessage', ({ message }) => this.logged.push(message))
    this.connection.onNotification('window/showMessage', ({ message }) => this.shown.push(message))
    this.connection.onRequest('workspace/configuration', ({ items }) =>
      items.map(({ section }: { section: string }) => this.#settingsOf(section) ?? null),
    )
    this.connection.onRequest('client/registerCapability', () => null)
    this.#serveMemory(options.memory ?? {})
    for (const what of ['codeLens', 'inlayHint'])
      this.connection.onRequest(`workspace/${what}/refresh`, () => void this.refreshed.push(what))
    this.connection.listen()
  }

  /** Ours asks for one section, another server for several. */
  #settingsOf(section: string): unknown {
    return this.options.server ? (this.settings as Record<string, unknown> | undefined)?.[section] : this.settings
  }

  static async start(options: Options = {}): Promise<Editor> {
    const editor = new Editor(options)
    const onDisk = (options.folders ?? ['']).map((name) => ({ name, uri: editor.uri(name).replace(/\/$/, '') }))
    const folders = options.memory ? [{ name: 'project', uri: MEMORY }] : onDisk
    editor.initialized = await editor.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: folders,
      initializationOptions: options.initializationOptions,
      capabilities: {
        textDocument: {
          completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
          publishDiagnostics: {},
          ...(options.asksForEdits && {
            codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
          }),
          hover: { contentFormat: ['markdown', 'plaintext'] },
        },
        window: { showDocument: { support: options.showsDocuments ?? false } },
        workspace: {
          configuration: true,
          workspaceFolders: true,
          codeLens: { refreshSupport: true },
          inlayHint: { refreshSupport: true },
          workspaceEdit: { documentChanges: options.versionedEdits ?? true, resourceOperations: ['create'] },
        },
      },
    })
    await editor.connection.sendNotification('initialized', {})
    return editor
  }

  #serveMemory(files: Readonly<Record<string, string>>): void {
    const below = (uri: string) => uri.slice(MEMORY.length + 1)
    this.connection.onRequest('gpuCompose/readFile', ({ uri }) => files[below(uri)] ?? null)
    this.connection.onRequest('gpuCompose/findFiles', () => Object.keys(files).map((path) => `${MEMORY}/${path}`))
    this.connection.onRequest('gpuCompose/listFolder', ({ uri }) => {
      const folder = below(uri).replace(/(?<=.)\/?$/, '/')
      const inside = Object.keys(files).filter((path) => path.startsWith(folder))
      return inside.map((path) => path.slice(folder.length)).filter((name) => !name.includes('/'))
    })
  }

  async stop(): Promise<void> {
    const gone = new Promise((done) => this.#process.on('exit', done))
    await this.connection.sendRequest('shutdown')
    await this.connection.sendNotification('exit')
    await gone
    this.connection.dispose()
    rmSync(this.folder, { recursive: true, force: true })
  }

  uri(path: string): string {
    return pathToFileURL(join(this.folder, path)).href
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true })
    writeFileSync(join(this.folder, path), text)
  }

  remove(path: string): void {
    rmSync(join(this.folder, path))
  }

  async open(path: string, text: string, languageId = 'yaml', uri = this.uri(path)): Promise<Document> {
    const document = new Document(this, uri, languageId, text)
    const textDocument = { uri, languageId, version: 1, text }
    await this.connection.sendNotification('textDocument/didOpen', { textDocument })
    return document
  }

  changedOnDisk(path: string, type: 1 | 2 | 3 = 2): Promise<void> {
    const changes = [{ uri: this.uri(path), type }]
    return this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes })
  }

  async setSettings(settings: unknown): Promise<void> {
    this.settings = settings
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings: null })
  }

  /** Waits until what is shown of a document is as wanted. */
  async until(uri: string, wanted: (published: Published) => boolean, what: string): Promise<Published> {
    for (const end = Date.now() + 15_000; Date.now() < end; await new Promise((done) => setTimeout(done, 5))) {
      const last = this.published.findLast((one) => one.uri === uri)
      if (last && wanted(last)) return last
    }
    const last = this.published.findLast((one) => one.uri === uri)
    throw new Error(`waited in vain for ${what}; there is: ${JSON.stringify(last)}\n${this.logged.join('\n')}`)
  }
}

export const rulesOf = (published: Published): readonly unknown[] => published.diagnostics.map(({ code }) => code)

/** A text that is open in the editor. */
export class Document {
  #document: TextDocument

  constructor(
    readonly editor: Editor,
    readonly uri: string,
    languageId: string,
    text: string,
  ) {
    this.#document = TextDocument.create(uri, languageId, 1, text)
  }

  get text(): string {
    return this.#document.getText()
  }

  get version(): number {
    return this.#document.version
  }

  /** Replaces a piece of the text, as typing does. */
  async replace(from: string, to: string): Promise<void> {
    const at = this.text.indexOf(from)
    if (at < 0) throw new Error(`no "${from}"`)
    const range = { start: this.#document.positionAt(at), end: this.#document.positionAt(at + from.length) }
    const version = this.version + 1
    this.#document = TextDocument.update(this.#document, [{ range, text: to }], version)
    const textDocument = { uri: this.uri, version }
    const contentChanges = [{ range, text: to }]
    await this.editor.connection.sendNotification('textDocument/didChange', { textDocument, contentChanges })
  }

  save(): Promise<void> {
    return this.editor.connection.sendNotification('textDocument/didSave', { textDocument: { uri: this.uri } })
  }

  close(): Promise<void> {
    return this.editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uri } })
  }

  shows(rule: string): Promise<Published> {
    const shown = (one: Published) => one.version === this.version && rulesOf(one).includes(rule)
    return this.editor.until(this.uri, shown, `${rule} in version ${this.version}`)
  }

  lacks(rule: string): Promise<Published> {
    const lacking = (one: Published) => one.version === this.version && !rulesOf(one).includes(rule)
    return this.editor.until(this.uri, lacking, `no ${rule} in version ${this.version}`)
  }

  actions(range: Diagnostic['range'], only?: readonly string[]): Promise<readonly CodeAction[]> {
    const context = { diagnostics: [], ...(only && { only }) }
    return this.editor.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: this.uri },
      range,
      context,
    })
  }

  /** The text of a range, and the text after edits. */
  at(range: Diagnostic['range']): string {
    return this.#document.getText(range)
  }

  after(edits: readonly TextEdit[]): string {
    return TextDocument.applyEdits(this.#document, [...edits])
  }
}

/** The edits of an action for one document, with the version they are for. */
export function editsOf(action: CodeAction | undefined, uri: string): { version: number | null; edits: TextEdit[] } {
  const [change, ...others] = action?.edit?.documentChanges ?? []
  if (!change || !('textDocument' in change) || others.length > 0)
    throw new Error(`no single change: ${JSON.stringify(action)}`)
  if (change.textDocument.uri !== uri) throw new Error(`another document: ${change.textDocument.uri}`)
  return { version: change.textDocument.version, edits: change.edits as TextEdit[] }
}
