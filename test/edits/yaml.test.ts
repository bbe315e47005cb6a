import { describe, expect, test } from 'vitest'
import type { Key } from '../../src/documents/tree'
import type { Op, Plain } from '../../src/edits/ops'
import { edit, removeEntry, removeItem, type Tree } from './edit-text'

type Case = readonly [name: string, before: string, ops: (tree: Tree) => readonly Op[], after: string | undefined]

const set =
  (value: Plain, ...path: Key[]) =>
  (tree: Tree): Op[] => [{ op: 'set', target: tree.value(...path), value }]
const rename =
  (key: string, ...path: Key[]) =>
  (tree: Tree): Op[] => [{ op: 'rename', entry: tree.entry(...path), key }]
const drop =
  (...path: Key[]) =>
  (tree: Tree): Op[] => [removeEntry(tree, ...path)]
const dropItem =
  (...path: Key[]) =>
  (tree: Tree): Op[] => [removeItem(tree, ...path)]
const append =
  (value: Plain, ...path: Key[]) =>
  (tree: Tree): Op[] => [{ op: 'append', seq: tree.seq(...path), value }]
const insert =
  (key: string, value: Plain, ...path: Key[]) =>
  (tree: Tree): Op[] => [{ op: 'insert', map: tree.map(...path), key, value }]
const insertAfter =
  (key: string, value: Plain, ...path: Key[]) =>
  (tree: Tree): Op[] => [{ op: 'insert', map: tree.map(...path.slice(0, -1)), key, value, after: tree.entry(...path) }]
const move =
  (from: Key[], into: Key[], path: string[], key?: string) =>
  (tree: Tree): Op[] => [
    {
      op: 'move',
      map: tree.map(...from.slice(0, -1)),
      entry: tree.entry(...from),
      into: tree.map(...into),
      path,
      ...(key !== undefined && { key }),
    },
  ]

/** Every case is tried with LF and with CRLF. */
function table(cases: readonly Case[]): void {
  for (const [name, before, ops, after] of cases) {
    test(name, () => expect(edit(before, ops)).toBe(after))
    test(`${name} (CRLF)`, () => {
      expect(edit(before.replaceAll('\n', '\r\n'), ops)).toBe(after?.replaceAll('\n', '\r\n'))
    })
  }
}

