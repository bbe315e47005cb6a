import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits, orderEdits } from '../../src/text'

const edit = (start: number, end: number, newText: string) => ({ start, end, newText })

describe('applyEdits', () => {
  test('applies edits in order of place, whatever order they come in', () => {
    expect(applyEdits('count: 1\n', [edit(7, 8, 'all'), edit(0, 0, 'x-')])).toBe('x-count: all\n')
  })
  test('counts equal edits once', () => {
    expect(applyEdits('ab', [edit(1, 1, '-'), edit(1, 1, '-')])).toBe('a-b')
  })
  test.each([
    ['overlapping replacements', [edit(0, 2, 'x'), edit(1, 3, 'y')]],
    ['two insertions at one place', [edit(1, 1, 'x'), edit(1, 1, 'y')]],
  ])('refuses %s', (_, edits) => {
    expect(orderEdits(edits)).toBeUndefined()
    expect(() => applyEdits('abc', edits)).toThrow('edits overlap')
  })
  test.each([edit(-1, 0, ''), edit(2, 1, ''), edit(0, 9, '')])('refuses an edit outside the text: %o', (bad) => {
    expect(() => applyEdits('abc', [bad])).toThrow(RangeError)
  })
  test('keeps every unit that no edit touches', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), fc.nat(), fc.string(), (text, a, b, newText) => {
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [number, number]
        const after = applyEdits(text, [edit(start, end, newText)])
        expect(after).toBe(text.slice(0, start) + newText + text.slice(end))
      }),
    )
  })
})
