import { expect, test } from 'vitest'
import { prettyProblems, reporter } from '../../src/report'
import { everything, file, finding, runOf } from './run'

const report = (text: string, words: string, other = {}) =>
  reporter('pretty', { color: false })(runOf([file(text, [finding(text, words, other)])]))

const excerptOf = (text: string, words: string) =>
  report(text, words)
    .split('\n')
    .filter((line) => /^ +\d* \|/.test(line))

test('shows the place, the sentence, the line and what to do', () => {
  const fixes = [{ title: 'Delete the line', safe: true, edits: [] }]
  expect(report('version: "3"\nservices: {}\n', 'version', { fixes })).toBe(
    [
      'docker-compose.yml:1:1 error compose/version-key-obsolete',
      '  The key is obsolete.',
      '  1 | version: "3"',
      '    | ^^^^^^^',
      '  fix: Delete the line',
      '',
      '1 file checked: 1 error, 1 with a fix.',
      '"gpu-compose fix" repairs 1 finding.',
      '',
    ].join('\n'),
  )
})

test.each([
  ['tabs', '\tab:\tcd', 'cd', ['  1 |     ab: cd', '    |         ^^']],
  ['wide characters', '日本: gpu', 'gpu', ['  1 | 日本: gpu', '    |       ^^^']],
  ['marked wide characters', 'a: 日本', '日本', ['  1 | a: 日本', '    |    ^^^^']],
  ['combining characters', 'e\u0301: x', 'x', ['  1 | e\u0301: x', '    |    ^']],
  ['an emoji', '🚀: x', 'x', ['  1 | 🚀: x', '    |     ^']],
  ['a byte order mark', '\uFEFFa: x', 'x', ['  1 | a: x', '    |    ^']],
  ['a place of several lines', 'a: [1,\r\n 2]', '[1,\r\n 2]', ['  1 | a: [1,', '    |    ^^^']],
  ['an escape', 'a: \u001b[2J x', 'x', ['  1 | a: �[2J x', '    |         ^']],
])('the squiggle stands below its text with %s', (_, text, words, lines) => {
  expect(excerptOf(text, words)).toEqual(lines)
})

test('an empty place at the end of a text has one caret', () => {
  const text = 'a: b'
  const run = runOf([file(text, [finding(text, 'b', { span: { start: 4, end: 4 } })])])
  expect(reporter('pretty', { color: false })(run)).toContain('  1 | a: b\n    |     ^\n')
})

test('a long line is cut around its place', () => {
  const [source = '', carets = ''] = excerptOf(`${'x'.repeat(5000)}HERE${'y'.repeat(5000)}`, 'HERE')
  expect(source.length).toBeLessThan(130)
  expect(source.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('HERE')
})

test('long sentences are wrapped, related places shown, nothing steers the terminal', () => {
  const message = `${'word '.repeat(60)}\u001b[31m`
  const related = [{ path: 'docker-compose.yml', span: { start: 0, end: 1 }, message: 'first \u009b here' }]
  const shown = report('a: b', 'b', { message, related })
  expect(Math.max(...shown.split('\n').map((line) => line.length))).toBeLessThanOrEqual(102)
  expect(shown).toContain('  see: docker-compose.yml:1:1: first � here')
  for (const control of ['\u001b', '\u009b']) expect(shown).not.toContain(control)
})

test('colour only when asked; problems in one line each', () => {
  expect(reporter('pretty', { color: true })(everything)).toContain('\u001b[')
  expect(reporter('pretty', { color: false })(everything)).not.toContain('\u001b[')
  expect(prettyProblems(everything, { color: false })).toBe(
    'problem: docker-compose.yml:1:4: is broken�\nnote: no place\n',
  )
})

test('says of no repair that "gpu-compose fix" makes it where it cannot', () => {
  const text = 'a: b'
  const fix = { title: 'Delete it', safe: true, edits: [] }
  const elsewhere = { ...fix, edits: [{ path: 'Dockerfile', start: 0, end: 0, newText: '' }] }
  const broken = [{ path: 'docker-compose.yml', message: 'is broken', span: { start: 0, end: 1 }, fatal: true }]
  const last = (fixes: readonly (typeof elsewhere)[], problems: typeof broken = []) => {
    const run = runOf([{ ...file(text, [finding(text, 'b', { fixes })]), problems }])
    return reporter('pretty', { color: false })(run).split('\n').at(-2)
  }
  expect(last([fix])).toBe('"gpu-compose fix" repairs 1 finding.')
  expect(last([elsewhere])).toBe('1 file checked: 1 error, 1 with a fix.')
  expect(last([fix], broken)).toBe('1 file with a problem stays as it is.')
})
