import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser'
import { startServer } from './server'

declare const self: DedicatedWorkerGlobalScope

// A worker holds no files: all of them come from the client.
startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), {
  files: () => undefined,
})
