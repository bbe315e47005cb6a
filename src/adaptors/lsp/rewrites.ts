import { type CodeAction, CodeActionKind, type Range } from 'vscode-languageserver'
import { LineIndex } from '../../text'
import { type EditTarget, toWorkspaceEdit } from './actions'
import type { Kept } from './checks'
import { toSpan } from './to-lsp'

/** Editors ask at every move of the cursor: lines without one of these are about something else. */
const SUBJECT =
  /gpu|nvidia|devices|driver|count|device_ids|capabilities|options|runtime|image|build|^\s*(["']?)[\w.-]+\1\s*:\s*(?:[&{#].*)?$/im

/** Ways to write the GPU request that the range touches, or a first one. */
export async function rewrites(
  { root, result }: Kept,
  range: Range,
  target: EditTarget,
): Promise<readonly CodeAction[]> {
  if (result?.kind !== 'compose') return []
  const { path, text } = result
  const lines = new LineIndex(text)
  const touched = text.slice(lines.lineStart(range.start.line + 1), lines.lineEnd(range.end.line + 1))
  if (!SUBJECT.test(touched)) return []
  const linter = await root.linterFor(path)
  const found = (await linter?.refactorings(path, text, toSpan(lines, range))) ?? []
  const actions = found.map(async ({ title, edits }): Promise<CodeAction | undefined> => {
    const edit = await toWorkspaceEdit(edits, target)
    return edit && { title, kind: CodeActionKind.RefactorRewrite, edit }
  })
  return (await Promise.all(actions)).filter((action) => action !== undefined)
}
