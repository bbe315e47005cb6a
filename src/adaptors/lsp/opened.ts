import type { Range } from 'vscode-languageserver'
import type { EditorLinter } from '../../service/editor'
import { LineIndex } from '../../text'
import type { EditTarget } from './actions'
import type { Checks } from './checks'
import type { Root } from './root'
import type { Screen } from './screen'
import { toSpan } from './to-lsp'

/** An open document of one version, and what answers for it. */
export interface Opened {
  readonly path: string
  readonly text: string
  readonly lines: LineIndex
  readonly root: Root
  readonly linter: EditorLinter
  readonly target: EditTarget
  offsetAt(position: Range['start']): number
}

/** @returns undefined when the document is not open, or not to be checked */
export async function opened(
  uri: string,
  checks: Checks,
  screen: Screen,
  rootAt: (uri: string) => Promise<Root>,
): Promise<Opened | undefined> {
  const [document, place] = [checks.textAt(uri), checks.placeAt(uri)]
  if (!document || !place) return undefined
  const root = await rootAt(place.root)
  const linter = await root.linterFor(place.path)
  if (!linter) return undefined
  const { path } = place
  const text = document.getText()
  const lines = new LineIndex(text)
  const target = screen.targetOf({ uri: document.uri, version: document.version, root, result: { path, text } })
  return { path, text, lines, root, linter, target, offsetAt: (at) => toSpan(lines, { start: at, end: at }).start }
}
