import fc from 'fast-check'
import { expect, test } from 'vitest'
import { interpolate } from '../../../src/documents/compose/interpolate'

const variables = new Map([
  ['SET', 'one'],
  ['EMPTY', ''],
  ['NESTED', 'two'],
])
const value = (text: string) => interpolate(text, (name) => variables.get(name)).value

test.each([
  ['plain', 'plain'],
  ['$SET', 'one'],
  ['a-${SET}-b', 'a-one-b'],
  ['$SET$NESTED', 'onetwo'],
  ['${SET:-d}', 'one'],
  ['${EMPTY:-d}', 'd'],
  ['${EMPTY-d}', ''],
  ['${NONE:-d}', 'd'],
  ['${NONE-d}', 'd'],
  ['${NONE:-}', ''],
  ['${SET:?e}', 'one'],
  ['${SET?e}', 'one'],
  ['${EMPTY?e}', ''],
  ['${SET:+a}', 'a'],
  ['${EMPTY:+a}', ''],
  ['${EMPTY+a}', 'a'],
  ['${NONE:-${SET}}', 'one'],
  ['${NONE:-${OTHER:-${NESTED:-x}}}', 'two'],
  ['${NONE:-a:b}-c', 'a:b-c'],
  ['${NONE:-{"a":1}}', '{"a":1}'],
  ['$$SET', '$SET'],
  ['$${SET}', '${SET}'],
  ['$5', '$5'],
  ['100$', '100$'],
  ['^a$|b', '^a$|b'],
])('%s is %j', (text, expected) => {
  expect(value(text)).toBe(expected)
})

test.each([
  '$NONE',
  '${NONE}',
  'a${NONE}b',
  '${NONE:?e}',
  '${EMPTY:?e}',
  '${NONE:+a}',
  '${NONE:-${OTHER}}',
  '${}',
  '${SET',
  '${SET!}',
  '${ SET }',
  '${SET:-a\nb}',
  '${1}',
])('%s is not known', (text) => {
  expect(value(text)).toBeUndefined()
})

test('says whether a variable is named', () => {
  const named = (text: string) => interpolate(text, () => undefined).interpolated
  expect(['a', '$$a', '$5', '$A', '${A:-b}', '${'].map(named)).toEqual([false, false, false, true, true, true])
})

test('any text ends, and a text without a dollar stays', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('$', '{', '}', ':', '-', '?', '+', 'A', '\n', 'é') }), (text) => {
      const found = value(text)
      if (!text.includes('$')) expect(found).toBe(text)
    }),
  )
  expect(value('${A:-'.repeat(20_000))).toBeUndefined()
})
