import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { folder } from '../support/cli'
import { KEY, noTerminal, type Turn, talk } from '../support/terminal'

const why = noTerminal()
if (why) console.log(`skipped: questions on a terminal (${why})`)

const { enter, down, space, ctrlC } = KEY

/** Every question behind the framework, with its default. */
const DEFAULTS: readonly Turn[] = [
  ['What shall it do?', enter],
  ['Whose GPUs are they?', enter],
  ['Which version of PyTorch?', enter],
  ['For which CUDA shall PyTorch be built?', enter],
  ['Which Python?', enter],
  ['Which GPUs shall it get?', enter],
  ['How shall the compose file ask for the GPU?', enter],
  ['Shall it start on a host without a GPU too?', enter],
  ['Which files besides?', enter],
]

describe.skipIf(why !== undefined)('new on a terminal', { timeout: 90_000 }, () => {
  test('Enter throughout writes what --yes writes, and shows each default with its reason', async () => {
    const [here, other] = [folder(), folder()]
    const { code, screen } = await talk('new', here.path, [
      ['What shall run on the GPU?', enter],
      ...DEFAULTS,
      ['Write these files to this folder?', enter],
    ])
    expect(code).toBe(0)
    expect(screen).toContain('● 2.11.0 (default: the newest release with CUDA 12.8')
    expect(screen).toContain('The same without questions: gpu-compose new --yes pytorch ')
    expect(screen).toContain('wrote docker-compose.yml')
    expect(await other.run('new', '--yes', 'pytorch')).toMatchObject({ code: 0 })
    const names = readdirSync(other.path)
    expect(readdirSync(here.path)).toEqual(names)
    for (const name of ['docker-compose.yml', 'Dockerfile', 'README.md']) expect(here.read(name)).toBe(other.read(name))
  })

  test('another answer, a typed one, a mark and a step back count; what a flag says is not asked', async () => {
    const here = folder()
    const { code, screen } = await talk('new pytorch --vendor nvidia --python 3.12', here.path, [
      ['What shall it do?', down, enter],
      ['Which version of PyTorch?', KEY.up, enter],
      ['What shall it do?', down, enter],
      ['Which version of PyTorch?', KEY.up, KEY.up, enter],
      ['Type a version', '9.9', enter],
      ['and not 9.9.', '\x7f\x7f\x7f', '2.5.1', enter],
      ['For which CUDA', enter],
      ['Which GPUs shall it get?', down, enter],
      ['How shall the compose file ask', down, enter],
      ['Shall it start on a host', down, enter],
      ['Which files besides?', space, enter],
      ['Write these files', enter],
    ])
    expect([code, screen]).toEqual([0, expect.not.stringContaining('Which Python?')])
    expect(here.read('Dockerfile')).toContain('torch==2.5.1')
    expect(here.read('train.py')).toContain('DataLoader')
    expect(here.read('compose.gpu.yaml')).toMatch(/gpus:\n {6}- driver: nvidia\n {8}count: 1/)
    expect(readdirSync(here.path)).toContain('.devcontainer')
  })

  test('Ctrl-C at a question, or no at the end: nothing is written, and 130 says so', async () => {
    const here = folder()
    const first = await talk('new', here.path, [['What shall run on the GPU?', ctrlC]])
    expect([first.code, first.screen]).toEqual([130, expect.stringContaining('Stopped: nothing was written.')])
    const flags = '--vendor nvidia --gpus 1 --wiring deploy --kubernetes'
    for (const keys of [[ctrlC], [down, down, enter]]) {
      const last = await talk(`new tgi ${flags}`, here.path, [['Write these files', ...keys]])
      expect(last.code, last.screen).toBe(130)
    }
    expect(readdirSync(here.path)).toEqual(['.git'])
  })

  test('a wish that cannot be met is refused before the first question', async () => {
    const here = folder({ 'docker-compose.yml': 'services: {}\n' })
    const refused = await talk('new pytorch --cuda 9.2', here.path, [])
    expect([refused.code, refused.screen]).toEqual([2, expect.stringContaining('has no build for CUDA 9.2')])
    expect(readdirSync(here.path).sort()).toEqual(['.git', 'docker-compose.yml'])
  })

  test('files in the way are seen before anything is written: another folder loses nothing, and no ends there', async () => {
    const here = folder({ 'docker-compose.yml': 'services: {}\n', 'tgi/kept': '' })
    const call = 'new tgi --vendor nvidia --gpus 1 --wiring deploy --kubernetes'
    const no = await talk(call, here.path, [['Where to?', down, down, down, enter]])
    expect([no.code, no.screen]).toEqual([130, expect.stringContaining('in the way: docker-compose.yml')])
    expect(readdirSync(here.path).sort()).toEqual(['.git', 'docker-compose.yml', 'tgi'])
    const beside = await talk(call, here.path, [['Where to?', enter]])
    expect([beside.code, beside.screen]).toEqual([0, expect.stringContaining('wrote tgi-2/docker-compose.yml')])
    expect(here.read('docker-compose.yml')).toBe('services: {}\n')
    expect(here.read('tgi-2/docker-compose.yml')).toContain('text-generation-inference')
    expect(readdirSync(here.file('tgi'))).toEqual(['kept'])
  })

  test('files in the way are replaced where that is chosen', async () => {
    const here = folder({ 'docker-compose.yml': 'services: {}\n' })
    const call = 'new tgi --vendor nvidia --gpus 1 --wiring deploy --kubernetes'
    const over = await talk(call, here.path, [['Where to?', down, enter]])
    expect([over.code, over.screen]).toEqual([0, expect.stringContaining('is lost (as with --force)')])
    expect(here.read('docker-compose.yml')).toContain('text-generation-inference')
    expect(readdirSync(here.path)).not.toContain('tgi')
  })

  test('--yes, a specification and CI ask nothing', async () => {
    const here = folder({ 'spec.yaml': 'framework: tgi\n' })
    expect(await talk('new --yes ollama --out a', here.path, [])).toMatchObject({ code: 0 })
    expect(await talk('new --spec spec.yaml --out b', here.path, [])).toMatchObject({ code: 0 })
    expect(await here.run('new')).toMatchObject({ code: 2, stderr: expect.stringContaining('Name a framework') })
  })

  test('add-gpu asks which service is meant; Ctrl-C changes nothing and ends with 130', async () => {
    const two = 'services:\n  a:\n    image: nginx:1.27\n  b:\n    image: nginx:1.27\n'
    const here = folder({ 'docker-compose.yml': two })
    const stopped = await talk('add-gpu docker-compose.yml', here.path, [['Which service gets the GPU?', ctrlC]])
    expect([stopped.code, here.read('docker-compose.yml')]).toEqual([130, two])
    const done = await talk('add-gpu docker-compose.yml', here.path, [['Which service gets the GPU?', down, enter]])
    expect(done.code).toBe(0)
    expect(here.read('docker-compose.yml')).toMatch(/^ {2}b:\n {4}image: nginx:1.27\n {4}deploy:/m)
  })
})