describe('set', () => {
  table([
    ['a plain text', 'a: x # c\nb: 1\n', set('z', 'a'), 'a: z # c\nb: 1\n'],
    ['double quotes stay', 'a: "x"\n', set('y z', 'a'), 'a: "y z"\n'],
    ['single quotes stay', "a: 'x' # c\n", set("it's", 'a'), "a: 'it''s' # c\n"],
    ['a quoted text becomes a number', 'a: "1"\n', set(1, 'a'), 'a: 1\n'],
    ['a number becomes a text', 'a: 0\n', set('0', 'a'), 'a: "0"\n'],
    ['texts that look like something else', 'a: x\n', set('yes', 'a'), 'a: "yes"\n'],
    ['a version text', 'a: x\n', set('3.8', 'a'), 'a: "3.8"\n'],
    ['an image', 'a: x\n', set('nvidia/cuda:12.4.1-base-ubuntu22.04', 'a'), 'a: nvidia/cuda:12.4.1-base-ubuntu22.04\n'],
    ['a variable in a block', 'a: x\n', set('${A:-b}', 'a'), 'a: ${A:-b}\n'],
    ['a variable in a flow map', 'a: {b: x}\n', set('${A:-b}', 'a', 'b'), 'a: {b: "${A:-b}"}\n'],
    ['a text with a comment sign', 'a: x\n', set('b #c', 'a'), 'a: "b #c"\n'],
    ['lines', 'a: x\n', set('b\nc', 'a'), 'a: "b\\nc"\n'],
    ['nothing', 'a:\n  b:\n  c: 1\n', set('x', 'a', 'b'), 'a:\n  b: x\n  c: 1\n'],
    ['nothing before a comment', 'a:\n  b: # c\n  c: 1\n', set('x', 'a', 'b'), 'a:\n  b: x # c\n  c: 1\n'],
    ['nothing behind an anchor', 'a: &a\nb: 1\n', set('x', 'a'), 'a: &a x\nb: 1\n'],
    ['nothing at the end of the file', 'a:\n  b:', set('x', 'a', 'b'), 'a:\n  b: x'],
    ['a bare key of a flow map', 'a: {b, c: 1}\n', set(2, 'a', 'b'), 'a: {b: 2, c: 1}\n'],
    ['a block scalar', 'a: |\n  x\n  y\nb: 1\n', set('z', 'a'), 'a: z\nb: 1\n'],
    ['a scalar by a short list', 'capabilities: gpu # c\n', set(['gpu'], 'capabilities'), 'capabilities: [gpu] # c\n'],
    ['a flow list by another', "c: ['gpu']\n", set(['gpu', 'utility'], 'c'), "c: ['gpu', 'utility']\n"],
    [
      'a block list by another',
      'a:\n  b: 1\n  c:\n  - x\n  - y\nd: 1\n',
      set(['z'], 'a', 'c'),
      'a:\n  b: 1\n  c:\n  - z\nd: 1\n',
    ],
    ['a block list by a scalar', 'c: # k\n  - x # l\n  - y\nd: 1\n', set('all', 'c'), 'c: all # k\nd: 1\n'],
    ['a block map by a scalar', 'a:\n    b:\n        c: 1\n    d: 1\n', set('x', 'a', 'b'), 'a:\n    b: x\n    d: 1\n'],
    [
      'a scalar by a map',
      'a:\n    g: 1 # one\n    h: 2\n',
      set({ b: { c: 1 } }, 'a', 'g'),
      'a:\n    g: # one\n        b:\n            c: 1\n    h: 2\n',
    ],
    [
      'a scalar by a list of maps',
      'a:\n  g: 1\n',
      set([{ count: 1, ids: ['0'] }], 'a', 'g'),
      'a:\n  g:\n    - count: 1\n      ids: ["0"]\n',
    ],
    [
      'as the lists of the file stand',
      'a:\n  l:\n  - x\n  g: 1\n',
      set([{ count: 1 }], 'a', 'g'),
      'a:\n  l:\n  - x\n  g:\n  - count: 1\n',
    ],
    ['at the end without line ending', 'a:\n  g: 1', set({ b: 1 }, 'a', 'g'), 'a:\n  g:\n    b: 1'],
    [
      'nothing by a map',
      'a:\n  deploy: # d\n  b: 1\n',
      set({ r: { x: 1 } }, 'a', 'deploy'),
      'a:\n  deploy: # d\n    r:\n      x: 1\n  b: 1\n',
    ],
    [
      'an item by a map',
      'g:\n  - all # c\n  - x\n',
      set({ driver: 'nvidia', count: 1 }, 'g', 0),
      'g:\n  - driver: nvidia\n    count: 1 # c\n  - x\n',
    ],
    ['an item map by a scalar', 'g:\n  - a: 1\n    b: 2 # c\n  - x\n', set('z', 'g', 0), 'g:\n  - z # c\n  - x\n'],
    ['an empty item', 'g:\n  - # c\n  - x\n', set({ a: 1, b: 2 }, 'g', 0), 'g:\n  - a: 1\n    b: 2 # c\n  - x\n'],
    ['inside a flow map', 'a: {b: {c: 1}}\n', set({ d: [1, 'x'] }, 'a', 'b'), 'a: {b: {d: [1, x]}}\n'],
    ['an empty map', 'a:\n  b:\n    c: 1\n', set({}, 'a', 'b'), 'a:\n  b: {}\n'],
    ['an alias is refused', 'a: &x 1\nb: *x\n', set(2, 'b'), undefined],
    ['a merged value is refused', 'a: &x\n  c: 1\nb:\n  <<: *x\n', set(2, 'b', 'c'), undefined],
    ['below an alias is refused', 'a: &x {c: {d}}\nb: *x\n', set(2, 'b', 'c', 'd'), undefined],
    ['an anchored value that is used here', 'a: &x 1\nb: *x\n', set(2, 'a'), 'a: &x 2\nb: *x\n'],
  ])
})

describe('rename', () => {
  table([
    ['a key', 'a:\n  device_id: ["0"] # c\n', rename('device_ids', 'a', 'device_id'), 'a:\n  device_ids: ["0"] # c\n'],
    ['a quoted key', "'a': {'b': 1}\n", rename('c', 'a', 'b'), "'a': {'c': 1}\n"],
    ['to a taken key is refused', 'a: 1\nb: 2\n', rename('a', 'b'), undefined],
    ['a merged key is refused', 'a: &x {c: 1}\nb:\n  <<: *x\n', rename('d', 'b', 'c'), undefined],
    [
      'over a merged key',
      'a: &x {c: 1}\nb:\n  <<: *x\n  d: 1\n',
      rename('c', 'b', 'd'),
      'a: &x {c: 1}\nb:\n  <<: *x\n  c: 1\n',
    ],
  ])
})

