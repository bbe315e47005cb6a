import { SourceFile } from '../../src/documents/source'
import type { Entry, Key, MapValue, SeqValue, Value } from '../../src/documents/tree'
import { readYaml } from '../../src/documents/yaml/read'
import { compileOps } from '../../src/edits'
import type { Op } from '../../src/edits/ops'
import { applyEdits } from '../../src/text'

/** The values of a text by path, as a rule holds them. */
export interface Tree {
  value(...path: Key[]): Value
  map(...path: Key[]): MapValue
  seq(...path: Key[]): SeqValue
  entry(...path: Key[]): Entry
}

export function treeOf(root: Value): Tree {
  const value = (...path: Key[]): Value =>
    path.reduce<Value>((at, key) => {
      const next = at.kind === 'map' ? at.get(String(key)) : at.kind === 'seq' ? at.items[key as number] : undefined
      if (!next) throw new Error(`nothing at ${path.join('.')}`)
      return next
    }, root)
  const map = (...path: Key[]): MapValue => {
    const found = value(...path)
    if (found.kind !== 'map') throw new Error(`no map at ${path.join('.')}`)
    return found
  }
  const seq = (...path: Key[]): SeqValue => {
    const found = value(...path)
    if (found.kind !== 'seq') throw new Error(`no list at ${path.join('.')}`)
    return found
  }
  const entry = (...path: Key[]): Entry => {
    const found = map(...path.slice(0, -1)).entry(String(path.at(-1)))
    if (!found) throw new Error(`no entry at ${path.join('.')}`)
    return found
  }
  return { value, map, seq, entry }
}

export function yamlTree(text: string, path = 'compose.yaml'): Tree {
  const root = readYaml(new SourceFile(path, text)).documents[0]
  if (!root) throw new Error('empty text')
  return treeOf(root)
}

/** The text after the ops; undefined where they are refused. */
export function edit(text: string, ops: (tree: Tree) => readonly Op[], tree = yamlTree(text)): string | undefined {
  const edits = compileOps(ops(tree))
  return edits && applyEdits(text, edits)
}

export const removeEntry = (tree: Tree, ...path: Key[]): Op => ({
  op: 'remove-entry',
  map: tree.map(...path.slice(0, -1)),
  entry: tree.entry(...path),
})

export const removeItem = (tree: Tree, ...path: Key[]): Op => ({
  op: 'remove-item',
  seq: tree.seq(...path.slice(0, -1)),
  item: tree.value(...path),
})
