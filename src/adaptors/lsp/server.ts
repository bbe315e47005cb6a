import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver'
import { assists, serveAssistance } from './assistance'
import { acts, serveActions } from './code-actions'
import { executes, serveCommands } from './execute'
import { serveGiving } from './give'
import { serveLenses } from './lenses'
import { navigates, serveNavigation } from './navigation'
import { serveProjects } from './project'
import { methods } from './protocol'
import type { Host } from './roots'
import { Session } from './session'
import { register } from './watch'

/** Serves one editor over one connection until it says goodbye. */
export function startServer(connection: Connection, host: Host): void {
  const session = new Session(connection, host)
  connection.onInitialize((params) => {
    session.initialize(params)
    return capabilities(params)
  })
  connection.onInitialized(() => register(connection, session))
  serveActions(connection, session)
  serveNavigation(connection, session)
  serveLenses(connection, session)
  serveCommands(connection, session)
  serveGiving(connection, session)
  serveProjects(connection, session)
  serveAssistance(connection, session)
  connection.onDidChangeWatchedFiles(({ changes }) => session.upkeep.filesChanged(changes))
  connection.onDidChangeConfiguration(({ settings }) => session.upkeep.settingsChanged(settings?.gpuCompose))
  connection.onRequest(methods.checkWorkspace, (token) => session.checkWorkspace(token))
  session.listen()
  connection.listen()
}

const capabilities = (params: InitializeParams): InitializeResult => ({
  serverInfo: { name: 'gpu-compose' },
  capabilities: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    ...acts,
    ...navigates,
    ...executes(params),
    ...assists,
    ...(params.capabilities.workspace?.workspaceFolders && {
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    }),
  },
})
