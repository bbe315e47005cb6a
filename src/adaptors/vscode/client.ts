import { type ExtensionContext, extensions } from 'vscode'
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient'
import { neighbours } from '../lsp/neighbours'
import type { ClientFacts } from '../lsp/protocol'
import { asking } from './ask'
import { registerCommands } from './commands'
import { serveFiles } from './files'
import { selector } from './selector'
import { Status } from './status'

/** A client not yet started, and the end of what it runs on. */
export interface Made {
  readonly client: BaseLanguageClient
  dispose(): void
}

/** What an entry supplies: the one thing in which desktop and web differ. */
export type MakeClient = (options: LanguageClientOptions) => Promise<Made>

export interface Api {
  /** Resolves when the server answers. */
  readonly ready: Promise<void>
  /** What the list asks that is open: no program can see it otherwise. */
  readonly asking: () => string | undefined
}

export function start(context: ExtensionContext, make: MakeClient): Api {
  const running = new Running(make, new Status(context))
  context.subscriptions.push({ dispose: () => void running.stop() })
  registerCommands(context, running)
  return { ready: running.start(), asking }
}

/** The language server of this window and its client. */
export class Running {
  #made: Promise<Made> | undefined

  constructor(
    readonly make: MakeClient,
    readonly status: Status,
  ) {}

  /** The client, as soon as the server answers; undefined when it was stopped. */
  async client(): Promise<BaseLanguageClient | undefined> {
    return (await this.#made)?.client
  }

  async start(): Promise<void> {
    this.#made = this.#begin()
    await this.#made
  }

  async stop(): Promise<void> {
    const made = await this.#made?.catch(() => undefined)
    this.#made = undefined
    // A server that no longer answers must not keep a new one from starting.
    await made?.client.dispose().catch(() => undefined)
    made?.dispose()
  }

  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  async #begin(): Promise<Made> {
    // Loading the client takes longer than all else: the editor's own start must not wait for it.
    await new Promise((next) => setTimeout(next))
    const made = await this.make(options())
    serveFiles(made.client)
    this.status.follow(made.client)
    await made.client.start()
    return made
  }
}

const options = (): LanguageClientOptions => ({
  documentSelector: selector,
  diagnosticCollectionName: 'gpu-compose',
  outputChannelName: 'GPU Compose',
  initializationOptions: {
    files: true,
    commands: true,
    neighbours: neighbours.filter((id) => extensions.getExtension(id) !== undefined),
  } satisfies ClientFacts,
})
