import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import { URI } from 'vscode-uri'
import { nodeFiles } from './node-files'
import { startServer } from './server'

/** Serves the editor that started this process, over what its arguments name: `--stdio`, `--node-ipc` or `--socket`. */
export function startNodeServer(): void {
  startServer(createConnection(ProposedFeatures.all), {
    files: (root) => (URI.parse(root).scheme === 'file' ? nodeFiles(URI.parse(root).fsPath) : undefined),
  })
}
