import * as protocol from 'vscode-languageserver/browser'
import type * as Core from './core'

declare const self: DedicatedWorkerGlobalScope & { module?: { exports: unknown } }

/** The first message has the addresses of the scripts: a worker that an extension starts does not know its own. */
export interface Scripts {
  readonly core: string
  readonly scaffold: string
}

self.onmessage = ({ data: { core, scaffold } }: MessageEvent<Scripts>) => {
  // The scripts ask for each other and for the protocol as they do in Node.
  Object.assign(self, { require: (name: string) => (name.endsWith('/scaffold.js') ? load(scaffold) : protocol) })
  const { startServer } = load(core) as typeof Core
  const { BrowserMessageReader, BrowserMessageWriter, createConnection } = protocol
  // A worker holds no files: all of them come from the client.
  startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), {
    files: () => undefined,
  })
}

/** Runs a script. @returns what it exports */
function load(address: string): unknown {
  const module = { exports: {} }
  Object.assign(self, { module })
  self.importScripts(address)
  return module.exports
}
