import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readEnvFile } from '../../../src/documents/compose/env-file'
import { SourceFile } from '../../../src/documents/source'

const read = (text: string) =>
  readEnvFile(new SourceFile('.env', text), (name) => (name === 'OUT' ? 'side' : undefined))
const values = (text: string) => read(text).variables.map(({ name, value }) => [name, value])

test('reads what Compose reads', () => {
  const text = [
    '# a comment',
    '',
    'PLAIN=value',
    'export EXPORTED=yes',
    '  SPACED  =  some words  ',
    'YAML: style',
    "SINGLE='a $PLAIN # b'",
    'DOUBLE="a ${PLAIN}\\n\\"b\\" \\$C"   # behind',
    'COMMENT=a#b # c',
    'EMPTY=',
    'USES=${PLAIN}-${OUT}-${NONE:-d}',
    'UNKNOWN=${NONE}',
    'SHELL_ONLY',
    'MULTI="one',
    'two"',
    'PLAIN=again',
  ].join('\n')
  expect(values(text)).toEqual([
    ['PLAIN', 'value'],
    ['EXPORTED', 'yes'],
    ['SPACED', 'some words'],
    ['YAML', 'style'],
    ['SINGLE', 'a $PLAIN # b'],
    ['DOUBLE', 'a value\n"b" $C'],
    ['COMMENT', 'a#b'],
    ['EMPTY', ''],
    ['USES', 'value-side-d'],
    ['UNKNOWN', undefined],
    ['SHELL_ONLY', undefined],
    ['MULTI', 'one\ntwo'],
    ['PLAIN', 'again'],
  ])
})

test('reads carriage returns and a byte order mark', () => {
  expect(values('\uFEFFA=1\r\nB="2"\r\nC\r\n')).toEqual([
    ['A', '1'],
    ['B', '2'],
    ['C', undefined],
  ])
})

test('knows where names and values stand', () => {
  const text = 'A=1\nexport e="x"\n'
  const [, second] = read(text).variables
  expect(text.slice(second?.nameSpan.start, second?.nameSpan.end)).toBe('e')
  expect(text.slice(second?.valueSpan.start, second?.valueSpan.end)).toBe('"x"')
})

test.each(['A=1\nB="open', 'A=1\n!?', "A=1\nB='x\nC=2"])('%j is broken behind its first line', (text) => {
  expect(read(text)).toMatchObject({ broken: true, variables: [{ name: 'A', value: '1' }] })
})

test('any text ends, and each value stands in the text', () => {
  const unit = fc.constantFrom('A', '=', '"', "'", '\\', '\n', '$', '{', '}', ' ', '#', ':', 'export ')
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      for (const { valueSpan } of read(text).variables) expect(valueSpan.end).toBeLessThanOrEqual(text.length)
    }),
  )
})
