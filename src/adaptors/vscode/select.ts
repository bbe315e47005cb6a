import { Range, Selection, Uri, window, workspace } from 'vscode'
import type { Range as ServerRange } from 'vscode-languageclient'

/** Selects a stretch of a text in its editor, so that what is typed takes its place. */
export async function select(uri: string, { start, end }: ServerRange): Promise<void> {
  const document = await workspace.openTextDocument(Uri.parse(uri))
  const editor = await window.showTextDocument(document)
  const range = new Range(start.line, start.character, end.line, end.character)
  editor.selection = new Selection(range.start, range.end)
  editor.revealRange(range)
}
