import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changedLines } from '../../src/adaptors/lsp/fix-all'
import { applyEdits } from '../../src/text'

describe('changedLines', () => {
  it('is the stretch of lines that differs', () => {
    expect(changedLines('a\nb\nc\n', 'a\nx\nc\n')).toEqual({ start: 2, end: 4, newText: 'x\n' })
    expect(changedLines('a\r\nb\r\n', 'b\r\n')).toEqual({ start: 0, end: 3, newText: '' })
    expect(changedLines('a\na\n', 'a\na\na\n')).toEqual({ start: 4, end: 4, newText: 'a\n' })
  })

  it('turns the one text into the other', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '\n', '\r\n', '\r', '𝄞')).map((parts) => parts.join(''))
    fc.assert(fc.property(text, text, (before, after) => applyEdits(before, [changedLines(before, after)]) === after))
  })
})
