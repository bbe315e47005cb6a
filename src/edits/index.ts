import { orderEdits } from '../text'
import { dockerfileEdits } from './dockerfile'
import type { Op } from './ops'
import { compileTreeOps, type FileEdit, type TreeOp } from './tree/compile'
import { Refused } from './tree/refuse'

export { atAnchor, usesOf } from './anchor'
export type { FileEdit } from './tree/compile'

/**
 * The text edits of a repair, in order of place within each file.
 * Undefined where an edit would be a guess or would change other places: a value that came through an alias,
 * edits that overlap, an anchor that is needed elsewhere.
 */
export function compileOps(ops: readonly Op[]): readonly FileEdit[] | undefined {
  try {
    return inOrder([...ops.flatMap(textEdits), ...compileTreeOps(ops.filter(isTreeOp))])
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

const TREE_OPS: ReadonlySet<Op['op']> = new Set<TreeOp['op']>([
  'set',
  'rename',
  'remove-entry',
  'remove-item',
  'insert',
  'append',
  'move',
])

const isTreeOp = (op: Op): op is TreeOp => TREE_OPS.has(op.op)

function textEdits(op: Op): readonly FileEdit[] {
  if (isTreeOp(op)) return []
  if (op.op === 'create-file') return [{ path: op.path, start: 0, end: 0, newText: op.text, creates: true }]
  return dockerfileEdits(op).map((edit) => ({ ...edit, path: op.file.path }))
}

function inOrder(edits: readonly FileEdit[]): readonly FileEdit[] | undefined {
  const paths = [...new Set(edits.map((edit) => edit.path))]
  const ordered = paths.map((path) => orderEdits(edits.filter((edit) => edit.path === path)) as FileEdit[] | undefined)
  return ordered.includes(undefined) ? undefined : ordered.flatMap((list) => list ?? [])
}
