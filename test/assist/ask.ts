import { MemoryWorkspace } from '../../src/documents/workspace'
import { type Config, defaultConfig } from '../../src/service'
import { type Assistant, createEditorLinter } from '../../src/service/editor'
import { applyEdits } from '../../src/text'

export interface Place {
  readonly text: string
  /** Where `|` stands. */
  readonly at: number
  readonly assistant: Assistant
}

export type Around = { readonly files?: Readonly<Record<string, string>>; readonly target?: Config['target'] }

/** A text with the cursor `|`, and what answers for it. */
export async function place(path: string, marked: string, { files = {}, target = {} }: Around = {}): Promise<Place> {
  const at = marked.indexOf('|')
  const text = marked.replace('|', '')
  const workspace = new MemoryWorkspace({ ...files, [path]: text })
  const assistant = await createEditorLinter({ workspace, config: { ...defaultConfig, target } }).assistant(path, text)
  if (!assistant) throw new Error(`${path} is none of ours`)
  return { text, at, assistant }
}

/** The text with each hint written where it is shown, as `«label»`. */
export async function hinted(path: string, text: string, around?: Around): Promise<string> {
  const { assistant } = await place(path, text, around)
  const hints = assistant.hints({ start: 0, end: text.length })
  return applyEdits(
    text,
    hints.map(({ at, label }) => ({ start: at, end: at, newText: `«${label}»` })),
  )
}

/** The stretch that a hover speaks of, and its page. */
export async function hovered(
  path: string,
  marked: string,
  around?: Around,
): Promise<readonly [string, string] | undefined> {
  const { text, at, assistant } = await place(path, marked, around)
  const hover = assistant.hover(at)
  return hover && [text.slice(hover.span.start, hover.span.end), hover.markdown]
}

/** What is proposed at `|`, as its labels, with `†` behind what has come to its end. */
export async function proposed(path: string, marked: string, around?: Around): Promise<readonly string[]> {
  const { at, assistant } = await place(path, marked, around)
  return assistant.completions(at).items.map(({ label, ended }) => (ended ? `${label}†` : label))
}

/** The text after one of the proposals was taken. */
export async function taken(path: string, marked: string, label: string, around?: Around): Promise<string> {
  const { text, at, assistant } = await place(path, marked, around)
  const item = assistant.completions(at).items.find((one) => one.label === label)
  if (!item) throw new Error(`${label} is not proposed`)
  return applyEdits(text, [{ ...item.span, newText: item.text ?? item.label }])
}
