import { type CodeAction, CodeActionKind, type Range, type WorkspaceEdit } from 'vscode-languageserver'
import type { FileResult, Fix, Kind } from '../../service'
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

/** What an action without its edit carries until it is chosen. */
interface Later {
  readonly uri: string
  readonly version: number
  readonly range: Range
}

export const isLater = (data: unknown): data is Later => typeof data === 'object' && data !== null && 'range' in data

/**
 * Other ways to write what the range touches: a GPU request, or a first one, a stage, a tag.
 * @param later whether an edit that takes long to judge may be asked for when it is chosen
 */
export async function rewrites(
  kept: Kept,
  range: Range,
  target: EditTarget,
  later: boolean,
): Promise<readonly CodeAction[]> {
  const { uri, version, result } = kept
  const found = result && isAbout(result, range) ? await foundAt(kept, result, range) : []
  const data: Later | undefined = later && result?.kind === 'dockerfile' ? { uri, version, range } : undefined
  const actions = found.map(async (fix): Promise<CodeAction | undefined> => {
    const action = { title: fix.title, kind: CodeActionKind.RefactorRewrite }
    if (data) return { ...action, data }
    const made = await judged(kept, fix, target)
    return made && 'edit' in made ? { ...action, ...made } : undefined
  })
  return (await Promise.all(actions)).filter((action) => action !== undefined)
}

/** The edit of an action that was offered without it, or what would be found after it. */
export async function rewriteOf(kept: Kept, range: Range, title: string, target: EditTarget): Promise<Judged> {
  const found = kept.result ? await foundAt(kept, kept.result, range) : []
  const fix = found.find((one) => one.title === title)
  return fix && judged(kept, fix, target)
}

function isAbout({ kind, text }: FileResult, range: Range): boolean {
  const lines = new LineIndex(text)
  const touched = text.slice(lines.lineStart(range.start.line + 1), lines.lineEnd(range.end.line + 1))
  return SUBJECTS[kind]?.test(touched) ?? false
}

async function foundAt({ root }: Kept, { path, text }: FileResult, range: Range): Promise<readonly Fix[]> {
  const linter = await root.linterFor(path)
  return (await linter?.refactorings(path, text, toSpan(new LineIndex(text), range))) ?? []
}

type Judged = { readonly edit: WorkspaceEdit } | { readonly harm: string } | undefined

/** What changes the image of a stage is made only where no rule has something new to say afterwards. */
async function judged({ root, result }: Kept, fix: Fix, target: EditTarget): Promise<Judged> {
  const linter = result?.kind === 'dockerfile' ? await root.linterFor(result.path) : undefined
  const harm = result && (await linter?.harmIn(result.path, result.text, fix))
  if (harm !== undefined) return { harm }
  const edit = await toWorkspaceEdit(fix.edits, target)
  return edit && { edit }
}
