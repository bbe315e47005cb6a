import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SourceFile } from '../../src/documents/source'
import { type Key, type MapValue, type SeqValue, toPlain, type Value } from '../../src/documents/tree'
import { readYaml } from '../../src/documents/yaml/read'
import { compileOps } from '../../src/edits'
import type { Op, Plain } from '../../src/edits/ops'
import { applyEdits } from '../../src/text'

/** What is printed, with the choices that a writer of YAML has. */
type Node =
  | { kind: 'scalar'; text: string }
  | { kind: 'block'; text: string[] }
  | { kind: 'map'; flow: boolean; entries: [string, Node][] }
  | { kind: 'seq'; flow: boolean; indented: boolean; items: Node[] }

const scalar = fc
  .constantFrom(
    '1',
    'x',
    '"0"',
    "'a: b'",
    'nvidia/cuda:12.4.1-base',
    '${A:-b}',
    'true',
    '',
    '"x, y"',
    "'#'",
    '-1',
    'a b',
  )
  .map((text): Node => ({ kind: 'scalar', text }))
const block = fc
  .constantFrom<string[]>(['|', 'x', '', 'y'], ['>-', 'a: 1'], ['|+', 'k', ''])
  .map((text): Node => ({ kind: 'block', text }))
const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'count', 'device_ids', '"q k"', "'s'", 'deploy', 'x-1'), {
  minLength: 1,
  maxLength: 4,
})
const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 3, arbitrary: scalar },
    { weight: 1, arbitrary: block },
    {
      weight: 4,
      arbitrary: fc.tuple(fc.boolean(), keys, fc.array(tie('node'), { minLength: 4, maxLength: 4 })).map(
        ([flow, names, values]): Node => ({
          kind: 'map',
          flow,
          entries: names.map((name, i) => [name, values[i] as Node]),
        }),
      ),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.boolean(), fc.boolean(), fc.array(tie('node'), { minLength: 1, maxLength: 3 }))
        .map(([flow, indented, items]): Node => ({ kind: 'seq', flow, indented, items })),
    },
  ),
}))

interface Printer {
  step: number
  pad: string
  comment: (where: 'end' | 'own') => string
}

function printFlow(node: Node, { pad }: Printer): string {
  if (node.kind === 'scalar') return node.text.startsWith('$') ? `"${node.text}"` : node.text || 'null'
  if (node.kind === 'block') return '"block"'
  if (node.kind === 'seq') return `[${node.items.map((item) => printFlow(item, { pad } as Printer)).join(', ')}]`
  return `{${pad}${node.entries.map(([k, v]) => `${k}: ${printFlow(v, { pad } as Printer)}`).join(', ')}${pad}}`
}

const indent = (lines: string[], by: number): string[] => lines.map((l) => (l === '' ? l : ' '.repeat(by) + l))

/** The text behind a key or a dash, and the lines below it. */
function printValue(node: Node, p: Printer): [string, string[]] {
  if (node.kind === 'block') return [node.text[0] as string, indent(node.text.slice(1), p.step)]
  if (node.kind === 'scalar') return [node.text + p.comment('end'), []]
  if (node.flow) return [printFlow(node, p) + p.comment('end'), []]
  const lines = printLines(node, p)
  return [p.comment('end').trimStart(), indent(lines, node.kind === 'seq' && !node.indented ? 0 : p.step)]
}

function printLines(node: Node, p: Printer): string[] {
  if (node.kind === 'map') {
    return node.entries.flatMap(([key, value]) => {
      const own = p.comment('own')
      const [first, rest] = printValue(value, p)
      return [...(own ? [own] : []), `${key}: ${first}`.trimEnd(), ...rest]
    })
  }
  if (node.kind !== 'seq') return []
  return node.items.flatMap((item) => {
    const own = p.comment('own')
    if (item.kind === 'map' && !item.flow) {
      const [first = '', ...rest] = printLines(item, {
        ...p,
        comment: (where) => (where === 'own' ? '' : p.comment(where)),
      })
      return [...(own ? [own] : []), `- ${first}`, ...indent(rest, 2)]
    }
    if (item.kind === 'seq' && !item.flow) return [`-`, ...indent(printLines(item, p), 2)]
    const [first, rest] = printValue(item, p)
    return [...(own ? [own] : []), `- ${first}`.trimEnd(), ...indent(rest, 1)]
  })
}

const file = fc
  .tuple(
    fc.tuple(keys, fc.array(node, { minLength: 4, maxLength: 4 })),
    fc.constantFrom(2, 3, 4),
    fc.constantFrom('', ' '),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
    fc.array(fc.nat(4), { minLength: 20, maxLength: 20 }),
  )
  .map(([[names, values], step, pad, eol, closed, dice]) => {
    let n = 0
    const comment = (where: 'end' | 'own'): string => {
      n++
      return dice[n % 20] === 0 ? `${where === 'end' ? ' ' : ''}# c${n}` : ''
    }
    const root: Node = { kind: 'map', flow: false, entries: names.map((name, i) => [name, values[i] as Node]) }
    return printLines(root, { step, pad, comment }).join(eol) + (closed ? eol : '')
  })

const values: Plain[] = [
  'x',
  '0',
  'a: b',
  3,
  true,
  null,
  ['gpu'],
  { k: 1, l: ['x', { m: 2 }] },
  [{ count: 1, ids: ['0'] }],
  {},
  '${A:-b}',
]

