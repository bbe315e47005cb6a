import type { Connection, TextDocumentIdentifier } from 'vscode-languageserver'
import { type GpuAnswer, isRefusal, readGpus } from '../../service'
import { gpuWays } from '../../service/editor'
import { toWorkspaceEdit } from './actions'
import type { Opened } from './opened'
import { type GpuService, methods, type Refused, type Way, type WayParams } from './protocol'
import type { Session } from './session'
import { toRange } from './to-lsp'

/** Serves what a client asks that lets its user choose a service and a wiring for a GPU. */
export function serveGiving(connection: Connection, session: Session): void {
  connection.onRequest(methods.gpuServices, (params) => services(session, params))
  connection.onRequest(methods.gpuWays, (params) => ways(session, params))
}

interface Document {
  readonly textDocument: TextDocumentIdentifier
}

async function services(session: Session, { textDocument: { uri } }: Document): Promise<GpuService[]> {
  const opened = await session.opened(uri)
  const found = (await opened?.linter.gpuServices(opened.path, opened.text)) ?? []
  return opened
    ? found.map(({ name, span, not }) => ({ name, range: toRange(opened.lines, span), ...(not && { not }) }))
    : []
}

async function ways(session: Session, { textDocument: { uri }, service, gpus }: WayParams): Promise<Way[] | Refused> {
  const read = readGpus(gpus)
  if (isRefusal(read)) return read
  const opened = await session.opened(uri)
  if (!opened) return []
  const found = await gpuWays(opened.linter, opened, { service, gpus: read.gpus })
  const all = found.map(async ({ answer, ...way }) => ({ ...way, given: await givenBy(answer, opened) }))
  return Promise.all(all)
}

async function givenBy(answer: GpuAnswer, { target }: Opened): Promise<Way['given']> {
  if (answer.kind === 'choose') return { refused: answer.names.join(', ') }
  if (answer.kind !== 'changed') return { refused: answer.message }
  const edit = await toWorkspaceEdit(answer.edits, target)
  return edit ? { edit, notes: answer.notes } : { refused: UNREAD }
}

const UNREAD = 'One of the files that would change cannot be read.'
