import { describe, expect, test } from 'vitest'
import { defaultConfig, MemoryWorkspace } from '../../src/service'
import { createEditorLinter } from '../../src/service/editor'
import { applyEdits } from '../../src/text'
import type { Files } from './marked'

async function navigatorOf(files: Files) {
  const [path = '', text = ''] = Object.entries(files)[0] ?? []
  const linter = createEditorLinter({ workspace: new MemoryWorkspace(files), config: defaultConfig })
  const findings = (await linter.check(path, text))?.findings ?? []
  const navigator = await linter.navigator(path, text)
  if (!navigator) throw new Error(`${path} is none of ours`)
  return { text, findings, navigator }
}

/** What stands under each lens, and its title. */
async function lenses(files: Files): Promise<readonly string[]> {
  const { text, findings, navigator } = await navigatorOf(files)
  return navigator.lenses(findings).map(({ at, title }) => `${text.slice(at.start, at.end)}: ${title}`)
}

const compose = (...services: string[]): Files => ({ 'compose.yaml': `services:\n${services.join('')}` })
const service = (name: string, rest: string, image = 'acme/worker:1') =>
  `  ${name}:\n    image: ${image}\n    ${rest}\n    restart: always\n`
const reserve = (item: string) => `deploy: { resources: { reservations: { devices: [${item}] } } }`

describe('lenses of a compose file', () => {
  test.each([
    [reserve('{ driver: nvidia, count: 1, capabilities: [gpu] }'), 'GPU: 1 of deploy · change…'],
    [reserve('{ device_ids: ["0", "2"], capabilities: [gpu] }'), 'GPU: 0, 2 of deploy · change…'],
    ['gpus: all', 'GPU: all of gpus · change…'],
    ['devices: ["nvidia.com/gpu=all"]', 'GPU: all of CDI · change…'],
  ])('%s', async (rest, title) => {
    expect(await lenses(compose(service('a', rest)))).toEqual([`a: ${title}`, 'a: Copy as docker run'])
  })
  test('a request that has no other form is not to be changed', async () => {
    expect(await lenses(compose(service('a', reserve('{ count: "${N}", capabilities: [gpu] }'))))).toEqual([
      'a: Copy as docker run',
    ])
  })
  test('none on a text that is broken: the service may be another', async () => {
    const files = compose(service('a', 'gpus: all\n    user: "x'))
    expect(await lenses(files)).toEqual([])
    const { text, navigator } = await navigatorOf(files)
    expect(navigator.dockerRun(text.indexOf('a:'))).toBeUndefined()
  })
  test('none on a service that has nothing to do with GPUs, nor on a CUDA image without a finding', async () => {
    expect(await lenses(compose(service('db', 'user: x', 'postgres:16')))).toEqual([])
    const ignored = '# gpu-compose-ignore compose/gpu-image-without-gpu-request : CPU on purpose'
    const cuda = `  a:\n    ${ignored}\n    image: pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime\n    command: nvidia-smi\n`
    expect(await lenses(compose(cuda))).toEqual([])
  })
  test('a GPU image without a GPU is offered one where it is found wanting', async () => {
    const files = compose(service('a', 'command: nvidia-smi', 'pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime'))
    expect(await lenses(files)).toEqual(['a: GPU: none · add…'])
    const { text, findings, navigator } = await navigatorOf(files)
    const [first] = navigator.changes(text.indexOf('a:'), findings)
    expect(first && applyEdits(text, first.edits)).toMatch(/gpu/)
  })
  test('the changes are those of the service under the cursor', async () => {
    const { text, findings, navigator } = await navigatorOf(
      compose(
        service('a', 'gpus: all'),
        service('b', 'user: x'),
        service('c', 'runtime: nvidia', 'nvidia/cuda:12.4.1-base-ubuntu22.04'),
      ),
    )
    const at = (name: string) =>
      navigator.changes(text.indexOf(`  ${name}:`) + 2, findings).map(({ title }) => title.slice(0, 20))
    expect(at('a')).toEqual([
      'GPU: reserve under d',
      'GPU: ask with runtim',
      'GPU: name CDI device',
      'GPU: move the reques',
    ])
    expect(at('b')).toEqual([])
    expect(at('c')).toContain('GPU: ask with gpus (')
  })
  test('the changes are of the request alone, also where the image stands in the same line', async () => {
    const { text, findings, navigator } = await navigatorOf(
      compose('  a: { image: "nvidia/cuda:12.4.0-base-ubuntu22.04", gpus: all }\n'),
    )
    const titles = navigator.changes(text.indexOf('a:'), findings).map(({ title }) => title)
    expect(titles).not.toEqual([])
    for (const title of titles) expect(title).toMatch(/^GPU: /)
  })
})

describe('lenses of a Dockerfile', () => {
  const dockerfile = 'FROM x AS base\nRUN true\nFROM base AS serve\nFROM base\n'
  const built = {
    Dockerfile: dockerfile,
    'compose.yaml':
      'services:\n  web: { build: { context: ., target: serve } }\n  job: { build: . }\n  db: { image: x }\n',
    'compose.override.yaml': 'services:\n  job: { build: { context: ., args: { A: b } } }\n',
  }
  test('tell which service builds a stage', async () => {
    const { text, findings, navigator } = await navigatorOf(built)
    const found = navigator.lenses(findings).map(({ title, at, target }) => {
      const line = text.slice(at.start).split('\n')[0]
      return [line, title, target?.file.path, target?.file.text.slice(target.span.start, target.span.end)]
    })
    expect(found).toEqual([
      ['FROM base AS serve', 'Built by web', 'compose.yaml', 'web'],
      ['FROM base', 'Built by job', 'compose.yaml', 'job'],
    ])
  })
  test('are none where nothing builds it', async () => {
    expect(await lenses({ Dockerfile: dockerfile })).toEqual([])
  })
})
