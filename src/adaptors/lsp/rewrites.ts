import { type CodeAction, CodeActionKind, type Range } from 'vscode-languageserver'
import type { Kind } from '../../service'
import { LineIndex } from '../../text'
import { type EditTarget, toWorkspaceEdit } from './actions'
import type { Kept } from './checks'
import { toSpan } from './to-lsp'

/** Editors ask at every move of the cursor: lines without one of these are about something else. */
const SUBJECTS: Partial<Readonly<Record<Kind, RegExp>>> = {
  compose:
    /gpu|nvidia|devices|driver|count|device_ids|capabilities|options|runtime|image|build|^\s*(["']?)[\w.-]+\1\s*:\s*(?:[&{#].*)?$/im,
  dockerfile: /^\s*(?:FROM|ARG)\b|from=/im,
  kubernetes: /image/,
  devcontainer: /image/,
  bentofile: /image/,
}

/** Other ways to write what the range touches: a GPU request, or a first one, a stage, a tag. */
export async function rewrites(
  { root, result }: Kept,
  range: Range,
  target: EditTarget,
): Promise<readonly CodeAction[]> {
  const subject = result && SUBJECTS[result.kind]
  if (!subject) return []
  const { path, text } = result
  const lines = new LineIndex(text)
  const touched = text.slice(lines.lineStart(range.start.line + 1), lines.lineEnd(range.end.line + 1))
  if (!subject.test(touched)) return []
  const linter = await root.linterFor(path)
  const found = (await linter?.refactorings(path, text, toSpan(lines, range))) ?? []
  const actions = found.map(async ({ title, edits }): Promise<CodeAction | undefined> => {
    const edit = await toWorkspaceEdit(edits, target)
    return edit && { title, kind: CodeActionKind.RefactorRewrite, edit }
  })
  return (await Promise.all(actions)).filter((action) => action !== undefined)
}
