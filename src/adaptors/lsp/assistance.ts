import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  type Connection,
  type Hover,
  type InlayHint,
  type InlayHintParams,
  InsertTextMode,
  MarkupKind,
  type ServerCapabilities,
  type TextDocumentPositionParams,
} from 'vscode-languageserver'
import type { Assistant, Completion } from '../../service/editor'
import type { Opened } from './opened'
import type { Session } from './session'
import { toRange, toSpan } from './to-lsp'

export const assists: ServerCapabilities = {
  // What parts the words of a tag, and what stands before a value.
  completionProvider: { triggerCharacters: [':', '=', '-', '.', ',', '[', ' ', '"', '/'] },
  hoverProvider: true,
  inlayHintProvider: true,
}

/** Explains what stands in a text and proposes what may; no check is waited for. */
export function serveAssistance(connection: Connection, session: Session): void {
  connection.onCompletion((params) => completion(session, params))
  connection.onHover((params) => hover(session, params))
  connection.languages.inlayHint.on((params) => hints(session, params))
}

interface Asked {
  readonly opened: Opened
  readonly assistant: Assistant
}

async function asked(session: Session, uri: string): Promise<Asked | undefined> {
  const opened = await session.opened(uri)
  const assistant = await opened?.linter.assistant(opened.path, opened.text)
  return opened && assistant && { opened, assistant }
}

async function hints(session: Session, { textDocument, range }: InlayHintParams): Promise<InlayHint[]> {
  const here = await asked(session, textDocument.uri)
  if (!here?.opened.root.settings.inlayHints) return []
  const { assistant, opened } = here
  const found = assistant.hints(toSpan(opened.lines, range))
  return found.map(({ at, label, tooltip }) => {
    const position = toRange(opened.lines, { start: at, end: at }).start
    return { position, label, tooltip, paddingLeft: true }
  })
}

async function hover(session: Session, { textDocument, position }: TextDocumentPositionParams): Promise<Hover | null> {
  const here = await asked(session, textDocument.uri)
  const found = here?.assistant.hover(here.opened.offsetAt(position))
  if (!here || !found) return null
  return {
    contents: { kind: MarkupKind.Markdown, value: found.markdown },
    range: toRange(here.opened.lines, found.span),
  }
}

async function completion(
  session: Session,
  { textDocument, position }: TextDocumentPositionParams,
): Promise<CompletionList> {
  const here = await asked(session, textDocument.uri)
  const found = here?.assistant.completions(here.opened.offsetAt(position))
  if (!here || !found) return { isIncomplete: false, items: [] }
  return {
    isIncomplete: found.incomplete,
    items: found.items.map((item, index) => toItem(item, index, here.opened)),
  }
}

/** Editors sort by letters: the place in the list is written as some. */
function toItem(
  { label, text = label, detail, ended, span }: Completion,
  index: number,
  { lines }: Opened,
): CompletionItem {
  return {
    label,
    kind: CompletionItemKind.Value,
    sortText: String(index).padStart(4, '0'),
    filterText: label,
    textEdit: { range: toRange(lines, span), newText: text },
    insertTextMode: InsertTextMode.asIs,
    ...beside(label, detail),
    ...(ended && { tags: [CompletionItemTag.Deprecated] }),
  }
}

/** So many letters has a row of VS Code; it cuts the label too where there are more. */
const ROW = 42

/** What is known of a proposal: what its row has room for, and all of it where the editor shows more. */
function beside(label: string, detail = ''): Pick<CompletionItem, 'detail' | 'documentation'> {
  const parts = detail.split(' · ')
  const least = label.length > ROW / 2 ? 0 : 1
  while (parts.length > least && label.length + parts.join(' · ').length > ROW) parts.pop()
  const short = parts.join(' · ')
  return { ...(short && { detail: short }), ...(short !== detail && { documentation: detail }) }
}
