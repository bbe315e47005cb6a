import { MemoryWorkspace } from '../../src/documents/workspace'
import { defaultConfig } from '../../src/service'
import { createEditorLinter, type Navigator, Refusal, type Spot } from '../../src/service/editor'
import { applyEdits } from '../../src/text'

export type Files = Readonly<Record<string, string>>

const clean = (marked: string): string => marked.replace(/[|⟦⟧]/g, '')

/** The files without their marks, and a navigator of the one with the cursor `|`. */
export interface Marked {
  readonly files: Files
  readonly at: number
  readonly navigator: Navigator
}

export async function marked(given: Files): Promise<Marked> {
  const files = Object.fromEntries(Object.entries(given).map(([path, text]) => [path, clean(text)]))
  const [path, text] = Object.entries(given).find(([, one]) => one.includes('|')) ??
    Object.entries(given)[0] ?? ['', '']
  const at = text.replace(/[⟦⟧]/g, '').indexOf('|')
  const linter = createEditorLinter({ workspace: new MemoryWorkspace(files), config: defaultConfig })
  const navigator = await linter.navigator(path, files[path] ?? '')
  if (!navigator) throw new Error(`${path} is none of ours`)
  return { files, at, navigator }
}

/** The files with marks around these places. */
export function drawn(files: Files, spots: readonly Spot[]): Files {
  const drawing = ([path, text]: readonly [string, string]) => {
    const own = spots.filter(({ file }) => file.path === path).map(({ span }) => span)
    const marks = own.flatMap(({ start, end }) => [
      { start, end: start, newText: '⟦' },
      { start: end, end, newText: '⟧' },
    ])
    return [path, applyEdits(text, marks)]
  }
  return Object.fromEntries(Object.entries(files).map(drawing))
}

export const withoutCursor = (given: Files): Files =>
  Object.fromEntries(Object.entries(given).map(([path, text]) => [path, text.replace('|', '')]))

export const withoutMarks = (given: Files): Files =>
  Object.fromEntries(Object.entries(given).map(([path, text]) => [path, clean(text)]))

/** The files after renaming what stands under the cursor, or the sentence of the refusal. */
export async function renamed(given: Files, to: string): Promise<Files | string> {
  const { files, at, navigator } = await marked(given)
  const edits = await navigator.rename(at, to)
  if (edits instanceof Refusal) return edits.sentence
  const after = ([path, text]: readonly [string, string]) => [
    path,
    applyEdits(
      text,
      (edits ?? []).filter((edit) => edit.path === path),
    ),
  ]
  return Object.fromEntries(Object.entries(files).map(after))
}
