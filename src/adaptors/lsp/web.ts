import * as protocol from 'vscode-languageserver/browser'
import type * as Core from './core'

declare const self: DedicatedWorkerGlobalScope & { module?: { exports: unknown } }

/** The first message is the address of the core: a worker that an extension starts does not know its own. */
self.onmessage = ({ data }: MessageEvent<{ readonly core: string }>) => {
  const { startServer } = load(data.core)
  const { BrowserMessageReader, BrowserMessageWriter, createConnection } = protocol
  // A worker holds no files: all of them come from the client.
  startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), {
    files: () => undefined,
  })
}

/** Runs the script of the core, which asks for the protocol as it does in Node. */
function load(core: string): typeof Core {
  const module = { exports: {} }
  Object.assign(self, { module, require: () => protocol })
  self.importScripts(core)
  return module.exports as typeof Core
}
