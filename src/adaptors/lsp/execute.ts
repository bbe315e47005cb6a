import {
  type Connection,
  type ExecuteCommandParams,
  type InitializeParams,
  MessageType,
  type Position,
  type Range,
  type ServerCapabilities,
  ShowMessageNotification,
} from 'vscode-languageserver'
import { changes, dockerRun } from './lenses'
import { type ClientFacts, clientCommands, type RunLine } from './protocol'
import type { Session } from './session'

/** The commands of lenses are carried out here for a client that has none of its own. */
export const executes = ({ initializationOptions }: InitializeParams): ServerCapabilities =>
  (initializationOptions as ClientFacts | undefined)?.commands
    ? {}
    : { executeCommandProvider: { commands: Object.values(clientCommands) } }

export function serveCommands(connection: Connection, session: Session): void {
  connection.onExecuteCommand(({ command, arguments: [uri, place] = [] }: ExecuteCommandParams) => {
    if (command === clientCommands.select) return select(connection, session, uri, place as Range)
    const params = { textDocument: { uri }, position: place as Position }
    if (command === clientCommands.copyRun) return tellRun(connection, dockerRun(session, params))
    return command === clientCommands.change ? change(connection, changes(session, params)) : undefined
  })
}

async function select(connection: Connection, session: Session, uri: string, selection: Range): Promise<void> {
  if (session.can.showsDocuments) await connection.window.showDocument({ uri, selection, takeFocus: true })
}

/** The clipboard belongs to the client: the line is shown, and is the result too. */
async function tellRun(connection: Connection, asked: Promise<RunLine | null>): Promise<RunLine | null> {
  const run = await asked
  if (!run) return null
  const lost = run.lost.map(({ key, why }) => `${key}: ${why}`)
  const message = [run.line, ...lost].join('\n')
  await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message })
  return run
}

async function change(connection: Connection, asked: ReturnType<typeof changes>): Promise<void> {
  const offered = await asked
  if (offered.length === 0) return
  const titles = offered.map(({ title }) => ({ title }))
  const chosen = await connection.window.showInformationMessage('How should the service ask for its GPUs?', ...titles)
  const taken = offered.find(({ title }) => title === chosen?.title)
  if (taken) await connection.workspace.applyEdit({ label: taken.title, edit: taken.edit })
}
