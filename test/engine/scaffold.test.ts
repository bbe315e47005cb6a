import { describe, expect, test } from 'vitest'
import { frameworks } from '../../src/service/scaffold'
import { type GpuWish, type Wiring, wirings } from '../../src/workload/types'
import { project } from '../frameworks/support/project'
import { filesOf, refusedBy, saidByUp, seenBy, warningsOf } from './scaffold/start'

const cases = frameworks.flatMap(({ id, modes }) => modes.map((mode) => ({ id, mode })))

/** What a container must see of two GPUs. Every form but CDI names them in the variable of the NVIDIA runtime. */
function expected(wiring: Wiring, ids: readonly string[]): object {
  if (wiring === 'cdi') return { NODES: ids.map((id) => `/dev/nvidia${id}`).join(' ') }
  return { NVIDIA_VISIBLE_DEVICES: ids.join(',') }
}

const wishes: readonly (readonly [GpuWish, readonly string[]])[] = [
  [1, ['0']],
  [['1'], ['1']],
]

const others = frameworks.flatMap(({ id, modes, vendors }) =>
  vendors.filter((vendor) => vendor !== 'nvidia').flatMap((vendor) => modes.map((mode) => ({ id, mode, vendor }))),
)

/** What there is for a make of GPU, beside the nodes. */
const WAYS = { amd: wirings, intel: ['devices'], nvidia: wirings } as const

describe.each(others)('$id $mode for $vendor', ({ id, mode, vendor }) => {
  const { cpu = false, imageUser } = frameworks.find((one) => one.id === id) ?? {}
  const user = imageUser ? {} : { nonRoot: true }

  test('Compose takes the project in every wiring, as root or not, and as a pair', { timeout: 120_000 }, async () => {
    for (const wiring of WAYS[vendor])
      expect(await refusedBy(filesOf(project({ framework: id, mode, vendor, wiring, gpus: 1 }))), wiring).toBe('')
    const own = project({ framework: id, mode, vendor, ...user })
    const said = await refusedBy(filesOf(own))
    if (own.plan.stages.length > 0) expect(said).toContain('RENDER_GID is missing a value: is the number of the group')
    expect(await refusedBy({ ...filesOf(own), '.env': 'RENDER_GID=992\n' })).toBe('')
    if (cpu) expect(await refusedBy(filesOf(project({ framework: id, mode, vendor, cpuFallback: true })))).toBe('')
  })

  test('BuildKit has nothing to say against the Dockerfile', { timeout: 120_000 }, async () => {
    const files = filesOf(project({ framework: id, mode, vendor }))
    if (files.Dockerfile) expect(await warningsOf(files)).toBe('')
    else expect(files['docker-compose.yml']).toMatch(/image: \S+:\S+/)
  })

  test('the container gets the nodes, and the group where it is not root', { timeout: 180_000 }, async () => {
    for (const gpus of ['all', ['1']] as const) {
      const made = project({ framework: id, mode, vendor, gpus, ...user })
      const seen = await seenBy({ ...filesOf(made), '.env': 'RENDER_GID=992\n' }, made.plan.name)
      expect(seen.MAPPED?.split(' '), String(gpus)).toEqual(made.plan.request?.nodes)
      expect(seen.GROUPS?.split(' ').includes('992') ?? false).toBe(made.plan.stages.length > 0)
    }
  })
})

describe.each(cases)('$id $mode', ({ id, mode }) => {
  test('Compose takes the project in every wiring, and as a pair', { timeout: 120_000 }, async () => {
    for (const wiring of wirings)
      expect(await refusedBy(filesOf(project({ framework: id, mode, wiring, gpus: 1 }))), wiring).toBe('')
    if (frameworks.find((one) => one.id === id)?.cpu)
      expect(await refusedBy(filesOf(project({ framework: id, mode, cpuFallback: true })))).toBe('')
  })

  test('BuildKit has nothing to say against the Dockerfile', { timeout: 120_000 }, async () => {
    const files = filesOf(project({ framework: id, mode }))
    if (files.Dockerfile) expect(await warningsOf(files)).toBe('')
    else expect(files['docker-compose.yml']).toMatch(/image: \S+:\S+/)
  })

  test('the container sees the GPUs that were wished', { timeout: 180_000 }, async () => {
    for (const wiring of wirings)
      for (const [gpus, ids] of wishes) {
        const made = project({ framework: id, mode, wiring, gpus })
        const seen = await seenBy(filesOf(made), made.plan.name)
        expect(seen, `${wiring} ${gpus}`).toMatchObject(expected(wiring, ids))
      }
  })
})

describe('triton with an image that is composed', () => {
  const composed = { framework: 'triton', backends: ['onnxruntime'] } as const

  test('Compose takes it in every wiring and as a pair, and the container sees its GPUs', {
    timeout: 180_000,
  }, async () => {
    for (const wiring of wirings) {
      const made = project({ ...composed, wiring, gpus: ['1'] })
      expect(await refusedBy(filesOf(made)), wiring).toBe('')
      expect(await seenBy(filesOf(made), made.plan.name), wiring).toMatchObject(expected(wiring, ['1']))
    }
    expect(await refusedBy(filesOf(project({ ...composed, cpuFallback: true })))).toBe('')
  })

  test('before the script has run, Compose says that there is no such image', { timeout: 60_000 }, async () => {
    const made = project({ ...composed, gpus: 'none' })
    expect(await saidByUp(filesOf(made))).toContain(`No such image: ${made.plan.image}`)
  })
})

test.each([
  ['triton', true, '1000:1000'],
  ['vllm', true, '2000:0'],
  ['own-image', false, '0:0'],
] as const)('%s with nonRoot %s runs as %s', { timeout: 120_000 }, async (framework, nonRoot, id) => {
  const made = project({ framework, nonRoot })
  expect((await seenBy(filesOf(made), made.plan.name)).USER_ID).toBe(id)
})
