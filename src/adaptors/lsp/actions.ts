import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Range,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import type { Finding, Fix } from '../../service'
import { LineIndex } from '../../text'
import type { Kept } from './checks'
import { type Elsewhere, toDiagnostic, toRange } from './to-lsp'

/** How edits are written for this client, and against which version of which text. */
export interface EditTarget extends Elsewhere {
  /** The version of an open document, null for a file that is not open. */
  versionOf(path: string): number | null
  /** Whether the client takes edits that name the version of the text they are for. */
  readonly versioned: boolean
  /** True where the client makes new files. */
  readonly creates: boolean
}

export const wants = (params: CodeActionParams, kind: string): boolean =>
  params.context.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ?? false

/** The repairs of the findings that the range touches, as they were found: nothing is searched again. */
export async function quickFixes(kept: Kept, range: Range, target: EditTarget): Promise<readonly CodeAction[]> {
  const { result } = kept
  if (!result) return []
  const lines = new LineIndex(result.text)
  const touched = result.findings.filter((finding) => touches(toRange(lines, finding.span), range))
  const actions = await Promise.all(touched.map((finding) => actionsOf(finding, lines, target)))
  return actions.flat()
}

async function actionsOf(finding: Finding, lines: LineIndex, target: EditTarget): Promise<readonly CodeAction[]> {
  const diagnostics = [await toDiagnostic(finding, lines, target)]
  const actions = finding.fixes.map(async (fix): Promise<CodeAction | undefined> => {
    const edit = await toWorkspaceEdit(fix.edits, target)
    const preferred = fix.safe && finding.fixes.length === 1
    return (
      edit && {
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        diagnostics,
        edit,
        ...(preferred && { isPreferred: true }),
      }
    )
  })
  return (await Promise.all(actions)).filter((action) => action !== undefined)
}

/** undefined when one of the texts cannot be read: half a repair is none. */
export async function toWorkspaceEdit(edits: Fix['edits'], target: EditTarget): Promise<WorkspaceEdit | undefined> {
  if (edits.some(({ creates }) => creates)) return withNewFiles(edits, target)
  const changes: TextDocumentEdit[] = []
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const lines = await target.linesOf(path)
    if (!lines) return undefined
    const own = edits.filter((edit) => edit.path === path)
    const textEdits = own.map((edit): TextEdit => ({ range: toRange(lines, edit), newText: edit.newText }))
    changes.push({ textDocument: { uri: target.addressOf(path), version: target.versionOf(path) }, edits: textEdits })
  }
  if (target.versioned) return { documentChanges: changes }
  return {
    changes: Object.fromEntries(changes.map(({ textDocument, edits }) => [textDocument.uri, edits as TextEdit[]])),
  }
}

/** New files first, each with its text, then the edits of those that are there. */
async function withNewFiles(edits: Fix['edits'], target: EditTarget): Promise<WorkspaceEdit | undefined> {
  const rest = await toWorkspaceEdit(
    edits.filter(({ creates }) => !creates),
    target,
  )
  if (!target.creates || !rest?.documentChanges) return undefined
  const start = { line: 0, character: 0 }
  const made = edits
    .filter(({ creates }) => creates)
    .flatMap(({ path, newText }): NonNullable<WorkspaceEdit['documentChanges']> => {
      const uri = target.addressOf(path)
      const edit = { range: { start, end: start }, newText }
      return [
        { kind: 'create', uri },
        { textDocument: { uri, version: null }, edits: [edit] },
      ]
    })
  return { documentChanges: [...made, ...rest.documentChanges] }
}

const isAfter = (a: Range['start'], b: Range['start']): boolean =>
  a.line > b.line || (a.line === b.line && a.character > b.character)

export const touches = (a: Range, b: Range): boolean => !isAfter(a.start, b.end) && !isAfter(b.start, a.end)
