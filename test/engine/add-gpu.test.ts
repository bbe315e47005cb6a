import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLinter, defaultConfig, isRefusal, MemoryWorkspace, readGpus, type Wiring } from '../../src/service'
import type { Vendor } from '../../src/workload'
import { composeFile } from '../support/compose-files'
import type { Seen } from './effects/effect'
import { outcomeOf } from './effects/observe'
import { seenBy } from './scaffold/start'
import { config, hasEngine } from './support/compose'

const PLAIN = 'services:\n  a:\n    image: stub\n'
const SHARED =
  'x-deploy: &deploy\n  labels: [x]\nservices:\n  a: { image: stub, deploy: *deploy, environment: [A=1] }\n'

async function given(text: string, wiring: Wiring | undefined, word: string, vendor: Vendor = 'nvidia') {
  const path = 'compose.yaml'
  const linter = createLinter({ workspace: new MemoryWorkspace({ [path]: text }), config: defaultConfig })
  const read = readGpus(word)
  if (isRefusal(read)) throw new Error(read.refused)
  const answer = await linter.addGpu(path, text, { vendor, wiring, gpus: read.gpus, service: undefined })
  if (answer.kind !== 'changed') throw new Error(JSON.stringify(answer))
  return answer.text
}

const visible = (value: string): Seen => ({ NVIDIA_VISIBLE_DEVICES: value, NODES: '' })
const BOTH = '/dev/nvidia0 /dev/nvidia1'

const cases: readonly (readonly [Wiring, string, Seen])[] = [
  ['deploy', 'all', { ...visible('all'), REQUESTS: 'nvidia -1 [];' }],
  ['deploy', '2', { ...visible('0,1'), REQUESTS: 'nvidia 2 [];' }],
  ['deploy', 'device=1', { ...visible('1'), REQUESTS: 'nvidia 0 [1];' }],
  ['deploy', 'GPU-1a2b', visible('GPU-1a2b')],
  ['gpus', 'all', visible('all')],
  ['gpus', '2', visible('0,1')],
  ['gpus', '0,1', visible('0,1')],
  ['gpus', 'nvidia.com/gpu=1', visible('1')],
  ['cdi', 'all', { NVIDIA_VISIBLE_DEVICES: undefined, NODES: BOTH }],
  ['cdi', '2', { NODES: BOTH }],
  ['cdi', 'device=1', { NODES: '/dev/nvidia1' }],
  ['cdi', 'nvidia.com/gpu=0', { NODES: '/dev/nvidia0' }],
]

describe.skipIf(!hasEngine('current'))('add-gpu', () => {
  for (const text of [PLAIN, SHARED])
    test.each(cases)(`%s for %s in ${JSON.stringify(text.slice(0, 12))}`, async (wiring, word, sees) => {
      const { refused, stopped, seen } = await outcomeOf({ 'compose.yaml': await given(text, wiring, word) }, { sees })
      expect([refused, stopped]).toEqual([undefined, undefined])
      expect(Object.fromEntries(Object.keys(sees).map((name) => [name, seen?.[name]]))).toEqual(sees)
    })

  /** This engine has no runtime of NVIDIA and the host no nodes: what Compose would ask for is compared. */
  test.each<[Wiring, string, object]>([
    ['runtime', 'all', { runtime: 'nvidia', environment: { NVIDIA_VISIBLE_DEVICES: 'all' } }],
    ['runtime', '2', { runtime: 'nvidia', environment: { NVIDIA_VISIBLE_DEVICES: '0,1' } }],
    [
      'devices',
      'device=1',
      {
        devices: ['/dev/nvidia1', '/dev/nvidiactl', '/dev/nvidia-uvm', '/dev/nvidia-uvm-tools'].map((source) =>
          expect.objectContaining({ source, target: source }),
        ),
      },
    ],
  ])('%s for %s is what Compose understands', async (wiring, word, wanted) => {
    const { ok, stdout } = await config({ 'compose.yaml': await given(PLAIN, wiring, word) }, [
      'config',
      '--format',
      'json',
    ])
    expect(ok).toBe(true)
    expect(JSON.parse(stdout).services.a).toMatchObject(wanted)
  })

  /** This host has no such nodes: paths that it lacks lead to one that it has. */
  test.each([
    ['amd', 'all', '/dev/kfd /dev/dri'],
    ['amd', 'device=1', '/dev/kfd /dev/dri/renderD129'],
    ['intel', '2', '/dev/dri/renderD128 /dev/dri/renderD129'],
  ] as const)('the nodes of %s for %s are in the container', async (vendor, word, nodes) => {
    const text = await given(`${PLAIN}    user: "1000:1000"\n`, undefined, word, vendor)
    const here = text.replace(/\/dev\/(?:kfd|dri[\w/]*):/g, '/dev/null:')
    const seen = await seenBy({ 'compose.yaml': here, '.env': 'RENDER_GID=992\n' }, 'a')
    expect(seen).toMatchObject({ MAPPED: nodes, USER_ID: '1000:1000', GROUPS: '1000 992' })
  })

  /** What Compose makes of a project; undefined where it refuses it. */
  const understood = async (text: string, wiring: string) => {
    const { ok, stdout } = await config({ 'compose.yaml': text }, ['config', '--format', 'json'])
    const service = ok ? JSON.parse(stdout).services.s0 : undefined
    if (!service) return undefined
    if (wiring === 'deploy') return service.deploy?.resources?.reservations?.devices
    if (wiring === 'cdi')
      return service.devices?.some(({ source }: { source: string }) => source === 'nvidia.com/gpu=all')
    return wiring === 'gpus' ? service.gpus : service.runtime
  }

  test('what Compose took it takes with a GPU too, and finds the request', { timeout: 240_000 }, async () => {
    let taken = 0
    const wiring = fc.constantFrom<Wiring>('deploy', 'gpus', 'runtime', 'cdi')
    const property = fc.asyncProperty(composeFile, wiring, async (text, way) => {
      if (!(await config({ 'compose.yaml': text })).ok) return
      const linter = createLinter({ workspace: new MemoryWorkspace({ 'compose.yaml': text }), config: defaultConfig })
      const answer = await linter.addGpu('compose.yaml', text, { wiring: way, gpus: 'all', service: 's0' })
      if (answer.kind !== 'changed') return
      taken++
      expect(await understood(text, way), text).toBeFalsy()
      expect(await understood(answer.text, way), answer.text).toBeTruthy()
    })
    await fc.assert(property, { numRuns: 40 })
    expect(taken).toBeGreaterThan(15)
  })
})
