import { Range, type TextDocument, Uri, WorkspaceEdit, workspace } from 'vscode'
import { textOver } from '../../generate/section'
import type { ProjectFile } from '../../service/scaffold'

/** A file of a new project, held against what its folder has. */
export interface Settled {
  readonly path: string
  readonly uri: Uri
  readonly text: string
  /** The text that is there; undefined where there is no file. */
  readonly there: string | undefined
}

export const isNew = ({ there }: Settled): boolean => there === undefined
export const isChanged = ({ there, text }: Settled): boolean => there !== undefined && there !== text

export const settle = (folder: Uri, files: readonly ProjectFile[]): Promise<readonly Settled[]> =>
  Promise.all(
    files.map(async (file) => {
      const uri = Uri.joinPath(folder, file.path)
      const there = await textAt(uri)
      return { path: file.path, uri, there, text: there === undefined ? file.text : textOver(there, file) }
    }),
  )

/** As an editor has it that has not saved it, else as it lies there. */
async function textAt(uri: Uri): Promise<string | undefined> {
  const open = openAt(uri)
  if (open?.isDirty) return open.getText()
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri))
  } catch {
    // A folder of that name is in the way too: making the file fails then, and with it the whole.
    return undefined
  }
}

const openAt = (uri: Uri): TextDocument | undefined =>
  workspace.textDocuments.find((document) => document.uri.toString() === uri.toString())

/**
 * Makes and replaces all files in one edit, which one undo takes back.
 * @returns false where nothing was written
 */
export async function write(files: readonly Settled[]): Promise<boolean> {
  const edit = new WorkspaceEdit()
  for (const { uri, text } of files.filter(isNew)) edit.createFile(uri, { contents: new TextEncoder().encode(text) })
  // As edits of their texts: to undo the making of a file is to delete it.
  const replaced = await Promise.all(files.filter(isChanged).map((file) => replace(file, edit)))
  if (!(await workspace.applyEdit(edit))) return false
  const saved = await Promise.all(replaced.map((save) => save()))
  return saved.every(Boolean)
}

/** @returns what saves it; what its user has not saved is the user's to save */
async function replace({ uri, text }: Settled, edit: WorkspaceEdit): Promise<() => Thenable<boolean> | boolean> {
  const document = await workspace.openTextDocument(uri)
  const { isDirty, lineCount } = document
  edit.replace(uri, document.validateRange(new Range(0, 0, lineCount, 0)), text)
  return () => isDirty || document.save()
}
