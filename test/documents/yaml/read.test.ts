import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SourceFile } from '../../../src/documents/source'
import { type MapValue, toPlain, type Value } from '../../../src/documents/tree'
import { readYaml } from '../../../src/documents/yaml/read'

const read = (text: string) => readYaml(new SourceFile('a.yml', text))
const plain = (text: string) => read(text).documents.map((root) => root && toPlain(root))
const root = (text: string) => read(text).documents[0] as MapValue
const messages = (text: string) => read(text).problems.map((problem) => problem.message)

describe('readYaml', () => {
  test('reads several documents, empty ones too', () => {
    expect(plain('a: 1\n---\n---\n- b\n')).toEqual([{ a: 1 }, null, ['b']])
  })

  test('a value knows its text and its path', () => {
    const value = root('services:\n  app:\n    gpus: ["0", all]\n').at('services', 'app', 'gpus', 0) as Value
    expect([value.source, value.path]).toEqual(['"0"', ['services', 'app', 'gpus', 0]])
  })

  test('keeps tags, anchors and styles', () => {
    const map = root('a: !reset null\nb: &x "q"\nc: |\n  text\n')
    expect([map.get('a')?.tag, map.get('b')?.anchor]).toEqual(['!reset', 'x'])
    expect(['b', 'c'].map((key) => (map.get(key) as { style?: string }).style)).toEqual(['double', 'block'])
  })

  describe('aliases and merge keys', () => {
    test('an aliased value stands at its anchor and knows the alias', () => {
      const text = 'x: &gpu [gpu]\ncaps: *gpu\n'
      const caps = root(text).get('caps') as Value
      expect([caps.source, text.slice(caps.via?.start, caps.via?.end)]).toEqual(['[gpu]', '*gpu'])
    })
    test('own keys win over merged ones, the first source over the second', () => {
      expect(plain('a: &a {x: 1, y: 1}\nb: &b {x: 2, z: 2}\nc:\n  <<: [*a, *b]\n  y: 3\n')).toEqual([
        { a: { x: 1, y: 1 }, b: { x: 2, z: 2 }, c: { y: 3, x: 1, z: 2 } },
      ])
    })
    test('a merged entry says so', () => {
      const map = root('a: &a {x: 1}\nb:\n  <<: *a\n').at('b') as MapValue
      expect(map.entries.map(({ merged, key }) => [key.value, merged])).toEqual([['x', true]])
    })
    test('a quoted "<<" is an ordinary key', () => expect(plain('a: {"<<": 1}')).toEqual([{ a: { '<<': 1 } }]))
    test.each([
      ['a: *nope', 'The alias "*nope" has no anchor before it.'],
      ['a: &a [*a]', 'The alias "*a" stands inside its own anchor.'],
    ])('%s', (text, message) => expect(messages(text)).toContain(message))
    test('an alias bomb is told, not expanded', () => {
      const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
      const bomb = names
        .map((name, i) => `${name}: &${name} [${Array(9).fill(i ? `*${names[i - 1]}` : 'x')}]`)
        .join('\n')
      expect(messages(bomb)).toEqual(['The aliases stand for more than 50000 values; the rest of them is not read.'])
    })
  })

  test('a key that stands twice is told', () => {
    expect(messages('a: 1\nb: 2\na: 3\n')).toEqual(['The key "a" stands twice in one map.'])
  })
  test('a hundred levels are read, a thousand are refused with a sentence', () => {
    expect(messages('['.repeat(100) + ']'.repeat(100))).toEqual([])
    expect(messages('['.repeat(1000))).toEqual(['is nested deeper than 400 levels and was not read'])
    expect(messages('- '.repeat(5000))).toEqual(['is nested deeper than 400 levels and was not read'])
  })
  test('broken text gives what is whole of it', () => {
    expect(plain('services:\n  app:\n    image: a\n    gpus: [all\n')).toEqual([
      { services: { app: { image: 'a', gpus: ['all'] } } },
    ])
  })
  test('never throws, and every span lies inside the text', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '&x ',
      '*x',
      '"',
      "'",
      '#',
      '|',
      '<<',
      '!t ',
      '\t',
      '\r\n',
      '---\n',
      '?',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (parts) => {
        const text = parts.join('')
        for (const { start, end } of read(text).problems) expect(start >= 0 && end >= start).toBe(true)
        for (const value of read(text).documents.flatMap(all)) expect(value.span.end <= text.length).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})

function all(value: Value | undefined): readonly Value[] {
  if (!value) return []
  const inner =
    value.kind === 'map' ? value.entries.map((entry) => entry.value) : value.kind === 'seq' ? value.items : []
  return [value, ...inner.flatMap(all)]
}
