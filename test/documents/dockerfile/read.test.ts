import { describe, expect, it } from 'vitest'
import { draw, read } from './draw'

const last = (text: string) => read(text).instructions.at(-1)

describe('lines', () => {
  it('joins continuation lines over comments and blank lines', () => {
    expect(draw('FROM a\nRUN x \\\n  # note \\\n\n  && tor\\\nch\nUSER b')).toEqual([
      'FROM a',
      'RUN x | torch',
      'USER b',
    ])
  })
  it('does not continue behind two backslashes', () => expect(draw('FROM a\nUSER b\\\\\nUSER c')).toHaveLength(3))
  it.each(['\n', '\r\n', '\r'])('reads every line ending alike: %j', (ending) => {
    const text = 'FROM a\nRUN <<EOF\npip install x\nEOF\nRUN b \\\n # c\n d\n'
    expect(draw(text.replaceAll('\n', ending))).toEqual(['FROM a', 'RUN pip install x', 'RUN b d'])
  })
  it('reads behind a BOM, tabs and non-ASCII text', () => {
    const text = '\uFEFFFROM\ta\n\tLABEL é="😀 b"\nfrom b'
    expect(draw(text)).toEqual(['FROM a', 'LABEL é=😀 b', 'FROM b'])
    expect(text.slice(...Object.values(read(text).instructions[1]?.keywordSpan ?? {}))).toBe('LABEL')
  })
  it('takes the backtick as escape when the directive says so', () => {
    const text = '# escape=`\nFROM a\nRUN x `\n  y\nCOPY c:\\x d:\\'
    expect(draw(text)).toEqual(['FROM a', 'RUN x y', 'COPY c:\\x -> d:\\'])
  })
  it('reads directives in the first lines only', () => {
    expect(read('# a comment\n# escape=`\nFROM a')).toMatchObject({ escape: '\\' })
    expect(read('\n# syntax=x/y\nFROM a').syntax).toBeUndefined()
  })
  it.each([
    ['docker/dockerfile:1', false],
    ['docker.io/docker/dockerfile:1.7-labs', false],
    ['docker/dockerfile-upstream:master', false],
    ['ghcr.io/depot/dockerfile', true],
    ['syntax.example/x', true],
  ])('knows whether the frontend %s is foreign: %s', (syntax, foreign) => {
    const document = read(`# syntax=${syntax}\nFROM a\nINCLUDE b`)
    expect(document).toMatchObject({ syntax, foreign })
    expect(document.problems).toHaveLength(foreign ? 0 : 1)
  })
  it.each(['', '\n', '# only a comment', 'FROM', '\\', '\\\n', 'FROM a \\'])('takes %j', (text) => {
    expect(read(text).problems).toEqual([])
  })
  it('names an unknown instruction at its keyword', () => {
    expect(read('FROM a\nRNU x').problems).toEqual([
      { message: 'Docker knows no instruction "RNU".', start: 7, end: 10 },
    ])
  })
  it.each(['FROM a # base', 'FROM a AS b #base'])('names what was meant to be a comment behind FROM: %j', (text) => {
    const start = text.indexOf('#')
    const [problem, ...more] = read(`${text}\nRUN x # y`).problems
    expect([problem?.start, more]).toEqual([start, []])
    expect(problem?.message).toContain('Put the comment on a line of its own.')
  })
  it('names a heredoc that is not closed', () => {
    expect(read('FROM a\nRUN <<EOF\nx').problems).toMatchObject([{ start: 7, end: 16 }])
  })
  it('ends an instruction behind its heredocs', () => {
    const text = 'FROM a\nCOPY <<A <<-"B" /x/\nFROM no\nA\nFROM no\n\tB\nUSER c'
    expect(draw(text)).toEqual(['FROM a', 'COPY <<A <<-B -> /x/', 'USER c'])
    expect(read(text).instructions[1]?.span).toEqual({ start: 7, end: text.indexOf('\nUSER') })
  })
})

