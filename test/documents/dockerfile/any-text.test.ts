import fc from 'fast-check'
import { expect, it } from 'vitest'
import { aptInstalls } from '../../../src/documents/dockerfile/apt'
import { packageInstalls } from '../../../src/documents/dockerfile/pip'
import { readRequirements, requirementFilesOf } from '../../../src/documents/dockerfile/requirements'
import type { Instruction, ShellCommand, ShellWord, Word } from '../../../src/documents/dockerfile/types'
import type { Span } from '../../../src/text'
import { read } from './draw'
import { realistic } from './realistic'

type Placed = Pick<Word | ShellWord, 'span' | 'raw'>

const commandWords = ({ nameWord, args, redirects }: ShellCommand): readonly Placed[] =>
  [nameWord, ...args, ...redirects.map(({ target }) => target)].filter((word) => word !== undefined)

function wordsOf(one: Instruction): readonly Placed[] {
  const words: (Placed | undefined)[] = []
  if ('image' in one) words.push(one.image, one.platform, one.name)
  if ('declarations' in one) for (const { name, value } of one.declarations) words.push(name, value)
  if ('sources' in one) words.push(...one.sources, one.destination, one.from)
  if ('words' in one) words.push(...one.words)
  if ('commands' in one) words.push(...(one.exec ?? []), ...one.commands.flatMap(commandWords))
  return words.filter((word) => word !== undefined)
}

function spansOf(one: Instruction): readonly Span[] {
  const own = [one.span, one.keywordSpan, ...one.flags.map(({ span }) => span)]
  if (!('commands' in one)) return own
  const redirects = one.commands.flatMap((command) => command.redirects.map(({ span }) => span))
  const installs = packageInstalls(one).flatMap(({ requirements, findLinks, requirementFiles }) => [
    ...requirements.map(({ span }) => span),
    ...[...findLinks, ...requirementFiles].map(({ span }) => span),
  ])
  aptInstalls(one)
  return [...own, ...redirects, ...installs, ...one.commands.map(({ span }) => span)]
}

function holds(text: string): void {
  const document = read(text)
  const inside = ({ start, end }: Span): boolean => 0 <= start && start <= end && end <= text.length
  for (const one of document.instructions) {
    expect(spansOf(one).every(inside)).toBe(true)
    const strays = wordsOf(one).filter(({ span, raw }) => text.slice(span.start, span.end) !== raw)
    expect(strays).toEqual([])
    one.variable('X')
  }
  expect(document.problems.every(inside)).toBe(true)
  document.stages.forEach(requirementFilesOf)
  expect(readRequirements(text, 'r.txt').every(({ span }) => inside(span))).toBe(true)
}

it('takes a realistic file cut at any unit', () => {
  for (const text of [realistic.serving, realistic.heredocs]) {
    for (let end = 0; end <= text.length; end++) holds(text.slice(0, end))
  }
}, 120_000)

it('takes a realistic file with CR and CRLF', () => {
  for (const text of Object.values(realistic)) {
    const count = read(text).instructions.length
    for (const ending of ['\r\n', '\r']) {
      holds(text.replaceAll('\n', ending))
      expect(read(text.replaceAll('\n', ending)).instructions).toHaveLength(count)
    }
  }
})

const pieces = fc.constantFrom(
  ...[
    'FROM ',
    'RUN ',
    'ENV A=',
    'ARG A',
    'COPY ',
    'SHELL ["a"]',
    '\n',
    '\r',
    '\r\n',
    '\\\n',
    '\\',
    '`',
    '"',
    "'",
    '$',
    '${',
    '}',
    ':-',
    '%',
    '*',
  ],
  ...[
    '<<E',
    '\nE\n',
    '<<-"E"',
    ' ',
    '\t',
    '#',
    '--mount=',
    'pip install ',
    'a',
    '=1',
    '&& ',
    '|| ',
    ';',
    '(',
    ')',
    '$(',
    '{',
    '[',
    ']',
    ',',
    '>',
    '<',
    '|',
  ],
  ...[
    'sh -c ',
    'if ',
    'then ',
    'fi',
    'for x in ',
    'do ',
    'done',
    'case ',
    'esac',
    '\uFEFF',
    '😀',
    '\0',
    '-r x',
    '-e ',
    '@',
    '@ git+https://x#egg=y',
    '# escape=`\n',
  ],
)

it('takes any mixture of what Dockerfiles are made of', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => holds(parts.join(''))),
    { numRuns: 500 },
  )
})

it('takes any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => holds(`FROM a\nRUN ${text}`)))
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => holds(text)))
})
