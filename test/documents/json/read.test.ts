import { expect, test } from 'vitest'
import { readJson } from '../../../src/documents/json/read'
import { SourceFile } from '../../../src/documents/source'
import { asMap, toPlain } from '../../../src/documents/tree'

const read = (text: string) => readJson(new SourceFile('a.json', text))

test('builds the tree with places and paths', () => {
  const text = '{ "a": [1, { "b": null }], "c": true }'
  const { root, problems } = read(text)
  expect(problems).toEqual([])
  expect(root && toPlain(root)).toEqual({ a: [1, { b: null }], c: true })
  const b = asMap(root)?.at('a', 1, 'b')
  expect(b?.path).toEqual(['a', 1, 'b'])
  expect(b?.source).toBe('null')
  expect(text.slice(asMap(root)?.entry('c')?.span.start, asMap(root)?.entry('c')?.span.end)).toBe('"c": true')
})

test('says what is wrong and where, and keeps what is whole', () => {
  const { root, problems } = read('{ "a": 1 "b": }')
  expect(asMap(root)?.get('a')).toMatchObject({ value: 1 })
  expect(problems[0]).toEqual({ message: 'A comma is missing.', start: 9, end: 12 })
})

test('a key without a value is null', () => {
  expect(asMap(read('{ "a"').root)?.get('a')).toMatchObject({ value: null })
})

test('very deep nesting is refused, not followed', () => {
  expect(read('['.repeat(200_000)).problems).toHaveLength(1)
})
