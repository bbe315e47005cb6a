import { describe, expect, test } from 'vitest'
import { drawn, type Files, marked, withoutCursor } from './marked'

/** The file with marks around its links, and where they lead. */
async function links(files: Files) {
  const { files: texts, navigator } = await marked(files)
  const [path = '', text = ''] = Object.entries(texts)[0] ?? []
  const found = navigator.links()
  const file = { path } as never
  const spots = found.map(({ start, end }) => ({ file, span: { start, end } }))
  const led = found.map((link) => (link.at ? texts[link.path]?.slice(link.at.start, link.at.end) : link.path))
  return [drawn({ [path]: text }, spots)[path], led] as const
}

const around: Files = {
  'app/Dockerfile': 'FROM x\n',
  'app/gpu.Dockerfile': 'FROM x\n',
  'base.yaml': 'services: { b: { image: x } }\n',
  'more/compose.yaml': 'services: { m: { image: x } }\n',
  'app.env': 'A=1\n',
  'b.env': 'B=1\n',
}

describe('links of a compose file', () => {
  test.each([
    ['services: { a: { build: ⟦app⟧ } }', ['app/Dockerfile']],
    ['services: { a: { build: "⟦./app⟧" } }', ['app/Dockerfile']],
    [
      'services: { a: { build: { context: ⟦app⟧, dockerfile: ⟦gpu.Dockerfile⟧ } } }',
      ['app/gpu.Dockerfile', 'app/gpu.Dockerfile'],
    ],
    ['services: { a: { extends: { file: ⟦base.yaml⟧, service: b } } }', ['base.yaml']],
    ['services: { a: { image: x, env_file: ⟦app.env⟧ } }', ['app.env']],
    ['services: { a: { image: x, env_file: [⟦app.env⟧, { path: ⟦./b.env⟧ }] } }', ['app.env', 'b.env']],
    ['include: [⟦more/compose.yaml⟧]\nservices: { a: { image: x } }', ['more/compose.yaml']],
    ['include:\n  - path: [⟦more/compose.yaml⟧]\nservices: { a: { image: x } }', ['more/compose.yaml']],
    ['services: { a: { build: "⟦${DIR:-app}⟧" } }', ['app/Dockerfile']],
  ])('%s', async (text, targets) => {
    const [found, led] = await links({ 'compose.yaml': `${text}\n`, ...around })
    expect(found).toBe(`${text}\n`)
    expect(led).toEqual(targets)
  })
  test.each([
    'services: { a: { build: nowhere } }',
    'services: { a: { build: https://example.org/app.git } }',
    'services: { a: { build: "${UNKNOWN}" } }',
    'services: { a: { image: x, env_file: missing.env } }',
    'services: { a: { image: x, env_file: ../outside.env } }',
  ])('none: %s', async (text) => {
    expect((await links({ 'compose.yaml': text, ...around }))[0]).toBe(text)
  })
  test('those of another file are told there', async () => {
    const files = { 'compose.yaml': 'services: { a: { extends: { file: ⟦base.yaml⟧, service: b } } }' }
    const base = 'services: { b: { image: x, env_file: app.env } }'
    expect((await links({ ...files, ...around, 'base.yaml': base }))[1]).toEqual(['base.yaml'])
  })
})

test('links of a Dockerfile lead to the stage', async () => {
  const text =
    'FROM x AS a\nFROM ⟦a⟧ AS b\nCOPY --from=⟦a⟧ /x /x\nCOPY --from=alpine /x /x\nRUN --mount=from=⟦a⟧ true\n'
  const [found, led] = await links({ Dockerfile: text })
  expect(found).toBe(text)
  expect(led).toEqual(['FROM x AS a', 'FROM x AS a', 'FROM x AS a'])
})

test('links of a devcontainer.json', async () => {
  const text =
    '{ "build": { "dockerfile": "⟦../app/Dockerfile⟧" }, "dockerComposeFile": ["⟦../base.yaml⟧", "gone.yaml"] }'
  const [found, led] = await links({ '.devcontainer/devcontainer.json': text, ...around })
  expect(found).toBe(text)
  expect(led).toEqual(['base.yaml', 'app/Dockerfile'])
})

test('the definition of a file that is named is its start', async () => {
  const { navigator, at } = await marked({
    'compose.yaml': 'services: { a: { image: x, env_file: app|.env } }',
    ...around,
  })
  const spot = await navigator.definition(at)
  expect([spot?.file.path, spot?.span]).toEqual(['app.env', { start: 0, end: 0 }])
})

describe('the definition of a service', () => {
  const at = async (text: string, files: Files = around) => {
    const { files: texts, navigator, at: offset } = await marked({ 'compose.yaml': text, ...files })
    const spot = await navigator.definition(offset)
    return drawn(texts, spot ? [spot] : [])
  }
  test.each([
    'services:\n  ⟦db⟧: { image: x }\n  a: { image: x, depends_on: [d|b] }\n',
    'services:\n  ⟦db⟧: { image: x }\n  a: { image: x, depends_on: { d|b: { condition: service_started } } }\n',
    'services:\n  ⟦db⟧: { image: x }\n  a: { extends: d|b }\n',
    'services:\n  ⟦db⟧: { image: x }\n  a: { extends: { service: d|b } }\n',
    'services:\n  ⟦db⟧: { image: x }\n  a: { image: x, network_mode: "service:d|b" }\n',
    'services:\n  ⟦db⟧: { image: x }\n  a: { build: { context: ., additional_contexts: { base: "service:d|b" } } }\n',
    'services:\n  ⟦db⟧: { image: x }\n  a: { build: { context: ., additional_contexts: ["base=service:d|b"] } }\n',
  ])('%s', async (text) => {
    expect((await at(text))['compose.yaml']).toBe(withoutCursor({ a: text }).a)
  })
  test('may stand in another file', async () => {
    const drawing = await at('services: { a: { extends: { file: base.yaml, service: |b } } }')
    expect(drawing['base.yaml']).toBe('services: { ⟦b⟧: { image: x } }\n')
    const over = { 'compose.override.yaml': 'services: { ⟦db⟧: { image: x } }' }
    const found = await at('services: { a: { image: x, depends_on: [|db] } }', over)
    expect(found['compose.override.yaml']).toBe('services: { ⟦db⟧: { image: x } }')
  })
  test.each([
    ['FROM |base\n', '⟦db⟧: { build: . }', '{ base: "service:db" }'],
    ['FROM x\nCOPY --from=|Base /a /a\n', '⟦db⟧: { build: . }', '["base=service:db"]'],
    ['FROM x\nCOPY --from=|base /a /a\n', 'db: { build: . }', '{ base: ⟦../data⟧ }'],
  ])('is what a Dockerfile takes for an image, and its build brings: %s', async (dockerfile, db, contexts) => {
    const compose = `services:\n  ${db}\n  a: { build: { context: app, additional_contexts: ${contexts} } }\n`
    const { files, navigator, at: offset } = await marked({ 'compose.yaml': compose, 'app/Dockerfile': dockerfile })
    const spot = await navigator.definition(offset)
    expect(drawn(files, spot ? [spot] : [])['compose.yaml']).toBe(compose)
  })
  test('is none for a name that is no service', async () => {
    expect(Object.values(await at('services: { a: { image: x, depends_on: [|nobody] } }')).join('')).not.toContain('⟦')
  })
})
