import fc from 'fast-check'
import { expect, test } from 'vitest'
import { facts } from '../../src/facts'
import { type Framework, filesOf, frameworks, isImpossible, resolve } from '../../src/generate'
import { extras, modes, type Vendor, vendors, type Workload, wirings } from '../../src/workload'
import { findings } from '../frameworks/support/project'

const ids = fc.uniqueArray(fc.nat({ max: 7 }).map(String), { minLength: 1, maxLength: 4 })
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const rarely = <T>(value: fc.Arbitrary<T>) => fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, value)

/** Any wish for a framework; many can be had. */
const wishFor = (framework: Framework) =>
  fc
    .oneof({ weight: 5, arbitrary: fc.constantFrom(undefined, ...framework.vendors) }, fc.constantFrom(...vendors))
    .chain((vendor) => wishOf(framework, vendor))

const wishOf = ({ id, releases, modes: own, vendors: makes, parts }: Framework, vendor: Vendor | undefined) =>
  fc.record({
    framework: fc.constant(id),
    version: optional(
      fc.constantFrom(
        ...releases(facts, vendor && makes.includes(vendor) ? vendor : 'nvidia').map(({ version }) => version),
      ),
    ),
    mode: optional(fc.constantFrom(...own, ...own, ...modes)),
    cuda: rarely(fc.constantFrom('11.8', '12', '12.8')),
    python: rarely(fc.constantFrom('3.10', '3.12')),
    gpus: optional(fc.oneof(fc.constantFrom('none' as const, 'all' as const), fc.integer({ min: 1, max: 8 }), ids)),
    vendor: fc.constant(vendor),
    wiring: rarely(fc.constantFrom(...wirings)),
    os: rarely(fc.constantFrom('debian12', 'debian13', 'ubuntu22.04', 'ubuntu24.04')),
    ...(parts && {
      backends: rarely(fc.subarray(['python', 'onnxruntime', 'tensorflow2', 'onnx'])),
      repoagents: rarely(fc.constantFrom([], ['checksum'])),
    }),
    ports: optional(fc.constant(['127.0.0.1:9000:8000'])),
    mounts: optional(fc.constant(['./more:/more:ro', 'kept:/kept'])),
    nonRoot: rarely(fc.boolean()),
    cpuFallback: rarely(fc.boolean()),
    name: optional(fc.constantFrom('app', 'gpu-server')),
    extras: optional(fc.subarray([...extras])),
  })

const wish = fc
  .constantFrom(...frameworks)
  .chain(wishFor)
  .map(
    (one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as unknown as Workload,
  )

test('any wish gives files that check clean and are the same twice, or a sentence and a wish that can be had', async () => {
  let had = 0
  const property = fc.asyncProperty(wish, async (workload) => {
    const plan = resolve(workload, facts)
    if (isImpossible(plan)) {
      expect(plan.impossible).toMatch(/[.?]$/)
      return
    }
    had++
    const files = filesOf(plan)
    expect(filesOf(plan)).toEqual(files)
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length)
    expect(await findings({ plan, files, text: () => '' }), JSON.stringify(workload)).toEqual([])
  })
  await fc.assert(property, { numRuns: 180 })
  expect(had).toBeGreaterThan(50)
})

test('the nearest wish can be had, or leads to one', () => {
  const property = fc.property(wish, (workload) => {
    let plan = resolve(workload, facts)
    for (let step = 0; step < 6 && isImpossible(plan) && plan.nearest; step++) plan = resolve(plan.nearest, facts)
    expect(isImpossible(plan) ? plan : undefined, JSON.stringify(workload)).toBeUndefined()
  })
  fc.assert(property, { numRuns: 300 })
})
