import { describe, expect, test } from 'vitest'
import { Refusal } from '../../src/service/editor'
import { drawn, type Files, marked, renamed, withoutCursor, withoutMarks } from './marked'

/** Every use of the stage `build` is marked. */
const project: Files = {
  Dockerfile: [
    'FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS ⟦build⟧',
    'RUN make',
    'FROM ⟦build⟧ AS test',
    'RUN --mount=type=bind,from=⟦build⟧,source=/x,target=/y true',
    'FROM nvidia/cuda:12.4.1-base-ubuntu22.04',
    'COPY --from=⟦BUILD⟧ --chown=0 /app /app',
    'COPY --from="⟦build⟧" /app /b # build',
    'COPY build /build',
    'COPY --from=⟦0⟧ /app /c',
    'COPY --from=test /x /x',
    '',
  ].join('\n'),
  'compose.yaml': [
    'services:',
    '  a:',
    '    build: { context: ., target: ⟦build⟧ }',
    '  b:',
    '    build:',
    '      context: .',
    "      target: '⟦build⟧' # build",
    '  c:',
    '    build: { context: ., target: test }',
    '  build:',
    '    image: build',
    '',
  ].join('\n'),
}

/** The project with the cursor behind the nth mark of a file. */
function at(path: string, nth: number, files = project): Files {
  let count = 0
  const put = (mark: string) => (count++ === nth ? `${mark}|` : mark)
  return { ...files, [path]: (files[path] ?? '').replace(/⟦/g, put) }
}

describe('references of a stage', () => {
  const places: readonly (readonly [string, number])[] = [
    ...[0, 1, 2, 3, 4, 5].map((n) => ['Dockerfile', n] as const),
    ['compose.yaml', 0],
    ['compose.yaml', 1],
  ]
  test.each(places)('from %s, place %i', async (path, nth) => {
    const { files, at: offset, navigator } = await marked(at(path, nth))
    expect(drawn(files, await navigator.references(offset, true))).toEqual(project)
    const declaration = await navigator.definition(offset)
    expect(drawn(files, declaration ? [declaration] : []).Dockerfile).toMatch(/^FROM .* AS ⟦build⟧\n[^⟦]*$/)
  })
  test('leave the declaration out when it is not wanted', async () => {
    const { navigator, at: offset } = await marked(at('Dockerfile', 1))
    expect(await navigator.references(offset, false)).toHaveLength(7)
  })
  test('are none elsewhere', async () => {
    for (const text of ['FROM a AS build\nCOPY bu|ild /x\n', 'FROM bu|ild\nFROM x AS build\n']) {
      const { navigator, at: offset } = await marked({ Dockerfile: text })
      expect([await navigator.references(offset, true), await navigator.definition(offset)]).toEqual([[], undefined])
    }
  })
  test('stand behind ONBUILD where a stage of the file is built on that one', async () => {
    const copy = 'FROM x AS ⟦to|ols⟧\nFROM y AS base\nONBUILD COPY --from=⟦tools⟧ /a /a\n'
    const text = `${copy}ONBUILD RUN --mount=type=bind,from=⟦tools⟧,target=/t true\nFROM base\n`
    const { files, navigator, at: offset } = await marked({ Dockerfile: text })
    const shown = withoutCursor({ Dockerfile: text })
    expect(drawn(files, await navigator.references(offset, true))).toEqual(shown)
    // Elsewhere it names a stage of the Dockerfile that is built on this image.
    const other = await marked({ Dockerfile: copy })
    expect(await other.navigator.references(other.at, false)).toEqual([])
  })
  test('of a stage without a name lead to its image', async () => {
    const { files, navigator, at: offset } = await marked({ Dockerfile: 'FROM x:1\nFROM y:1\nCOPY --from=|0 /a /a\n' })
    const spot = await navigator.definition(offset)
    expect(spot && drawn(files, [spot]).Dockerfile).toBe('FROM ⟦x:1⟧\nFROM y:1\nCOPY --from=0 /a /a\n')
  })
})

