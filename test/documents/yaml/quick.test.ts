import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SourceFile } from '../../../src/documents/source'
import type { Value } from '../../../src/documents/tree'
import { readQuickly } from '../../../src/documents/yaml/quick'
import { readThoroughly } from '../../../src/documents/yaml/thorough'
import type { YamlText } from '../../../src/documents/yaml/types'

const root = join(import.meta.dirname, '../../..')
const fileOf = (text: string) => new SourceFile('a.yml', text)
const quick = (text: string) => readQuickly(fileOf(text), 400)
const thorough = (text: string) => readThoroughly(fileOf(text))

/** All that a tree tells, for comparison. */
function shape(value: Value | undefined): unknown {
  if (!value) return 'nothing'
  const { kind, span, key, path, tag, anchor } = value
  const own = [kind, span.start, span.end, key, path.join('/'), tag, anchor]
  if (value.kind === 'scalar') return [...own, value.style, value.value]
  if (value.kind === 'seq') return [...own, value.flow, value.items.map(shape)]
  return [
    ...own,
    value.flow,
    value.entries.map((entry) => [entry.span, entry.merged, shape(entry.key), shape(entry.value)]),
  ]
}
const shapes = ({ documents, oddKeys, problems }: YamlText) => [documents.map(shape), oddKeys.map(shape), problems]

function same(text: string): void {
  const read = quick(text)
  if (read) expect(shapes(read), JSON.stringify(text)).toEqual(shapes(thorough(text)))
}

const files = ['examples', 'test/vscode/workspace', 'test/engine'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
)

const SERVICE = `# A service
services:
  app: # with a comment
    image: "nvidia/cuda:12.4.1-base-ubuntu22.04"
    command: ['python', "-c", 'print(''x'')']
    environment: { A: 1, B: "two", C: }
    entrypoint: |
      run

    healthcheck:
      test: >-
        curl
        -f
      # deeper
    ports:
    - 8080:80
    - "9090:90"
    shm_size: 8gb
    mem_limit:
  other:
    gpus: all
`

describe('readQuickly reads as the thorough reader does', () => {
  test.each([
    ['a compose file', SERVICE],
    ['several documents', '---\na: 1\n---\n- b\n'],
    [
      'values of each type',
      'a: [~, null, true, FALSE, 0x1F, 0o17, -1, +2, 1.5e3, .5, 5., .inf, -.INF, .nan, 1_000, 08, -0, yes]\n',
    ],
    ['plain texts over lines', 'a: one\n  two\n\n  three # and a comment\nb: c\n'],
    ['quoted texts over lines', 'a: "one\n  two\\n\\x41\n\n  three"\nb: \'c\n  d\'\n'],
    ['block texts', 'a: |+\n  x\n\nb: >2-\n    y\n\n  z\n\n\nc: |\n  q\n   \n\n'],
    ['empty values', 'a:\nb:   \n# c\nd:\n  - \n  -\n  - e:\n'],
    ['lists in lists', '- - a\n  - b\n-\n  - c\n'],
    ['flow over lines', 'a: [\n  b, # [\n  {c: d,\n   e: [f]},\n  ]\ng: {\n  }\n'],
    ['keys that are no texts', '1: a\ntrue: b\n~: c\n'],
    ['keys that stand twice', 'a: 1\nb: {c: 1, c: 2}\na: 3\n'],
    ['CRLF', SERVICE.replaceAll('\n', '\r\n')],
    ['a lone CR', SERVICE.replaceAll('\n', '\r')],
    ['no line end behind the last line', 'a:\n  b: c # d'],
    ['letters beyond ASCII', 'ä: "𝄞" # ü\nb: 中\n'],
    ['blanks behind', 'a: b  \t\nc: "d"\t# e\n'],
  ])('%s', (_, text) => {
    expect(quick(text)).toBeDefined()
    same(text)
  })

  test('the files of this project, nearly all of them', () => {
    for (const text of files) same(text)
    expect(files.length).toBeGreaterThan(40)
    expect(files.filter((text) => quick(text)).length / files.length).toBeGreaterThan(0.9)
  })

  test('texts with a line or some characters changed, where it reads them', () => {
    const scraps = [
      ' ',
      '  ',
      '\n',
      '\t',
      '-',
      '- ',
      ':',
      ': ',
      '#',
      ' # c',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      ',',
      '? ',
      '|\n',
      '>-\n',
    ]
    const more = [
      '~',
      '\r',
      '\uFEFF',
      '\\',
      '...\n',
      '---\n',
      '[a: b]',
      '{a: }',
      '""',
      'a: b',
      '\u00A0',
      '-\n',
      '\n    \n',
      '\n# c\n',
    ]
    const from = fc.constantFrom(SERVICE, ...files.filter((text) => text.length < 2000))
    const scrap = fc.constantFrom(...scraps, ...more)
    const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(3), scrap)
    fc.assert(
      fc.property(from, fc.array(change, { minLength: 1, maxLength: 2 }), (text, changes) => {
        same(changes.reduce((now, [at, cut, scrap]) => changed(now, Math.floor(at * now.length), cut, scrap), text))
      }),
      { numRuns: 2000 },
    )
  })
})

const changed = (text: string, at: number, cut: number, scrap: string) =>
  text.slice(0, at) + scrap + text.slice(at + cut)

describe('readQuickly leaves to the thorough reader', () => {
  test.each([
    ['anchors and aliases', 'a: &x 1\nb: *x\n'],
    ['tags', 'a: !reset null\n'],
    ['merge keys', 'a:\n  <<: {b: 1}\n'],
    ['directives', '%YAML 1.2\n---\na: 1\n'],
    ['explicit keys', '? a\n: b\n'],
    ['keys that are collections', '[a, b]: c\n'],
    ['pairs in a list', 'a: [b: c]\n'],
    ['keys without a value', 'a: {b}\n'],
    ['a document that is one word', 'a\n'],
    ['nothing', ''],
    ['broken text', 'a: [b\nc: d\n'],
    ['the end of a document', 'a: 1\n...\n'],
    ['dashes that begin no document', ' ---\na: 1\n'],
    ['a byte order mark', '\uFEFFa: 1\n'],
  ])('%s', (_, text) => {
    expect(quick(text)).toBeUndefined()
  })
})
