import { MemoryWorkspace } from '../../../src/documents/workspace'
import type { Target } from '../../../src/host/target'
import { defaultConfig } from '../../../src/service'
import { createEditorLinter } from '../../../src/service/editor'
import { applyEdits } from '../../../src/text'

export interface Given {
  readonly target?: Target
  readonly files?: Readonly<Record<string, string>>
}

export const linterOf = (path: string, text: string, { target = {}, files = {} }: Given = {}) =>
  createEditorLinter({
    workspace: new MemoryWorkspace({ ...files, [path]: text }),
    config: { ...defaultConfig, target },
  })

/** What is offered where `|` stands in the text: the text that would be made, by title. */
export async function offered(path: string, marked: string, given?: Given): Promise<ReadonlyMap<string, string>> {
  const at = marked.indexOf('|')
  const text = marked.replace('|', '')
  const found = await linterOf(path, text, given).refactorings(path, text, { start: at, end: at })
  return new Map(
    found.map(({ title, edits }) => {
      const own = edits.filter((edit) => edit.path === path)
      return [title, applyEdits(text, own)]
    }),
  )
}