describe('renaming a stage', () => {
  const after = Object.fromEntries(
    Object.entries(project).map(([path, text]) => [path, text.replace(/⟦build⟧/gi, 'maker').replace(/[⟦⟧]/g, '')]),
  )
  test.each([
    ['Dockerfile', 0],
    ['Dockerfile', 3],
    ['compose.yaml', 1],
  ] as const)('from %s, place %i, reaches every place and nothing else', async (path, nth) => {
    expect(await renamed(at(path, nth), 'maker')).toEqual(after)
  })
  test('keeps CRLF', async () => {
    const crlf = Object.fromEntries(
      Object.entries(at('Dockerfile', 0)).map(([k, v]) => [k, v.replaceAll('\n', '\r\n')]),
    )
    const wanted = Object.fromEntries(Object.entries(after).map(([k, v]) => [k, v.replaceAll('\n', '\r\n')]))
    expect(await renamed(crlf, 'maker')).toEqual(wanted)
  })
  test.each([
    ['1st', /^"1st" is no name for a stage: Docker takes a letter first/],
    ['my stage', /is no name for a stage/],
    ['', /is no name for a stage/],
    ['a/b', /is no name for a stage/],
    ['scratch', /a meaning of its own/],
    ['Test', /^There is a stage "Test" already\.$/],
  ])('refuses %j', async (to, sentence) => {
    expect(await renamed(at('Dockerfile', 0), to)).toMatch(sentence)
  })
  test('refuses the name of an image in use, which would mean the stage from then on', async () => {
    const files = { Dockerfile: 'FROM x AS bu|ild\nFROM python\nCOPY --from=alpine /a /a\nCOPY --from=build /a /a\n' }
    expect(await renamed(files, 'python')).toMatch(/is an image that this Dockerfile uses/)
    expect(await renamed(files, 'alpine')).toMatch(/is an image that this Dockerfile uses/)
  })
  test('refuses where a variable names it', async () => {
    const files = { Dockerfile: 'ARG FROM_STAGE=build\nFROM x AS bu|ild\nFROM $FROM_STAGE\n' }
    expect(await renamed(files, 'maker')).toBe(
      'Line 3 of Dockerfile names this stage with a variable, which a new name would not reach. Write the name there first.',
    )
    const { navigator, at: offset } = await marked(files)
    expect(await navigator.nameAt(offset)).toBeInstanceOf(Refusal)
    const target: Files = { ...at('Dockerfile', 0), '.env': 'T=build\n' }
    const compose = (target['compose.yaml'] ?? '').replace('target: ⟦build⟧', 'target: "$T"')
    expect(await renamed({ ...target, 'compose.yaml': compose }, 'maker')).toMatch(/^Line 3 of compose.yaml names/)
  })
  test('reaches the dev container that builds it, and starts from there', async () => {
    const files = {
      'app/Dockerfile': 'FROM x AS bu|ild\nFROM y\n',
      '.devcontainer/devcontainer.json':
        '{ "build": { "dockerfile": "../app/Dockerfile", "target": "build" } } // build\n',
      'app/.devcontainer.json': '{ "build": { "dockerfile": "Other", "target": "build" } }\n',
    }
    const after = {
      ...files,
      'app/Dockerfile': 'FROM x AS maker\nFROM y\n',
      '.devcontainer/devcontainer.json':
        '{ "build": { "dockerfile": "../app/Dockerfile", "target": "maker" } } // build\n',
    }
    expect(await renamed(files, 'maker')).toEqual(after)
    const other = {
      '.devcontainer/devcontainer.json': files['.devcontainer/devcontainer.json'].replace('"build" }', '"bu|ild" }'),
      'app/Dockerfile': 'FROM x AS build\nFROM y\n',
      'app/.devcontainer.json': files['app/.devcontainer.json'],
    }
    expect(await renamed(other, 'maker')).toEqual(after)
  })
  test('refuses where two stages share the name', async () => {
    const files = { Dockerfile: 'FROM x AS build\nFROM y AS bu|ild\nCOPY --from=build /a /a\n' }
    expect(await renamed(files, 'maker')).toMatch(/^Several stages are called "build"/)
  })
  test('offers the word itself, and nothing for a number', async () => {
    const { files, navigator, at: offset } = await marked(at('Dockerfile', 4))
    const span = await navigator.nameAt(offset)
    const text = files.Dockerfile ?? ''
    expect(span && 'start' in span && text.slice(span.start, span.end)).toBe('build')
    const number = await marked(at('Dockerfile', 5))
    expect(await number.navigator.nameAt(number.at)).toBeUndefined()
  })
  test('the marks of these tests are right', () =>
    expect(withoutCursor(withoutMarks(project))).toEqual(withoutMarks(at('Dockerfile', 2))))
})