describe('remove-entry from a block', () => {
  table([
    [
      'first, with the blank line that parted it',
      'version: "3" # old\n\nservices:\n  a: {}\n',
      drop('version'),
      'services:\n  a: {}\n',
    ],
    [
      'middle, with its lines',
      'a: 1\nb: # x\n  c: 1\n  # in\n  d: 2 # y\n# of e\ne: 1\n',
      drop('b'),
      'a: 1\n# of e\ne: 1\n',
    ],
    ['last', 'a:\n  b: 1\n  c: 2 # c\nd: 1\n', drop('a', 'c'), 'a:\n  b: 1\nd: 1\n'],
    ['last without line ending', 'a: 1\nb: 2', drop('b'), 'a: 1\n'],
    [
      'comments around stay',
      'a:\n  # of b\n  b: 1\n  # of c\n  c: 1\n',
      drop('a', 'b'),
      'a:\n  # of b\n  # of c\n  c: 1\n',
    ],
    ['a block scalar', 'a: |\n  x\n\n  y\nb: 1\n', drop('a'), 'b: 1\n'],
    ['a quoted text over lines', 'a: "x\n  y" # c\nb: 1\n', drop('a'), 'b: 1\n'],
    ['an alias', 'a: &x 1\nb: *x # c\nc: 1\n', drop('b'), 'a: &x 1\nc: 1\n'],
    ['an empty value', 'a:\nb: 1\n', drop('a'), 'b: 1\n'],
    ['an empty value under a comment', 'z:\n  a: # c\n    # d\n  b: 1\n', drop('z', 'a'), 'z:\n    # d\n  b: 1\n'],
    ['behind a dash', 'l:\n  - driver: x # c\n    count: 1\n', drop('l', 0, 'driver'), 'l:\n  - count: 1\n'],
    [
      'behind a dash, over several lines',
      'l:\n- a:\n    b: 1\n\n  # of c\n  c: 1\n',
      drop('l', 0, 'a'),
      'l:\n- # of c\n  c: 1\n',
    ],
    [
      'second behind a dash',
      'l:\n  - driver: x\n    count: 1\n  - y\n',
      drop('l', 0, 'count'),
      'l:\n  - driver: x\n  - y\n',
    ],
    [
      'behind a dash with a merge key left',
      'x: &x {b: 1}\nl:\n  - a: 1\n    <<: *x\n',
      drop('l', 0, 'a'),
      'x: &x {b: 1}\nl:\n  - <<: *x\n',
    ],
    ['beside a merge key', 'x: &x {b: 1}\ny:\n  <<: *x\n  a: 1\n', drop('y', 'a'), 'x: &x {b: 1}\ny:\n  <<: *x\n'],
    [
      'a map left empty goes upwards',
      'services:\n  a:\n    image: x\n    deploy:\n      resources:\n        limits:\n          devices: 1\n    x: 1\n',
      drop('services', 'a', 'deploy', 'resources', 'limits', 'devices'),
      'services:\n  a:\n    image: x\n    x: 1\n',
    ],
    [
      'a service stays',
      'services:\n  a: # c\n    deploy:\n      x: 1\n  b: {}\n',
      drop('services', 'a', 'deploy', 'x'),
      'services:\n  a: {} # c\n  b: {}\n',
    ],
    ['a named volume stays', 'volumes:\n  a:\n    driver: x\n', drop('volumes', 'a', 'driver'), 'volumes:\n  a: {}\n'],
    ['the document stays', 'version: "3"\n', drop('version'), '{}\n'],
    [
      'two keys of three',
      'a:\n  b: 1\n  c: 2\n  d: 3\n',
      (t) => [removeEntry(t, 'a', 'b'), removeEntry(t, 'a', 'd')],
      'a:\n  c: 2\n',
    ],
    ['all keys', 'z: 1\na:\n  b: 1\n  c: 2\n', (t) => [removeEntry(t, 'a', 'b'), removeEntry(t, 'a', 'c')], 'z: 1\n'],
    [
      'two behind a dash',
      'l:\n - a: 1\n   b: 2\n   c: 3\n',
      (t) => [removeEntry(t, 'l', 0, 'a'), removeEntry(t, 'l', 0, 'b')],
      'l:\n - c: 3\n',
    ],
    ['an anchor that is used is refused', 'a: &x 1\nb: *x\n', drop('a'), undefined],
    ['an anchor that is used only inside', 'a:\n  b: &x 1\n  c: *x\nd: 1\n', drop('a'), 'd: 1\n'],
    ['a merged entry is refused', 'a: &x {c: 1}\nb:\n  <<: *x\n  d: 1\n', drop('b', 'c'), undefined],
    ['a `? key` is refused', '? a\n: 1\nb: 2\n', drop('a'), undefined],
  ])
  test('a byte order mark stays', () => {
    expect(edit('\uFEFFa: 1\r\nb: 2\r\n', drop('a'))).toBe('\uFEFFb: 2\r\n')
  })
})

