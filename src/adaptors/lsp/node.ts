import { setFlagsFromString } from 'node:v8'
import { URI } from 'vscode-uri'
import { startServer } from './core'
import { nodeFiles } from './node-files'
import { createConnection, ProposedFeatures } from './protocol-node'

/** Serves the editor that started this process, over what its arguments name: `--stdio`, `--node-ipc` or `--socket`. */
export function startNodeServer(): void {
  // What a check makes is garbage soon: with 200 files open, room for more of it cost 30 MB and saved no time.
  setFlagsFromString('--semi-space-growth-factor=1')
  startServer(createConnection(ProposedFeatures.all), {
    files: (root) => (URI.parse(root).scheme === 'file' ? nodeFiles(URI.parse(root).fsPath) : undefined),
  })
}
