import { describe, expect, test } from 'vitest'
import type { Target } from '../../../src/host/target'
import { createLinter, defaultConfig, isRefusal, MemoryWorkspace, readGpus, type Wiring } from '../../../src/service'

interface Given {
  readonly wiring?: Wiring
  readonly gpus?: string
  readonly target?: Target
  readonly files?: Readonly<Record<string, string>>
  readonly service?: string
}

const NAME = 'compose.yaml'

async function ask(vendor: 'amd' | 'intel', text: string, given: Given = {}) {
  const { wiring, gpus = 'all', target = {}, files = {}, service } = given
  const workspace = new MemoryWorkspace({ ...files, [NAME]: text })
  const linter = createLinter({ workspace, config: { ...defaultConfig, target } })
  const read = readGpus(gpus)
  if (isRefusal(read)) throw new Error(read.refused)
  return linter.addGpu(NAME, text, { vendor, wiring, gpus: read.gpus, service })
}

/** The lines behind the text, the notes, and that a second call changes nothing. */
async function added(vendor: 'amd' | 'intel', text: string, given?: Given) {
  const answer = await ask(vendor, text, given)
  if (answer.kind !== 'changed') throw new Error('message' in answer ? answer.message : answer.kind)
  expect(answer.text.startsWith(text)).toBe(true)
  expect(await ask(vendor, answer.text, given)).toMatchObject({ kind: 'present' })
  return { lines: answer.text.slice(text.length), notes: answer.notes.join('\n') }
}

const refused = async (vendor: 'amd' | 'intel', text: string, given?: Given) => {
  const answer = await ask(vendor, text, given)
  return answer.kind === 'refused' ? answer.message : answer.kind
}

const APP = 'services:\n  app:\n    image: acme/worker:1 # ours\n'
const nodes = (...dri: string[]) =>
  `    devices: [${['/dev/kfd', ...dri].map((node) => `${node}:${node}`).join(', ')}]\n`
const GROUP = /group_add:\s+(?:- |\[)"?\$\{RENDER_GID:\?is the number of the group render/

describe('GPUs of AMD', () => {
  test.each<[Wiring | undefined, string, string]>([
    [undefined, 'all', nodes('/dev/dri')],
    ['devices', '1', nodes('/dev/dri/renderD128')],
    ['devices', 'device=1', nodes('/dev/dri/renderD129')],
    ['cdi', 'all', '    devices: [amd.com/gpu=all]\n'],
    [undefined, 'amd.com/gpu=1', '    devices: [amd.com/gpu=1]\n'],
    ['runtime', '2', '    runtime: amd\n    environment:\n      AMD_VISIBLE_DEVICES: 0,1\n'],
    ['gpus', '1', '    gpus:\n      - driver: amd\n        count: 1\n'],
  ])('%s for %s', async (wiring, gpus, lines) => {
    expect((await added('amd', APP, { ...(wiring && { wiring }), gpus })).lines).toBe(lines)
  })

  test('by a reservation of their driver', async () => {
    const { lines } = await added('amd', APP, { wiring: 'deploy' })
    expect(lines).toMatch(/devices:\n +- driver: amd\n +count: all\n +capabilities: \[gpu\]\n$/)
  })

  test('with the group of the nodes where the service or its Dockerfile names another user than root', async () => {
    const named = await added('amd', `${APP}    user: "1000:1000"\n`)
    expect(named.lines).toMatch(GROUP)
    expect(named.notes).toContain('echo "RENDER_GID=$(getent group render | cut -d: -f3)" >> .env')
    const built = 'services:\n  app:\n    build: .\n'
    const by = async (user: string) =>
      added('amd', built, { files: { Dockerfile: `FROM ubuntu:24.04\nUSER ${user}\n` } })
    expect((await by('app')).lines).toMatch(GROUP)
    for (const user of ['root', '0:0', '$UID']) expect((await by(user)).lines).not.toContain('group_add')
    expect((await by('root')).notes).toContain('Where the image runs as another user than root')
  })

  test('are there already where both nodes are, and unclear where one is', async () => {
    const mapping = (...names: string[]) => `${APP}    devices: [${names.join(', ')}]\n`
    expect(await ask('amd', mapping('/dev/kfd', '/dev/dri'))).toEqual({
      kind: 'present',
      message: 'app has a GPU already: line 4 names the device /dev/dri.',
    })
    expect(await refused('amd', mapping('/dev/dri'))).toContain('see gpu-compose check')
    expect(await ask('amd', `${APP}    gpus: all\n`)).toMatchObject({ kind: 'present' })
  })

  test('go where another file has the service', async () => {
    const files = { 'compose.override.yaml': 'services:\n  app:\n    user: "1000"\n' }
    const base = await ask('amd', APP, { files })
    expect(base.kind === 'changed' && base.text).toContain('/dev/kfd')
    const empty = 'services:\n  app:\n'
    const answer = await ask('amd', empty)
    expect(answer.kind === 'changed' && answer.text).toBe(`${empty}${nodes('/dev/dri')}`)
  })

  test('are refused with what can be had', async () => {
    expect(await refused('amd', APP, { wiring: 'deploy', target: { engine: '28.5.2' } })).toBe(
      'The wiring deploy needs Docker Engine 29.3.0 or later, and the target has 28.5.2. Take --wiring devices.',
    )
    expect(await refused('amd', APP, { gpus: 'nvidia.com/gpu=0' })).toContain('Take --gpus all.')
    expect(await refused('amd', APP, { target: { platform: 'wsl2' } })).toContain('/dev/dxg')
    expect(await refused('amd', 'services:\n  llm:\n    image: vllm/vllm-openai:v0.8.5\n')).toBe(
      'llm runs vllm/vllm-openai:v0.8.5, which is built for NVIDIA GPUs: one of AMD would lie idle. Name another image first.',
    )
  })
})

describe('GPUs of Intel', () => {
  test('come by their nodes, or by names of the host', async () => {
    expect((await added('intel', APP)).lines).toBe('    devices: [/dev/dri:/dev/dri]\n')
    expect((await added('intel', APP, { gpus: 'device=0' })).notes).toContain('getent group render')
    expect((await added('intel', APP, { gpus: 'intel.com/gpu=card1' })).lines).toBe(
      '    devices: [intel.com/gpu=card1]\n',
    )
    expect(await ask('intel', `${APP}    devices: [/dev/dri]\n`)).toMatchObject({ kind: 'present' })
  })

  test.each<Wiring>(['gpus', 'deploy', 'runtime'])('have no driver in Docker: %s', async (wiring) => {
    expect(await refused('intel', APP, { wiring })).toMatch(
      /^Docker has no driver and no runtime for Intel GPUs.* Take --wiring devices\.$/,
    )
  })

  test('are unlabelled under Podman', async () => {
    const { lines } = await added('intel', APP, { target: { engine: 'podman 5.2.0' } })
    expect(lines).toContain('label=disable')
  })
})