describe('remove-entry from a flow map', () => {
  const three = 'a: {driver: nvidia, count: 1, device_ids: ["0"]}\n'
  table([
    ['first', three, drop('a', 'driver'), 'a: {count: 1, device_ids: ["0"]}\n'],
    ['middle', three, drop('a', 'count'), 'a: {driver: nvidia, device_ids: ["0"]}\n'],
    ['last', three, drop('a', 'device_ids'), 'a: {driver: nvidia, count: 1}\n'],
    [
      'first two',
      three,
      (t) => [removeEntry(t, 'a', 'driver'), removeEntry(t, 'a', 'count')],
      'a: {device_ids: ["0"]}\n',
    ],
    [
      'last two',
      three,
      (t) => [removeEntry(t, 'a', 'count'), removeEntry(t, 'a', 'device_ids')],
      'a: {driver: nvidia}\n',
    ],
    ['with blanks', 'a: { b: 1, c: 2 }\n', drop('a', 'c'), 'a: { b: 1 }\n'],
    ['trailing comma', 'a: {b: 1, c: 2,}\n', drop('a', 'c'), 'a: {b: 1,}\n'],
    ['over lines, first', 'a: {\n  b: 1, # b\n  # of c\n  c: 2\n}\n', drop('a', 'b'), 'a: {\n  # of c\n  c: 2\n}\n'],
    [
      'over lines, last',
      'a: {\n  b: 1, # b\n  # of c\n  c: 2 # c\n}\n',
      drop('a', 'c'),
      'a: {\n  b: 1 # b\n  # of c\n}\n',
    ],
    ['tags and anchors', 'a: {b: !x 1, c: &y 2, d: 3}\n', drop('a', 'c'), 'a: {b: !x 1, d: 3}\n'],
    ['commas in quotes and comments', 'a: {"b,": "1,2", # x, y\n  c: 2}\n', drop('a', 'b,'), 'a: {c: 2}\n'],
    ['a merge key stays', 'x: &x {z: 1}\na: {<<: *x, b: 1}\n', drop('a', 'b'), 'x: &x {z: 1}\na: {<<: *x}\n'],
    [
      'upwards',
      'services: {a: {image: x, deploy: {resources: {limits: {x: 1}}}}}\n',
      drop('services', 'a', 'deploy', 'resources', 'limits', 'x'),
      'services: {a: {image: x}}\n',
    ],
    ['a service stays', 'services: {a: {image: x}}\n', drop('services', 'a', 'image'), 'services: {a: {}}\n'],
    ['a bare key', 'a: {b, c}\n', drop('a', 'b'), 'a: {c}\n'],
  ])
})