describe('variables', () => {
  it('shows FROM the ARGs before the first FROM, and stages only what they declare again', () => {
    const text = 'ARG V=1\nARG T=a:$V\nFROM $T\nUSER $V\nARG V\nUSER $V\nARG V=2\nUSER ${V}'
    expect(draw(text)).toEqual(['ARG V=1', 'ARG T=a:1', 'FROM a:1', 'USER ?$V', 'ARG V', 'USER 1', 'ARG V=2', 'USER 2'])
  })
  it('lets ENV win over an earlier ARG, and does not guess where a later ARG differs', () => {
    expect(draw('FROM a\nARG V=1\nENV V=2\nUSER $V').at(-1)).toBe('USER 2')
    expect(draw('FROM a\nENV V=2\nARG V=1\nUSER $V').at(-1)).toBe('USER ?$V')
    expect(draw('FROM a\nENV V=2\nARG V\nUSER $V').at(-1)).toBe('USER 2')
  })
  it('does not show assignments of one ENV line to each other', () => {
    expect(draw('FROM a\nENV A=1\nENV A=2 B=$A').at(-1)).toBe('ENV A=2 B=1')
  })
  it('hands ENV and ARG of a parent stage on to its children', () => {
    const text = 'FROM a AS Base\nARG X=1\nENV Y=2\nFROM base\nUSER $X$Y\nFROM other\nUSER $X$Y'
    expect(draw(text).filter((line) => line.startsWith('USER'))).toEqual(['USER 12', 'USER ?$X$Y'])
  })
  it('does not show a child what its parent sets for itself later', () => {
    expect(last('FROM a AS b\nENV X=1\nFROM b\nENV X=2\nFROM b\nUSER x')?.variable('X')).toBe('1')
  })
  it.each([
    ['${N:-d}', 'd'],
    ['${A:-d}', '1.2.3'],
    ['${E:-d}', 'd'],
    ['${E-d}', ''],
    ['${A:+x$A}', 'x1.2.3'],
    ['${N:+x}', ''],
    ['${N+x}', ''],
    ['${N:-${A}}', '1.2.3'],
    ['${A%.*}', '1.2'],
    ['${A%%.*}', '1'],
    ['${A#*.}', '2.3'],
    ['${A##*.}', '3'],
    ['${A/./_}', '1_2.3'],
    ['${A//./_}', '1_2_3'],
    ["'$A'", '$A'],
    ['"$A"', '1.2.3'],
    ['\\$A', '$A'],
    ['a\\"b', 'a"b'],
    ['$N', undefined],
    ['${U:-d}', undefined],
    ['${TARGETARCH:-amd64}', undefined],
    ['${A', undefined],
    ['${A[*}', undefined],
  ])('expands %s to %s', (word, value) => {
    const one = last(`FROM a\nARG A=1.2.3 E= N TARGETARCH\nUSER ${word}`)
    expect(one && 'words' in one && one.words[0]?.value).toBe(value)
  })
  it('tells declared from undeclared', () => {
    const one = last('ARG G=1\nFROM a\nARG N TARGETARCH\nENV U=$X\nUSER b')
    expect(['N', 'TARGETARCH', 'U', 'HTTP_PROXY', 'G', 'X'].map((name) => one?.variable(name))).toEqual([
      ...[null, null, null, null],
      ...[undefined, undefined],
    ])
  })
  it('keeps the old form of ENV whole', () => {
    const one = last('FROM a\nENV A b  c="d"')
    expect(one).toMatchObject({ form: 'space', declarations: [{ name: { value: 'A' }, value: { value: 'b  c=d' } }] })
  })
  it('gives up on values that grow without end', () => {
    expect(last(`FROM a\nENV A=1234567890\n${'ENV A=$A$A\n'.repeat(60)}USER b`)?.variable('A')).toBeNull()
  })
})

describe('stages', () => {
  const text = [
    'ARG B=nvidia/cuda:12.4.1-base-ubuntu22.04',
    'FROM --platform=$BUILDPLATFORM $B AS Base',
    'FROM python:3.12 AS build',
    'FROM base AS mid',
    'RUN --mount=from=build,source=/x,target=/y z',
    'FROM MID',
    'COPY --from=0 /a /b',
    'COPY --from=nope/image:1 /a /b',
    'COPY --from=3 /a /b',
  ].join('\n')
  const { stages } = read(text)

  it('follows parents to the image at the root', () => {
    expect(stages.map(({ parent, rootImage }) => [parent?.index, rootImage])).toEqual([
      [undefined, 'nvidia/cuda:12.4.1-base-ubuntu22.04'],
      [undefined, 'python:3.12'],
      [0, 'nvidia/cuda:12.4.1-base-ubuntu22.04'],
      [2, 'nvidia/cuda:12.4.1-base-ubuntu22.04'],
    ])
  })
  it('knows which are used, which is final, and the whole way to each', () => {
    expect(stages.map(({ used, final, lineage }) => [used, final, lineage.length])).toEqual([
      [true, false, 0],
      [true, false, 0],
      [true, false, 1],
      [false, true, 4],
    ])
  })
  it('tells copied stages from copied images', () => {
    expect(draw(text).slice(-3)).toEqual([
      'COPY stage 0: /a -> /b',
      'COPY image nope/image:1: /a -> /b',
      'COPY image 3: /a -> /b',
    ])
  })
  it('has no root image where it is scratch or not known', () => {
    expect(read('ARG X\nFROM scratch\nFROM $X\nFROM ${X:-a}').stages.map(({ rootImage }) => rootImage)).toEqual([
      undefined,
      undefined,
      'a',
    ])
  })
  it('ties FROM to its stage', () => expect(stages.every((stage) => stage.from.stage === stage)).toBe(true))
})
