import type {
  CodeLens,
  CodeLensParams,
  Command,
  Connection,
  Range,
  TextDocumentPositionParams,
} from 'vscode-languageserver'
import type { Lens, Navigator } from '../../service/editor'
import { toWorkspaceEdit } from './actions'
import type { Kept } from './checks'
import type { Opened } from './opened'
import { pathBelow } from './places'
import { type Change, clientCommands, methods, type RunLine } from './protocol'
import type { Session } from './session'
import { toRange } from './to-lsp'

/** Serves code lenses, and what the commands that they name ask. */
export function serveLenses(connection: Connection, session: Session): void {
  connection.onCodeLens((params) => lenses(session, params))
  connection.onRequest(methods.changes, (params) => changes(session, params))
  connection.onRequest(methods.dockerRun, (params) => dockerRun(session, params))
}

interface Asked {
  readonly opened: Opened
  readonly navigator: Navigator
  readonly findings: NonNullable<Kept['result']>['findings']
}

/** The findings of a text are kept already, unless it was typed in a moment ago. */
async function asked(session: Session, uri: string): Promise<Asked | undefined> {
  const kept = await session.settled(uri)
  const opened = await session.opened(uri)
  // While it was waited for, the text may have become another.
  if (!opened || kept?.result?.text !== opened.text) return undefined
  const navigator = await opened.linter.navigator(opened.path, opened.text)
  return navigator && { opened, navigator, findings: kept.result.findings }
}

async function lenses(session: Session, { textDocument: { uri } }: CodeLensParams): Promise<CodeLens[]> {
  const here = await asked(session, uri)
  if (!here?.opened.root.settings.codeLens) return []
  const { navigator, opened, findings } = here
  const leads = session.can.facts.commands === true || session.can.showsDocuments
  const all = navigator.lenses(findings).filter(({ kind }) => kind !== 'builder' || leads)
  return all.map((lens) => toCodeLens(lens, uri, opened))
}

function toCodeLens(lens: Lens, uri: string, opened: Opened): CodeLens {
  const range = toRange(opened.lines, lens.at)
  return { range, command: { title: lens.title, ...callOf(lens, uri, range, opened) } }
}

function callOf({ kind, target }: Lens, uri: string, { start }: Range, opened: Opened): Omit<Command, 'title'> {
  if (kind === 'change') return { command: clientCommands.change, arguments: [uri, start] }
  if (kind === 'run' || !target) return { command: clientCommands.copyRun, arguments: [uri, start] }
  const { file, span } = target
  return { command: clientCommands.select, arguments: [opened.target.addressOf(file.path), toRange(file.lines, span)] }
}

export async function changes(
  session: Session,
  { textDocument, position }: TextDocumentPositionParams,
): Promise<Change[]> {
  const here = await asked(session, textDocument.uri)
  if (!here) return []
  const { navigator, opened, findings } = here
  const found = navigator.changes(opened.offsetAt(position), findings).map(async ({ title, edits }) => {
    const edit = await toWorkspaceEdit(edits, opened.target)
    return edit && { title, edit }
  })
  return (await Promise.all(found)).filter((change) => change !== undefined)
}

export async function dockerRun(
  session: Session,
  { textDocument, position }: TextDocumentPositionParams,
): Promise<RunLine | null> {
  const opened = await session.opened(textDocument.uri)
  const navigator = await opened?.linter.navigator(opened.path, opened.text)
  if (!opened || !navigator) return null
  const folder = pathBelow(opened.root.uri.replace(/[^/]*$/, ''), opened.root.uri)
  return navigator.dockerRun(opened.offsetAt(position), { folder }) ?? null
}