describe('remove-item', () => {
  table([
    ['behind an empty line', 'c:\n  - a\n\n  - b\n', dropItem('c', 1), 'c:\n  - a\n\n'],
    [
      'behind an empty line and a comment',
      'c:\n  - a # x\n\n  # second\n  - b\n',
      dropItem('c', 1),
      'c:\n  - a # x\n\n  # second\n',
    ],
    ['flow first', 'c: [gpu, utility]\n', dropItem('c', 0), 'c: [utility]\n'],
    ['flow last', 'c: [gpu, utility] # c\n', dropItem('c', 1), 'c: [gpu] # c\n'],
    ['flow only', 'a: 1\nc: [gpu]\n', dropItem('c', 0), 'a: 1\n'],
    ['flow over lines', 'c: [\n  "a",  # x\n  "b", # y\n]\n', dropItem('c', 1), 'c: [\n  "a",  # x\n]\n'],
    ['block first', 'c:\n  - a # a\n  - b\n', dropItem('c', 0), 'c:\n  - b\n'],
    [
      'block last, not indented',
      'k:\n  c:\n  - a\n  - b:\n    d: 1\nl: 1\n',
      dropItem('k', 'c', 1),
      'k:\n  c:\n  - a\nl: 1\n',
    ],
    ['block with dash above', 'c:\n  -\n    a: 1\n  - b\n', dropItem('c', 0), 'c:\n  - b\n'],
    ['an empty item', 'c:\n  -\n  - b\n  -\n', dropItem('c', 2), 'c:\n  -\n  - b\n'],
    ['an alias', 'x: &x 1\nc:\n  - *x\n  - b\n', dropItem('c', 0), 'x: &x 1\nc:\n  - b\n'],
    ['a list in a list', 'c:\n  - - a\n    - b\n  - - x\n', dropItem('c', 0, 0), 'c:\n  - - b\n  - - x\n'],
    [
      'block upwards',
      'services:\n  a:\n    image: x\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              capabilities: [gpu]\n',
      dropItem('services', 'a', 'deploy', 'resources', 'reservations', 'devices', 0),
      'services:\n  a:\n    image: x\n',
    ],
    ['all', 'b: 1\nc:\n  - a\n  - b\n', (t) => [removeItem(t, 'c', 0), removeItem(t, 'c', 1)], 'b: 1\n'],
    ['an item of an alias is refused', 'x: &x [a, b]\nc: *x\n', dropItem('c', 0), undefined],
  ])
})

test('empty lines behind a last empty value end the search for the end of a block', () => {
  const text = 'a:\n  b:\n    c:\n\n  # next\n  d: 1\n'
  expect(edit(text, insert('e', 1, 'a', 'b'))).toBe('a:\n  b:\n    c:\n    e: 1\n\n  # next\n  d: 1\n')
})

