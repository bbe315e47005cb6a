import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createMessageConnection } from 'vscode-jsonrpc/node.js'
import { services } from './files.mjs'

/** What the language server holds with 200 files open, each once typed in. */
export async function serverMemory(root, work, row) {
  if (process.platform !== 'linux') return console.log('memory is read from /proc: that row is left out.')
  const server = spawn(process.execPath, [path.join(root, 'dist/vscode/server.js'), '--stdio'])
  const connection = createMessageConnection(server.stdout, server.stdin)
  const shown = new Set()
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, version }) => shown.add(`${uri} ${version}`))
  connection.listen()
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} })
  await connection.sendNotification('initialized', {})
  const uris = Array.from(
    { length: 200 },
    (_, i) => pathToFileURL(path.join(work, `open/${i}/docker-compose.yml`)).href,
  )
  for (const [i, uri] of uris.entries()) {
    const textDocument = { uri, languageId: 'yaml', version: 1, text: `services:\n${services(3, i)}` }
    await connection.sendNotification('textDocument/didOpen', { textDocument })
  }
  const until = async (version) => {
    while (!uris.every((uri) => shown.has(`${uri} ${version}`))) await new Promise((next) => setTimeout(next, 20))
  }
  await until(1)
  for (const uri of uris) {
    const contentChanges = [{ text: `services:\n${services(3)}# typed\n` }]
    await connection.sendNotification('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges })
  }
  await until(2)
  const resident = /VmRSS:\s*(\d+)/.exec(fs.readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]
  row('memory of the language server, 200 files open', Number(resident) / 1024, 120, 'MB')
  server.kill()
}