function all(value: Value): Value[] {
  if (value.kind === 'scalar') return [value]
  const inner = value.kind === 'map' ? value.entries.map((entry) => entry.value) : value.items
  return [value, ...inner.flatMap(all)]
}

type Data = Plain | undefined
type Bag = Record<Key, Data>

const parse = (text: string): Value => {
  const { documents, problems } = readYaml(new SourceFile('compose.yaml', text))
  expect(problems, text).toEqual([])
  return documents[0] as Value
}
const plainOf = (value: Value): Data => JSON.parse(JSON.stringify(toPlain(value)))
const at = (data: Data, path: readonly Key[]): Bag =>
  path.reduce<Bag>((bag, key) => bag[key] as unknown as Bag, data as unknown as Bag)

/** An op on the tree, and the same done to the plain data. */
function change(root: Value, pick: number, kind: number, value: Plain): { op: Op; expected: Data } | undefined {
  const expected = plainOf(root)
  const nodes = all(root)
  const node = nodes[pick % nodes.length] as Value
  if (kind === 0) return set(root, node, value, expected)
  if (node.kind === 'scalar') return undefined
  return node.kind === 'map' ? inMap(node, pick, kind, value, expected) : inSeq(node, pick, kind, value, expected)
}

function set(root: Value, target: Value, value: Plain, expected: Data): { op: Op; expected: Data } | undefined {
  if (target === root) return undefined
  at(expected, target.path.slice(0, -1))[target.path.at(-1) as Key] = value
  return { op: { op: 'set', target, value }, expected }
}

function inMap(map: MapValue, pick: number, kind: number, value: Plain, expected: Data) {
  const bag = at(expected, map.path)
  const entry = map.entries[pick % map.entries.length]
  if (!entry) return undefined
  const name = String(entry.key.value)
  if (kind === 1) {
    bag.new = value
    return { op: { op: 'insert', map, key: 'new', value, ...(pick % 2 && { after: entry }) } as Op, expected }
  }
  if (kind === 2) {
    bag.renamed = bag[name]
    delete bag[name]
    return { op: { op: 'rename', entry, key: 'renamed' } as Op, expected }
  }
  if (map.entries.length < 2) return undefined
  delete bag[name]
  return { op: { op: 'remove-entry', map, entry } as Op, expected }
}

function inSeq(seq: SeqValue, pick: number, kind: number, value: Plain, expected: Data) {
  const list = at(expected, seq.path) as unknown as Data[]
  if (kind !== 3) {
    list.push(value)
    return { op: { op: 'append', seq, value } as Op, expected }
  }
  if (seq.items.length < 2) return undefined
  const index = pick % seq.items.length
  list.splice(index, 1)
  return { op: { op: 'remove-item', seq, item: seq.items[index] as Value } as Op, expected }
}

const comments = (text: string): string[] => text.match(/# c\d+/g) ?? []

test('an op changes what it names and nothing else, and keeps every comment outside of what it replaces', () => {
  let done = 0
  fc.assert(
    fc.property(file, fc.nat(200), fc.nat(3), fc.constantFrom(...values), (text, pick, kind, value) => {
      const wanted = change(parse(text), pick, kind, value)
      if (!wanted) return
      const edits = compileOps([wanted.op])
      if (!edits) throw new Error(`refused ${wanted.op.op} in\n${text}`)
      const after = applyEdits(text, edits)
      expect(plainOf(parse(after)), `${wanted.op.op}\n${text}\n--- gave\n${after}`).toEqual(wanted.expected)
      expect(/[^\r]\n/.test(after) && /\r\n/.test(after), `mixed line endings:\n${after}`).toBe(false)
      if (['insert', 'append', 'rename'].includes(wanted.op.op))
        expect(comments(after).sort()).toEqual(comments(text).sort())
      const lost = edits.map((edit) => text.slice(edit.start, edit.end)).flatMap(comments)
      expect(comments(after).length).toBe(comments(text).length - lost.length)
      done++
    }),
    { numRuns: 1500 },
  )
  expect(done).toBeGreaterThan(500)
})

test('moving an entry keeps its data', () => {
  fc.assert(
    fc.property(file, fc.nat(200), fc.constantFrom([], ['deploy'], ['n', 'm']), (text, pick, path) => {
      const root = parse(text) as MapValue
      const maps = all(root).filter((value): value is MapValue => value.kind === 'map' && value.entries.length > 1)
      const map = maps[pick % maps.length]
      const entry = map?.entries[pick % map.entries.length]
      if (!map || !entry) return
      const edits = compileOps([{ op: 'move', map, entry, into: root, path, key: 'moved' }])
      if (!edits) return
      const expected = plainOf(root)
      const bag = at(expected, map.path)
      const value = bag[String(entry.key.value)]
      delete bag[String(entry.key.value)]
      let into = expected as unknown as Bag
      for (const name of path) {
        into[name] ??= {}
        into = into[name] as unknown as Bag
      }
      into.moved = value
      const after = applyEdits(text, edits)
      expect(plainOf(parse(after)), `${text}\n--- gave\n${after}`).toEqual(expected)
    }),
    { numRuns: 1000 },
  )
})