describe('insert', () => {
  table([
    ['behind the last', 'a:\n  b: 1\nc: 1\n', insert('d', 'x', 'a'), 'a:\n  b: 1\n  d: x\nc: 1\n'],
    [
      'behind a comment of the last',
      'a:\n  b: 1 # b\n\n# of c\nc: 1\n',
      insert('d', 'x', 'a'),
      'a:\n  b: 1 # b\n  d: x\n\n# of c\nc: 1\n',
    ],
    [
      'behind deeper comments',
      'a:\n  b:\n    x: 1\n    # more\n  # of c\n  c: 1\n',
      insertAfter('d', 1, 'a', 'b'),
      'a:\n  b:\n    x: 1\n    # more\n  d: 1\n  # of c\n  c: 1\n',
    ],
    [
      'behind a block scalar',
      'a:\n  b: |\n    x\n\nc: 1\n',
      insert('d', 'x', 'a'),
      'a:\n  b: |\n    x\n  d: x\n\nc: 1\n',
    ],
    [
      'behind a kept block scalar',
      'a:\n  b: |+\n    x\n\nc: 1\n',
      insert('d', 'x', 'a'),
      'a:\n  b: |+\n    x\n\n  d: x\nc: 1\n',
    ],
    ['without final line ending', 'a:\n  b: 1', insert('d', 'x', 'a'), 'a:\n  b: 1\n  d: x'],
    ['without final line ending, behind a comment', 'a:\n  b: 1 # c', insert('d', 'x', 'a'), 'a:\n  b: 1 # c\n  d: x'],
    ['behind a given entry', 'a: 1\nb: 2\n', insertAfter('c', { d: 1 }, 'a'), 'a: 1\nc:\n  d: 1\nb: 2\n'],
    [
      'behind a merge key',
      'x: &x {z: 1}\na:\n  <<: *x\nb: 1\n',
      insert('d', 1, 'a'),
      'x: &x {z: 1}\na:\n  <<: *x\n  d: 1\nb: 1\n',
    ],
    ['behind a dash', 'l:\n  - b: 1\n  - c\n', insert('d', ['x'], 'l', 0), 'l:\n  - b: 1\n    d: [x]\n  - c\n'],
    [
      'nested blocks',
      'services:\n    a:\n        image: x\n',
      insert('deploy', { resources: { devices: [{ count: 1, capabilities: ['gpu'] }] } }, 'services', 'a'),
      'services:\n    a:\n        image: x\n        deploy:\n            resources:\n                devices:\n                    - count: 1\n                      capabilities: [gpu]\n',
    ],
    ['empty map', 'a: {} # c\n', insert('d', 1, 'a'), 'a: { d: 1 } # c\n'],
    ['flow', 'a: {b: 1}\n', insert('d', ['0'], 'a'), 'a: {b: 1, d: ["0"]}\n'],
    [
      'flow behind the first',
      'a: { b: 1, c: 2 }\n',
      insertAfter('d', { e: 1 }, 'a', 'b'),
      'a: { b: 1, d: { e: 1 }, c: 2 }\n',
    ],
    [
      'flow over lines',
      'a: {\n  b: 1, # b\n  c: 2 # c\n}\n',
      insert('d', 3, 'a'),
      'a: {\n  b: 1, # b\n  c: 2, # c\n  d: 3\n}\n',
    ],
    [
      'flow over lines, trailing comma',
      'a: {\n  b: 1, # b\n}\n',
      insert('d', 3, 'a'),
      'a: {\n  b: 1, # b\n  d: 3,\n}\n',
    ],
    [
      'two keys',
      'a:\n  b: 1\n',
      (t) => [...insert('c', 2, 'a')(t), ...insert('d', 3, 'a')(t)],
      'a:\n  b: 1\n  c: 2\n  d: 3\n',
    ],
    [
      'in place of a removed one',
      'l:\n  - count: 1 # c\n    b: 2\n',
      (t) => [removeEntry(t, 'l', 0, 'count'), ...insertAfter('device_ids', ['0'], 'l', 0, 'count')(t)],
      'l:\n  - device_ids: ["0"] # c\n    b: 2\n',
    ],
    [
      'in place of the only one',
      'l:\n  - count: 1\n',
      (t) => [removeEntry(t, 'l', 0, 'count'), ...insert('x', 1, 'l', 0)(t)],
      'l:\n  - x: 1\n',
    ],
    [
      'in place of a removed one (flow)',
      'a: {b: 1, c: 2}\n',
      (t) => [removeEntry(t, 'a', 'c'), ...insert('d', 3, 'a')(t)],
      'a: {b: 1, d: 3}\n',
    ],
    ['a taken key is refused', 'a: 1\n', insert('a', 2), undefined],
    ['into an alias is refused', 'a: &x {b: 1}\nc: *x\n', insert('d', 1, 'c'), undefined],
  ])
})

describe('append', () => {
  table([
    ['flow', 'c: [gpu]\n', append('utility', 'c'), 'c: [gpu, utility]\n'],
    ['flow, quoted like the others', "c: ['gpu' ]\n", append('utility', 'c'), "c: ['gpu', 'utility' ]\n"],
    ['flow over lines', 'c: [\n  "gpu"\n]\n', append('x', 'c'), 'c: [\n  "gpu",\n  "x"\n]\n'],
    ['empty', 'c: []\n', append('0', 'c'), 'c: ["0"]\n'],
    [
      'block',
      'k:\n  c:\n  - a # a\n  # tail\nd: 1\n',
      append('b', 'k', 'c'),
      'k:\n  c:\n  - a # a\n  - b\n  # tail\nd: 1\n',
    ],
    ['block map', 'c:\n    - a: 1\n', append({ a: 2, b: [1] }, 'c'), 'c:\n    - a: 1\n    - a: 2\n      b: [1]\n'],
  ])
})

