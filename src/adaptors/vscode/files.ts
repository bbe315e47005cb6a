import { FileType, RelativePattern, Uri, workspace } from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { type At, methods } from '../lsp/protocol'
import { candidates } from './selector'

/** Reads for a server that cannot: in a browser, and in folders that lie on no disk. */
export function serveFiles(client: BaseLanguageClient): void {
  client.onRequest(methods.readFile, ({ uri }: At) => readText(Uri.parse(uri)))
  client.onRequest(methods.listFolder, ({ uri }: At) => fileNames(Uri.parse(uri)))
  client.onRequest(methods.findFiles, ({ uri }: At) => findFiles(Uri.parse(uri)))
}

/** A file longer than this is not what a person wrote as configuration. */
const LIMIT = 5_000_000

async function readText(uri: Uri): Promise<string | null> {
  // Only what belongs to the window is handed out.
  if (!workspace.getWorkspaceFolder(uri)) return null
  try {
    const { type, size } = await workspace.fs.stat(uri)
    if ((type & FileType.File) === 0 || size > LIMIT) return null
    return new TextDecoder().decode(await workspace.fs.readFile(uri))
  } catch {
    return null
  }
}

async function fileNames(uri: Uri): Promise<string[]> {
  try {
    const entries = await workspace.fs.readDirectory(uri)
    return entries.filter(([, type]) => (type & FileType.File) !== 0).map(([name]) => name)
  } catch {
    return []
  }
}

async function findFiles(folder: Uri): Promise<string[]> {
  const found = await workspace.findFiles(new RelativePattern(folder, candidates))
  return found.map((uri) => uri.toString())
}
