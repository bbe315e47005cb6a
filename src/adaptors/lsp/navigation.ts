import {
  type Connection,
  type DocumentLink,
  type Location,
  LSPErrorCodes,
  type Range,
  ResponseError,
  type ServerCapabilities,
  type TextDocumentPositionParams,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import { type Link, type Navigator, Refusal, type Spot } from '../../service/editor'
import { toWorkspaceEdit } from './actions'
import type { Opened } from './opened'
import type { Session } from './session'
import { toRange } from './to-lsp'

export const navigates: ServerCapabilities = {
  codeLensProvider: {},
  documentLinkProvider: {},
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
}

interface Asked {
  readonly opened: Opened
  readonly navigator: Navigator
  readonly offset: number
}

/** Answers where names lead, from the text as it stands: no check is waited for. */
export function serveNavigation(connection: Connection, session: Session): void {
  connection.onDocumentLinks(({ textDocument }) => links(session, textDocument.uri))
  connection.onDefinition((params) => definition(session, params))
  connection.onReferences((params) => references(session, params, params.context.includeDeclaration))
  connection.onPrepareRename((params) => prepare(session, params))
  connection.onRenameRequest((params) => rename(session, params, params.newName))
}

async function asked(session: Session, { textDocument, position }: TextDocumentPositionParams) {
  const opened = await session.opened(textDocument.uri)
  const navigator = await opened?.linter.navigator(opened.path, opened.text)
  return opened && navigator && ({ opened, navigator, offset: opened.offsetAt(position) } satisfies Asked)
}

async function links(session: Session, uri: string): Promise<DocumentLink[]> {
  const opened = await session.opened(uri)
  const navigator = await opened?.linter.navigator(opened.path, opened.text)
  return opened && navigator ? navigator.links().map((link) => toLink(link, opened)) : []
}

/** A place within a file is a fragment, as editors and browsers read it. */
function toLink(link: Link, { lines, target }: Opened): DocumentLink {
  const line = link.at && lines.positionAt(link.at.start).line
  return {
    range: toRange(lines, link),
    target: target.addressOf(link.path) + (line === undefined ? '' : `#L${line}`),
    tooltip: line === undefined ? `Open ${link.path}` : `Go to the stage in line ${line}`,
  }
}

async function definition(session: Session, params: TextDocumentPositionParams): Promise<Location | null> {
  const here = await asked(session, params)
  const spot = await here?.navigator.definition(here.offset)
  return here && spot ? toLocation(spot, here.opened) : null
}

async function references(
  session: Session,
  params: TextDocumentPositionParams,
  withDeclaration: boolean,
): Promise<Location[]> {
  const here = await asked(session, params)
  const spots = (await here?.navigator.references(here.offset, withDeclaration)) ?? []
  return here ? spots.map((spot) => toLocation(spot, here.opened)) : []
}

const toLocation = ({ file, span }: Spot, { target }: Opened): Location => ({
  uri: target.addressOf(file.path),
  range: toRange(file.lines, span),
})

async function prepare(session: Session, params: TextDocumentPositionParams): Promise<Range | null> {
  const here = await asked(session, params)
  const span = unlessRefused(await here?.navigator.nameAt(here.offset))
  return here && span ? toRange(here.opened.lines, span) : null
}

async function rename(session: Session, params: TextDocumentPositionParams, to: string): Promise<WorkspaceEdit | null> {
  const here = await asked(session, params)
  const edits = unlessRefused(await here?.navigator.rename(here.offset, to))
  return here && edits ? ((await toWorkspaceEdit(edits, here.opened.target)) ?? null) : null
}

/** Editors show the sentence of an error. */
function unlessRefused<T>(answer: T | Refusal | undefined): T | undefined {
  if (answer instanceof Refusal) throw new ResponseError(LSPErrorCodes.RequestFailed, answer.sentence)
  return answer
}