describe('move', () => {
  const limits = ['services', 'a', 'deploy', 'resources', 'limits', 'devices']
  const resources = ['services', 'a', 'deploy', 'resources']
  table([
    [
      'the only key of limits becomes reservations',
      'services:\n  a:\n    deploy:\n      resources:\n        limits: # l\n          # why\n          devices: # d\n            - driver: nvidia # n\n              capabilities: [gpu]\n    image: x\n',
      move(limits, resources, ['reservations']),
      'services:\n  a:\n    deploy:\n      resources:\n        reservations:\n          devices: # d\n            - driver: nvidia # n\n              capabilities: [gpu]\n    image: x\n',
    ],
    [
      'one key of limits',
      'services:\n  a:\n    deploy:\n      resources:\n        limits:\n          memory: 4g\n          devices:\n          - driver: nvidia\n',
      move(limits, resources, ['reservations']),
      'services:\n  a:\n    deploy:\n      resources:\n        limits:\n          memory: 4g\n        reservations:\n          devices:\n          - driver: nvidia\n',
    ],
    [
      'into reservations that are there',
      'services:\n  a:\n    deploy:\n      resources:\n        reservations:\n          cpus: "1" # r\n        limits:\n          devices:\n            - driver: nvidia\n          memory: 4g\n',
      move(limits, resources, ['reservations']),
      'services:\n  a:\n    deploy:\n      resources:\n        reservations:\n          cpus: "1" # r\n          devices:\n            - driver: nvidia\n        limits:\n          memory: 4g\n',
    ],
    [
      'into an empty value',
      'services:\n  a:\n    deploy:\n      resources:\n        reservations: # r\n        limits:\n          devices:\n            - driver: nvidia\n',
      move(limits, resources, ['reservations']),
      'services:\n  a:\n    deploy:\n      resources:\n        reservations: # r\n          devices:\n            - driver: nvidia\n',
    ],
    [
      'upwards with missing parents',
      'services:\n  a:\n    image: x\n    resources:\n      reservations:\n        devices:\n          - count: 1\n    ports: []\n',
      move(['services', 'a', 'resources'], ['services', 'a'], ['deploy']),
      'services:\n  a:\n    image: x\n    ports: []\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - count: 1\n',
    ],
    [
      'within flow maps',
      'services: {a: {deploy: {resources: {limits: {devices: [{driver: nvidia}]}}}}}\n',
      move(limits, resources, ['reservations']),
      'services: {a: {deploy: {resources: {reservations: {devices: [{driver: nvidia}]}}}}}\n',
    ],
    [
      'out of a flow map',
      'a:\n  b: {c: [x], d: 1}\n  e: 1\n',
      move(['a', 'b', 'c'], ['a'], ['f'], 'g'),
      'a:\n  b: {d: 1}\n  e: 1\n  f:\n    g: [x]\n',
    ],
    [
      'into a flow map',
      'a: {x: 1}\nb:\n  c:\n    - d\n  e: 1\n',
      move(['b', 'c'], ['a'], []),
      'a: {x: 1, c: [d]}\nb:\n  e: 1\n',
    ],
    [
      'a block scalar',
      'a:\n  b: 1\nc:\n    d: |\n      x\n\n      y\n    e: 1\n',
      move(['c', 'd'], ['a'], []),
      'a:\n  b: 1\n  d: |\n    x\n\n    y\nc:\n    e: 1\n',
    ],
    [
      'at the end without line ending',
      'a:\n  b: 1\n  c:\n    d: 1',
      move(['a', 'b'], ['a'], ['c']),
      'a:\n  c:\n    d: 1\n    b: 1',
    ],
    ['to a taken key is refused', 'a:\n  b: 1\n  c:\n    b: 1\n', move(['a', 'b'], ['a'], ['c']), undefined],
    ['through an alias is refused', 'x: &x {y: 1}\na:\n  b: 1\n  c: *x\n', move(['a', 'b'], ['a'], ['c']), undefined],
    [
      'a comment into a flow map is refused',
      'a: {x: 1}\nb:\n  c:\n    - d # d\n  e: 1\n',
      move(['b', 'c'], ['a'], []),
      undefined,
    ],
    [
      'an anchor before its alias',
      'a:\n  b: &x 1\n  c:\n    d: 1\ne: *x\n',
      move(['a', 'b'], ['a'], ['c']),
      'a:\n  c:\n    d: 1\n    b: &x 1\ne: *x\n',
    ],
    [
      'an anchor behind its alias is refused',
      'a:\n  b: &x 1\n  e: *x\n  c:\n    d: 1\n',
      move(['a', 'b'], ['a'], ['c']),
      undefined,
    ],
    ['into itself is refused', 'a:\n  b:\n    c: 1\n', move(['a', 'b'], ['a', 'b'], []), undefined],
  ])
})

test('replace is plain, and what overlaps is refused', () => {
  const text = 'a: "x y"\n'
  const replace =
    (start: number, end: number, by: string) =>
    (tree: Tree): Op[] => [{ op: 'replace', file: tree.map().file, span: { start, end }, text: by }]
  expect(edit(text, replace(4, 5, 'z'))).toBe('a: "z y"\n')
  expect(edit(text, (t) => [...replace(4, 6, '')(t), ...set('q', 'a')(t)])).toBeUndefined()
})
