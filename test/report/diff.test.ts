import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unifiedDiff } from '../../src/report'

const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** The lines of a hunk with their marks; one without its end has lost it. */
const bodyOf = (hunk: string): readonly string[] =>
  (hunk.match(/[^\n]*\n(\\ No newline at end of file\n)?/g) ?? [])
    .map((line) => line.replace(/\n\\ .*\n$/, ''))
    .slice(1)

/** How many lines stand before the hunk, from its `start,length`. */
function linesBefore(range = ''): number {
  const [start, length] = range.split(',')
  return length === '0' ? Number(start) : Number(start) - 1
}

/** Applies the hunks as `patch` does, checking every context and removed line and both line numbers. */
function patch(before: string, diff: string): string {
  const old = linesOf(before)
  const out: string[] = []
  let at = 0
  for (const hunk of diff.split(/^(?=@@ )/m).slice(1)) {
    const [, oldRange, newRange] = /^@@ -([\d,]+) \+([\d,]+) @@/.exec(hunk) ?? []
    out.push(...old.slice(at, linesBefore(oldRange)))
    at = linesBefore(oldRange)
    expect(out.length).toBe(linesBefore(newRange))
    for (const line of bodyOf(hunk)) {
      if (line[0] !== '+') expect(old[at++]).toBe(line.slice(1))
      if (line[0] !== '-') out.push(line.slice(1))
    }
  }
  return [...out, ...old.slice(at)].join('')
}

const text = fc
  .array(fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n', 'd'), { maxLength: 30 })
  .map((lines) => lines.join(''))

test('a patch of the old text gives the new one', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(patch(before, unifiedDiff('f', before, after))).toBe(after)
    }),
    { numRuns: 500 },
  )
})

test('shows three lines around, joins near hunks and parts far ones', () => {
  const lines = Array.from({ length: 30 }, (_, i) => `${i}\n`)
  const after = lines.map((line) => (['5\n', '9\n', '25\n'].includes(line) ? `new ${line}` : line)).join('')
  expect(unifiedDiff('a b', lines.join(''), after).match(/^(---|\+\+\+|@@).*/gm)).toEqual([
    '--- a/a b\t',
    '+++ b/a b\t',
    '@@ -3,11 +3,11 @@',
    '@@ -23,7 +23,7 @@',
  ])
  expect(unifiedDiff('a', 'x', 'x')).toBe('')
})

test('a text rewritten from end to end is told in time', () => {
  const lines = (word: string) => Array.from({ length: 20_000 }, (_, i) => `${word} ${i}\n`).join('')
  const diff = unifiedDiff('f', lines('old'), lines('new'))
  expect(patch(lines('old'), diff)).toBe(lines('new'))
})
