import type { CodeAction } from 'vscode-languageserver'
import type { Span } from '../../text'
import { type EditTarget, toWorkspaceEdit } from './actions'
import type { Kept } from './checks'

export const FIX_ALL = 'source.fixAll.gpuCompose'

/** All safe repairs of a text at once; undefined when there is nothing to repair. */
export async function fixAll({ root, result }: Kept, target: EditTarget): Promise<CodeAction | undefined> {
  if (!result) return undefined
  const { path, text } = result
  const linter = await root.linterFor(path)
  const fixed = await linter?.fix(path, text, { unsafe: false })
  if (!fixed || fixed.text === text) return undefined
  const edit = await toWorkspaceEdit([{ path, ...changedLines(text, fixed.text) }], target)
  return edit && { title: 'Fix all GPU problems that are safe to fix', kind: FIX_ALL, edit }
}

/** The one stretch of whole lines that differs, so that an editor keeps cursors and folds elsewhere. */
export function changedLines(before: string, after: string): Span & { readonly newText: string } {
  const [old, now] = [linesOf(before), linesOf(after)]
  const shorter = Math.min(old.length, now.length)
  let head = 0
  while (head < shorter && old[head] === now[head]) head++
  let tail = 0
  while (tail < shorter - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++
  const start = old.slice(0, head).join('').length
  const newText = now.slice(head, now.length - tail).join('')
  return { start, end: start + old.slice(head, old.length - tail).join('').length, newText }
}

const linesOf = (text: string): readonly string[] => text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? []
