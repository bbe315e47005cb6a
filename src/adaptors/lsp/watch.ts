import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
} from 'vscode-languageserver'
import type { Session } from './session'

/** The files that ours may name, and our own. What an editor has open it tells us anyway. */
const watched = [
  '**/*.{yml,yaml}',
  '**/{Dockerfile,Containerfile}*',
  '**/*.{Dockerfile,dockerfile,Containerfile,containerfile}',
  '**/{.env,*.env,.env.*}',
  '**/*.txt',
  '**/{devcontainer,.devcontainer,.gpu-compose}.json',
] as const

/** Asks the client to tell us of changes, as far as it can. */
export function register(connection: Connection, session: Session): void {
  const { didChangeWatchedFiles, didChangeConfiguration, workspaceFolders } = session.can.workspace
  if (didChangeWatchedFiles?.dynamicRegistration) {
    const watchers = watched.map((globPattern) => ({ globPattern }))
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers })
  }
  if (didChangeConfiguration?.dynamicRegistration) {
    void connection.client.register(DidChangeConfigurationNotification.type, { section: 'gpuCompose' })
  }
  if (workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => session.foldersChanged(added, removed))
  }
}
