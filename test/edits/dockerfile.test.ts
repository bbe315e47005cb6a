import { describe, expect, it } from 'vitest'
import { readDockerfile } from '../../src/documents/dockerfile/read'
import type { Instruction } from '../../src/documents/dockerfile/types'
import { SourceFile } from '../../src/documents/source'
import { dockerfileEdits, type LineOp } from '../../src/edits/dockerfile'
import { applyEdits } from '../../src/text'

type Make = (file: SourceFile) => LineOp

/** Applies the op with LF and with CRLF, which must agree, and hands back the LF text. */
function edited(text: string, make: Make): string {
  const [plain, windows] = [text, text.replaceAll('\n', '\r\n')].map((one) => {
    const file = new SourceFile('Dockerfile', one)
    return applyEdits(one, dockerfileEdits(make(file)))
  })
  expect(windows).toBe(plain?.replaceAll('\n', '\r\n'))
  return plain ?? ''
}

function instruction(file: SourceFile, index: number): Instruction {
  const one = readDockerfile(file).instructions[index]
  if (!one) throw new Error('no such instruction')
  return one
}

const wordAt =
  (word: string): Make =>
  (file) => {
    const start = file.text.indexOf(word)
    return { op: 'remove-word', file, span: { start, end: start + word.length } }
  }

describe('remove-word', () => {
  it.each([
    ['FROM a\nRUN b WORD c\n', 'FROM a\nRUN b c\n'],
    ['FROM a\nRUN b c  WORD\nUSER x', 'FROM a\nRUN b c\nUSER x'],
    ['FROM a\nRUN b \\\n    WORD c \\\n    d\n', 'FROM a\nRUN b \\\n    c \\\n    d\n'],
    ['FROM a\nRUN b \\\n    WORD \\\n    d\n', 'FROM a\nRUN b \\\n    d\n'],
    ['FROM a\nRUN b \\\n    # note\n    WORD\nUSER x\n', 'FROM a\nRUN b\n    # note\nUSER x\n'],
    ['# escape=`\nFROM a\nRUN b `\n    WORD\nUSER x\n', '# escape=`\nFROM a\nRUN b\nUSER x\n'],
  ])('%j becomes %j', (text, expected) => {
    const out = edited(text, wordAt('WORD'))
    expect(out).toBe(expected)
    const count = (one: string): number => readDockerfile(new SourceFile('Dockerfile', one)).instructions.length
    expect(count(out)).toBe(count(text))
  })
})

it('replaces a span, new lines in the style of the file', () => {
  const replace: Make = (file) => ({ op: 'replace', file, span: instruction(file, 1).span, text: 'USER c\nUSER d' })
  expect(edited('FROM a\nUSER b\n', replace)).toBe('FROM a\nUSER c\nUSER d\n')
})

it('adds lines before and behind an instruction, heredocs included', () => {
  const text = 'FROM a\n  RUN <<E\nx\nE'
  const lines = ['# why', 'USER b']
  const before: Make = (file) => ({ op: 'insert-lines', file, before: instruction(file, 1).span, lines })
  const after: Make = (file) => ({ op: 'insert-lines', file, after: instruction(file, 1).span, lines })
  expect(edited(text, before)).toBe('FROM a\n# why\nUSER b\n  RUN <<E\nx\nE')
  expect(edited(text, after)).toBe(`${text}\n# why\nUSER b`)
})

it('removes an instruction with its lines', () => {
  const text = '\uFEFFFROM a\nRUN b \\\n  # note\n  c\nUSER x'
  const remove =
    (index: number): Make =>
    (file) => ({ op: 'remove-instruction', file, instruction: instruction(file, index) })
  expect(edited(text, remove(1))).toBe('\uFEFFFROM a\nUSER x')
  expect(edited(text, remove(0))).toMatch(/^\uFEFFRUN/)
})
