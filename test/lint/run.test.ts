import { describe, expect, test } from 'vitest'
import { MemoryWorkspace } from '../../src/documents/workspace'
import { type Config, defaultConfig } from '../../src/lint/config'
import { Registry } from '../../src/lint/registry'
import { defineRule } from '../../src/lint/rule'
import { ProjectLinter } from '../../src/service/linter'

const images = defineRule({
  meta: {
    id: 'compose/test-image',
    kind: 'compose',
    severity: 'warning',
    fixable: 'safe',
    since: '0',
    summary: '',
    why: '',
    messages: { old: 'The image {image} is old.' },
    sources: [''],
  },
  *check({ services }) {
    for (const { image } of services) {
      if (image?.value !== 'old') continue
      const fixes = [{ title: 'Renew', ops: [{ op: 'set', target: image.node, value: 'new' } as const] }]
      yield { message: 'old', data: { image: image.value }, at: image.node, fixes }
    }
  },
})
const broken = defineRule({
  meta: { ...images.meta, id: 'compose/test-broken' },
  check: () => {
    throw new Error('it has a bug')
  },
})

const linter = (files: Record<string, string>, config: Partial<Config> = {}, rules = [images, broken]) =>
  new ProjectLinter({
    workspace: new MemoryWorkspace(files),
    config: { ...defaultConfig, ...config },
    registry: new Registry(rules),
  })
const check = async (text: string, config: Partial<Config> = {}, rules = [images]) =>
  (await linter({ 'compose.yml': text }, config, rules).check('compose.yml')) ??
  expect.unreachable('not taken for a compose file')
const rulesOf = (result: Awaited<ReturnType<typeof check>>) =>
  result.findings.map(({ rule, severity }) => `${severity} ${rule}`)

describe('lint', () => {
  test('a rule that throws becomes one problem and the rest stands', async () => {
    const result = await check('services:\n  a:\n    image: old\n', {}, [broken, images])
    expect(rulesOf(result)).toEqual(['warning compose/test-image'])
    expect(result.problems).toEqual([
      { path: 'compose.yml', message: 'The rule compose/test-broken failed on this file: it has a bug', fatal: false },
    ])
  })
  test('the configuration sets the severity or turns a rule off', async () => {
    const text = 'services:\n  a:\n    image: old\n'
    expect(rulesOf(await check(text, { rules: { 'compose/test-image': 'error' } }))).toEqual([
      'error compose/test-image',
    ])
    expect(rulesOf(await check(text, { rules: { 'compose/test-image': 'off' } }))).toEqual([])
  })
  test('one text that arrives twice through an anchor is one finding', async () => {
    const text = 'x-app: &app\n  image: old\nservices:\n  a: *app\n  b: *app\n'
    expect(rulesOf(await check(text))).toEqual(['warning compose/test-image'])
  })
  test('broken text is told and still gives its findings', async () => {
    const result = await check('services:\n  a:\n    image: old\n    gpus: [all\n')
    expect(rulesOf(result)).toEqual(['warning compose/test-image'])
    expect(result.problems.map(({ fatal }) => fatal)).toEqual([true])
  })
})

describe('a text that aliases bring', () => {
  const titles = async (text: string) =>
    (await check(text)).findings.map(({ fixes }) => fixes.map(({ title, safe }) => [title, safe]))
  const anchor = 'x-app: &app\n  image: old # here\n'

  test('is repaired at its anchor where every user of it has the mistake', async () => {
    const text = `${anchor}services:\n  a: *app\n  b:\n    <<: *app\n`
    expect(await titles(text)).toEqual([[['Renew (at the anchor)', false]]])
    const fixed = await linter({ 'compose.yml': text }).fix('compose.yml', text, { unsafe: true })
    expect(fixed.text).toBe(text.replace('old', 'new'))
  })
  test('is not repaired where another user of it may mean it', async () => {
    expect(await titles(`${anchor}x-other: *app\nservices:\n  a: *app\n`)).toEqual([[]])
  })
  test('is one finding where the anchor stands in a service', async () => {
    const text = 'services:\n  a: &app\n    image: old\n  b: *app\n'
    expect(await titles(text)).toEqual([[['Renew', true]]])
  })
})

describe('ignore comments', () => {
  const service = (above: string, behind = '') => `services:\n  a:\n${above}    image: old${behind}\n`
  test.each([
    ['above the line', service('    # gpu-compose-ignore compose/test-image : because\n')],
    ['at the end of the line', service('', ' # gpu-compose-ignore compose/test-image')],
    ['above, with another comment between', service('    # gpu-compose-ignore compose/test-image\n    # a note\n\n')],
    ['for the file', `${service('')}# gpu-compose-ignore-file compose/test-image: all of it\n`],
  ])('%s', async (_, text) => expect(rulesOf(await check(text))).toEqual([]))

  test('an id that is no rule is told with the one that is near', async () => {
    const result = await check(service('    # gpu-compose-ignore compose/test-imgae\n'))
    expect(rulesOf(result)).toEqual(['info ignore/unknown-rule', 'warning compose/test-image'])
    expect(result.findings[0]?.message).toContain('; "compose/test-image" is near')
  })
  test('an id that hides nothing is told, at its place', async () => {
    const result = await check('# gpu-compose-ignore compose/test-image, compose/test-image\nservices: {}\n', {}, [
      images,
    ])
    expect(rulesOf(result)).toEqual(['info ignore/unused', 'info ignore/unused'])
    expect(result.findings.map(({ span }) => result.text.slice(span.start, span.end))).toEqual(
      Array(2).fill('compose/test-image'),
    )
  })
  test('an id of a rule that is off is not unused', async () => {
    expect(
      rulesOf(
        await check('# gpu-compose-ignore compose/test-image\nservices: {}\n', {
          rules: { 'compose/test-image': 'off' },
        }),
      ),
    ).toEqual([])
  })
  test('the words inside a text are no comment', async () => {
    const text = 'services:\n  a:\n    command: "# gpu-compose-ignore compose/test-image"\n    image: old\n'
    expect(rulesOf(await check(text))).toEqual(['warning compose/test-image'])
  })
})

describe('fix', () => {
  test('repairs what is safe and says how much', async () => {
    const text = 'services:\n  a:\n    image: old # mine\n  b:\n    image: "old"\n'
    const fixed = await linter({ 'compose.yml': text }).fix('compose.yml', text, { unsafe: false })
    expect(fixed.text).toBe('services:\n  a:\n    image: new # mine\n  b:\n    image: "new"\n')
    expect([fixed.applied, fixed.result.findings]).toEqual([2, []])
  })
  test('leaves unsafe repairs alone unless asked', async () => {
    const unsafe = defineRule({ ...images, meta: { ...images.meta, fixable: 'unsafe' } })
    const text = 'services:\n  a:\n    image: old\n'
    const fix = (on: boolean) => linter({ 'compose.yml': text }, {}, [unsafe]).fix('compose.yml', text, { unsafe: on })
    expect((await fix(false)).text).toBe(text)
    expect((await fix(true)).text).toContain('image: new')
  })
  test('leaves a text alone that cannot be read whole', async () => {
    const text = 'services:\n  a:\n    image: old\n    gpus: [all\n'
    expect((await linter({ 'compose.yml': text }).fix('compose.yml', text, { unsafe: true })).text).toBe(text)
  })
})
