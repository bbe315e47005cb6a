import type { Connection, TextDocumentIdentifier } from 'vscode-languageserver'
import { isRefusal, readGpus } from '../../service'
import { toWorkspaceEdit } from './actions'
import {
  type Given,
  type GiveParams,
  type GpuService,
  methods,
  type Refused,
  type Way,
  type WayParams,
} from './protocol'
import type { Session } from './session'
import { toRange } from './to-lsp'

/** Serves what a client asks that lets its user choose a service and a wiring for a GPU. */
export function serveGiving(connection: Connection, session: Session): void {
  connection.onRequest(methods.gpuServices, (params) => services(session, params))
  connection.onRequest(methods.gpuWays, (params) => ways(session, params))
  connection.onRequest(methods.giveGpu, (params) => give(session, params))
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

async function ways(session: Session, params: WayParams): Promise<Way[] | Refused> {
  const read = readGpus(params.gpus)
  if (isRefusal(read)) return read
  const opened = await session.opened(params.textDocument.uri)
  const wish = { service: params.service, gpus: read.gpus }
  const found = (await opened?.linter.gpuWays(opened.path, opened.text, wish)) ?? []
  return found.map(({ refused, ...way }) => ({ ...way, ...(refused !== undefined && { refused }) }))
}

async function give(session: Session, params: GiveParams): Promise<Given | Refused> {
  const read = readGpus(params.gpus)
  if (isRefusal(read)) return read
  const opened = await session.opened(params.textDocument.uri)
  if (!opened) return { refused: UNREAD }
  const { service, wiring } = params
  const answer = await opened.linter.addGpu(opened.path, opened.text, { service, wiring, gpus: read.gpus })
  if (answer.kind === 'choose') return { refused: answer.names.join(', ') }
  if (answer.kind !== 'changed') return { refused: answer.message }
  const edit = await toWorkspaceEdit(answer.edits, opened.target)
  return edit ? { edit, notes: answer.notes } : { refused: UNREAD }
}

const UNREAD = 'One of the files that would change cannot be read.'
