import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quote, splitWords, variable } from '../../src/convert/docker-run/shell'

/** What a real shell makes of words. */
function read(words: readonly string[], env: Readonly<Record<string, string>> = {}): readonly string[] {
  const script = `printf '%s\\0' ${words.map(quote).join(' ')}`
  const printed = execFileSync('sh', ['-c', script], { env, encoding: 'utf8' })
  return printed.split('\0').slice(0, -1)
}

const noShell = process.platform === 'win32'
const letters = fc.constantFrom(...'aZ09 \t\n\'"\\$`!*?[]{}()<>|&;#~=%+:,./-@^ä𝄞')
const word = fc.array(letters, { maxLength: 12 }).map((all) => all.join(''))

describe.skipIf(noShell)('a quoted word (a POSIX shell is asked; Windows has none)', () => {
  test('is read by a shell as it was', () => {
    const words = fc.array(word, { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(words, (given) => {
        expect(read(given)).toEqual(given)
      }),
      { numRuns: 60 },
    )
  })
  test('lets the shell fill its variables in, and nothing else', () => {
    const part = fc.tuple(word, fc.constantFrom('V', 'W_1'))
    const env = { V: 'a  *"$W_1', W_1: '' }
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), word, (parts, end) => {
        const given = parts.map(([text, name]) => text + variable(name)).join('') + end
        const wanted = parts.map(([text, name]) => text + env[name as keyof typeof env]).join('') + end
        expect(read([given], env)).toEqual([wanted])
      }),
      { numRuns: 60 },
    )
  })
  test('is quoted only where it must be', () => {
    expect(['a', 'A=b:c/d.e,f', 'a b', '', '"device=0,1"'].map(quote)).toEqual([
      'a',
      'A=b:c/d.e,f',
      "'a b'",
      "''",
      `'"device=0,1"'`,
    ])
    expect(quote(`${variable('PWD')}/data:/data`)).toBe('"$PWD/data:/data"')
    expect(quote(`${variable('A')}b`)).toBe('"${A}b"')
  })
})

test('a text without an end is refused, and an operator ends the words', () => {
  expect(['"a', "a 'b", 'a \\', 'a (b)', 'a `b'].map(splitWords)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect(splitWords('a b|c')).toEqual({ words: ['a', 'b'], stop: '|c' })
})
