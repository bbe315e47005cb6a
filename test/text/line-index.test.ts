import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LineIndex } from '../../src/text'

describe('LineIndex', () => {
  test.each([
    ['LF', 'a\nbc\n', 3, { line: 2, column: 2 }],
    ['CRLF', 'a\r\nbc', 4, { line: 2, column: 2 }],
    ['a lone CR', 'a\rbc', 3, { line: 2, column: 2 }],
    ['a pair of surrogates counts two', '🚀x', 2, { line: 1, column: 3 }],
    ['past the end', 'ab', 99, { line: 1, column: 3 }],
    ['behind the last line ending', 'ab\n', 3, { line: 2, column: 1 }],
  ])('places: %s', (_, text, offset, position) => expect(new LineIndex(text).positionAt(offset)).toEqual(position))

  test('a line ends before its line ending', () => {
    const lines = new LineIndex('one\r\ntwo\n\nfour')
    const ends = [1, 2, 3, 4].map((line) => lines.text.slice(lines.lineStart(line), lines.lineEnd(line)))
    expect(ends).toEqual(['one', 'two', '', 'four'])
  })

  test('offset and position turn into each other', () => {
    const texts = fc.array(fc.constantFrom('a', 'ö', '\n', '\r\n', '\r', '🚀')).map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, fc.nat(), (text, n) => {
        const lines = new LineIndex(text)
        const offset = n % (text.length + 1)
        expect(lines.offsetAt(lines.positionAt(offset))).toBe(offset)
      }),
    )
  })
})
