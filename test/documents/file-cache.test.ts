import { expect, test } from 'vitest'
import { FileCache } from '../../src/documents/file-cache'
import { MemoryWorkspace } from '../../src/documents/workspace'

const text = (length: number) => `a: ${'x'.repeat(length - 4)}\n`

test('what was asked for last stays, with its tree, and the oldest goes', () => {
  const cache = new FileCache(new MemoryWorkspace({}), 100)
  const base = cache.source('base.yaml', text(60))
  const tree = cache.yaml(base)
  const other = cache.source('other.yaml', text(30))
  expect(cache.source('base.yaml', text(60))).toBe(base)
  cache.source('third.yaml', text(30))
  expect(cache.yaml(cache.source('base.yaml', text(60)))).toBe(tree)
  expect(cache.source('other.yaml', text(30))).not.toBe(other)
})

test('a text that is longer than all that is kept is kept alone, and another text is another file', () => {
  const cache = new FileCache(new MemoryWorkspace({}), 100)
  const long = cache.source('long.yaml', text(200))
  expect(cache.source('long.yaml', text(200))).toBe(long)
  expect(cache.source('long.yaml', text(201))).not.toBe(long)
})
