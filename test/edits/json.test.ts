import { describe, expect, test } from 'vitest'
import { readJson } from '../../src/documents/json/read'
import { SourceFile } from '../../src/documents/source'
import type { Op } from '../../src/edits/ops'
import { edit, removeEntry, removeItem, type Tree, treeOf } from './edit-text'

function editJson(text: string, ops: (tree: Tree) => readonly Op[]): string | undefined {
  const { root } = readJson(new SourceFile('.devcontainer/devcontainer.json', text))
  if (!root) throw new Error('no JSON')
  const after = edit(text, ops, treeOf(root))
  if (after !== undefined) expect(readJson(new SourceFile('a.json', after)).problems, after).toEqual([])
  return after
}

const file = `{
  // The image
  "image": "nvidia/cuda:12.4.1-devel-ubuntu22.04", // pinned
  "runArgs": ["--gpus", "all", "--ipc=host"],
  /* needs a GPU */
  "hostRequirements": {
    "gpu": "all"
  }
}
`

type Case = readonly [name: string, before: string, ops: (tree: Tree) => readonly Op[], after: string | undefined]

const cases: readonly Case[] = [
  [
    'set a text',
    file,
    (t) => [{ op: 'set', target: t.value('hostRequirements', 'gpu'), value: 'optional' }],
    file.replace('"all"\n', '"optional"\n'),
  ],
  [
    'set a truth value',
    file,
    (t) => [{ op: 'set', target: t.value('hostRequirements', 'gpu'), value: true }],
    file.replace('"all"\n', 'true\n'),
  ],
  [
    'set a list',
    '{"a": "x"}',
    (t) => [{ op: 'set', target: t.value('a'), value: ['x', '1', 2] }],
    '{"a": ["x", "1", 2]}',
  ],
  [
    'set a map',
    '{ "a": null }',
    (t) => [{ op: 'set', target: t.value('a'), value: { gpu: 'optional', n: [] } }],
    '{ "a": { "gpu": "optional", "n": [] } }',
  ],
  [
    'rename',
    file,
    (t) => [{ op: 'rename', entry: t.entry('hostRequirements'), key: 'x' }],
    file.replace('"hostRequirements"', '"x"'),
  ],
  [
    'remove the first entry',
    file,
    (t) => [removeEntry(t, 'image')],
    file.replace('  "image": "nvidia/cuda:12.4.1-devel-ubuntu22.04", // pinned\n', ''),
  ],
  [
    'remove the last entry, comments around stay',
    file,
    (t) => [removeEntry(t, 'hostRequirements')],
    file.replace('"],\n', '"]\n').replace('\n  "hostRequirements": {\n    "gpu": "all"\n  }', ''),
  ],
  [
    'remove upwards',
    file,
    (t) => [removeEntry(t, 'hostRequirements', 'gpu')],
    file.replace('"],\n', '"]\n').replace('\n  "hostRequirements": {\n    "gpu": "all"\n  }', ''),
  ],
  [
    'remove items',
    file,
    (t) => [removeItem(t, 'runArgs', 0), removeItem(t, 'runArgs', 1)],
    file.replace('"--gpus", "all", ', ''),
  ],
  ['remove the last item', file, (t) => [removeItem(t, 'runArgs', 2)], file.replace(', "--ipc=host"', '')],
  [
    'append',
    file,
    (t) => [{ op: 'append', seq: t.seq('runArgs'), value: '--shm-size=8g' }],
    file.replace('host"]', 'host", "--shm-size=8g"]'),
  ],
  ['append to an empty list', '{"a": []}', (t) => [{ op: 'append', seq: t.seq('a'), value: 'x' }], '{"a": ["x"]}'],
  [
    'insert at the end',
    file,
    (t) => [{ op: 'insert', map: t.map(), key: 'privileged', value: false }],
    file.replace('  }\n}', '  },\n  "privileged": false\n}'),
  ],
  [
    'insert behind a comment',
    '{\n  "a": 1 // one\n}',
    (t) => [{ op: 'insert', map: t.map(), key: 'b', value: { c: 1 } }],
    '{\n  "a": 1, // one\n  "b": { "c": 1 }\n}',
  ],
  [
    'insert behind an entry',
    file,
    (t) => [{ op: 'insert', map: t.map(), key: 'b', value: 'x', after: t.entry('image') }],
    file.replace('// pinned\n', '// pinned\n  "b": "x",\n'),
  ],
  ['insert into an empty map', '{}', (t) => [{ op: 'insert', map: t.map(), key: 'b', value: 'x' }], '{ "b": "x" }'],
  ['a trailing comma stays', '{\n  "a": 1,\n  "b": 2,\n}', (t) => [removeEntry(t, 'b')], '{\n  "a": 1,\n}'],
  [
    'replace an entry',
    '{ "a": 1, "b": 2 }',
    (t) => [removeEntry(t, 'b'), { op: 'insert', map: t.map(), key: 'c', value: 3 }],
    '{ "a": 1, "c": 3 }',
  ],
  [
    'commas and slashes in texts and comments',
    '{"a": "x,//y", /* , */ "b": "z"}',
    (t) => [removeEntry(t, 'a')],
    '{/* , */ "b": "z"}',
  ],
  [
    'move',
    '{\n  "gpu": "optional", // g\n  "hostRequirements": { "cpus": 4 }\n}',
    (t) => [{ op: 'move', map: t.map(), entry: t.entry('gpu'), into: t.map(), path: ['hostRequirements'] }],
    '{\n  "hostRequirements": { "cpus": 4, "gpu": "optional" }\n}',
  ],
  [
    'move below a new map',
    '{ "gpu": true, "a": 1 }',
    (t) => [{ op: 'move', map: t.map(), entry: t.entry('gpu'), into: t.map(), path: ['hostRequirements'] }],
    '{ "a": 1, "hostRequirements": { "gpu": true } }',
  ],
  ['a taken key is refused', '{"a": 1}', (t) => [{ op: 'insert', map: t.map(), key: 'a', value: 1 }], undefined],
]

describe('json with comments', () => {
  for (const [name, before, ops, after] of cases) {
    test(name, () => expect(editJson(before, ops)).toBe(after))
    test(`${name} (CRLF)`, () => {
      expect(editJson(before.replaceAll('\n', '\r\n'), ops)).toBe(after?.replaceAll('\n', '\r\n'))
    })
  }
})
