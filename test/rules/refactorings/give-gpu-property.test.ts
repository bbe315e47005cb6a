import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UNHIDDEN } from '../../../src/rules/refactorings/give/unhide'
import {
  createLinter,
  defaultConfig,
  isRefusal,
  MemoryWorkspace,
  readGpus,
  type Wiring,
  wirings,
} from '../../../src/service'
import { frameworks } from '../../../src/service/scaffold'
import { project } from '../../frameworks/support/project'
import { composeFile } from '../../support/compose-files'

const NAME = 'compose.yaml'
const gpusOf = (word: string) => {
  const read = readGpus(word)
  if (isRefusal(read)) throw new Error(read.refused)
  return read.gpus
}

const linterOf = (text: string, files: Readonly<Record<string, string>> = {}) =>
  createLinter({ workspace: new MemoryWorkspace({ ...files, [NAME]: text }), config: defaultConfig })

const found = async (text: string): Promise<readonly string[]> => {
  const result = await linterOf(text).check(NAME)
  expect(result?.problems).toEqual([])
  return (result?.findings ?? []).map(({ rule, message }) => `${rule}: ${message}`)
}

/** The stretch that was there and is no more: empty where text was only added in one place. */
function linesLost(before: string, after: string): readonly string[] {
  const left = after.split('\n')
  return before.split('\n').filter((line) => {
    const at = left.indexOf(line)
    if (at < 0) return true
    left.splice(at, 1)
    return false
  })
}

test('a GPU changes nothing outside its service, is asked for once, and makes no error', async () => {
  let [made, asked] = [0, 0]
  await fc.assert(
    fc.asyncProperty(
      composeFile,
      fc.constantFrom<Wiring>(...wirings),
      fc.constantFrom('all', '1', '0,1', 'nvidia.com/gpu=1'),
      async (text, wiring, word) => {
        asked++
        const wish = { wiring, gpus: gpusOf(wiring === 'devices' && word === 'all' ? '2' : word), service: 's0' }
        const linter = linterOf(text)
        const answer = await linter.addGpu(NAME, text, wish)
        expect(['changed', 'refused']).toContain(answer.kind)
        if (answer.kind !== 'changed') return
        made++
        expect(linesLost(text, answer.text).length).toBeLessThanOrEqual(2)
        const others = (all: string) => all.slice(Math.max(all.search(/^ +s1:/m), 0))
        if (text.includes('s1:')) expect(others(answer.text)).toBe(others(text))
        expect(answer.text.includes('\r\n')).toBe(text.includes('\r\n'))
        expect(answer.text.replaceAll('\r\n', '').includes('\n')).toBe(!text.includes('\r\n'))
        const known = await found(text)
        expect((await found(answer.text)).filter((one) => !known.includes(one))).toEqual([])
        expect(await linterOf(answer.text).addGpu(NAME, answer.text, wish)).toMatchObject({ kind: 'present' })
        // The other services are not given one by the way.
        const next = await linterOf(answer.text).addGpu(NAME, answer.text, { ...wish, service: 's1' })
        if (text.includes('s1:')) expect(next.kind).not.toBe('present')
      },
    ),
    { numRuns: 200 },
  )
  expect(made).toBeGreaterThan(asked / 2)
}, 60_000)

test('a GPU that an override file gives is one of the whole, and the file beside it stays', async () => {
  await fc.assert(
    fc.asyncProperty(composeFile, fc.constantFrom<Wiring>('deploy', 'gpus', 'runtime', 'cdi'), async (text, wiring) => {
      const path = 'compose.override.yaml'
      const own = 'services:\n  s9:\n    image: x:1\n'
      const linter = linterOf(text, { [path]: own })
      const answer = await linter.addGpu(path, own, { wiring, gpus: 'all', service: 's0' })
      if (answer.kind !== 'changed') throw new Error(JSON.stringify(answer))
      expect(answer.text.startsWith(own)).toBe(true)
      const merged = linterOf(text, { [path]: answer.text })
      expect(await merged.addGpu(NAME, text, { wiring, gpus: 'all', service: 's0' })).toMatchObject({ kind: 'present' })
      expect((await merged.check(path))?.problems).toEqual([])
    }),
    { numRuns: 100 },
  )
}, 60_000)

/** Projects that are written without a GPU get one in every wiring. */
const projects = frameworks
  .filter(({ cpu }) => cpu)
  .flatMap(({ id, modes }) =>
    modes.map((mode) => [`${id} ${mode}`, project({ framework: id, mode, gpus: 'none' })] as const),
  )

test.each(projects)(
  'the project %s takes a GPU, and no rule has something to say',
  async (_, { plan, files, text }) => {
    const path = 'docker-compose.yml'
    const before = text(path)
    const withFile = (compose: string) => {
      const all = Object.fromEntries(files.map((one) => [one.path, one.text]))
      return createLinter({ workspace: new MemoryWorkspace({ ...all, [path]: compose }), config: defaultConfig })
    }
    for (const wiring of wirings) {
      const wish = { wiring, gpus: wiring === 'devices' ? ['0'] : ('all' as const), service: plan.name }
      const answer = await withFile(before).addGpu(path, before, wish)
      if (answer.kind !== 'changed') throw new Error(`${wiring}: ${JSON.stringify(answer)}`)
      expect(linesLost(before, answer.text).length, wiring).toBeLessThanOrEqual(2)
      const deleted = before.includes('NVIDIA_VISIBLE_DEVICES: void') && wiring !== 'runtime'
      expect(answer.notes, wiring).toEqual(deleted ? [UNHIDDEN] : [])
      expect(await withFile(answer.text).addGpu(path, answer.text, wish), wiring).toMatchObject({ kind: 'present' })
    }
  },
)
