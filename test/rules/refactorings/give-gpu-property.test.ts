import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createLinter,
  defaultConfig,
  isRefusal,
  MemoryWorkspace,
  readGpus,
  type Wiring,
  wirings,
} from '../../../src/service'

/** Lines of a service, without indentation; each key stands in one of them. */
const PIECES: Readonly<Record<string, readonly string[]>> = {
  image: ['image: acme/worker:1', 'image: "a/b:2" # pinned', "image: 'x:1'"],
  deploy: [
    'deploy:',
    'deploy: {}',
    'deploy: { replicas: 1 } # one',
    'deploy:\n  # why\n  replicas: 1',
    'deploy:\n  resources:\n    limits:\n      memory: 4g # enough',
    'deploy:\n  resources:\n    reservations: { memory: 1g }',
    'deploy:\n  resources:\n    reservations:\n      cpus: "1"\n  labels: [x]',
    'deploy: *deploy',
  ],
  environment: [
    'environment:\n  A: b',
    'environment:\n- A=b # grüße',
    'environment: [A=1]',
    'environment: { A: "1" }',
    'environment:',
    'environment: *env',
  ],
  devices: ['devices: [/dev/snd]', 'devices:\n- /dev/snd # sound', 'devices:'],
  command: ['command: >-\n  run\n  it', 'command: |\n  run', 'command: [run, "--it"]'],
  merge: ['<<: *base', '<<: [*base]'],
  labels: ['labels: ["ключ=🐳"]'],
}

const SHARED =
  'x-deploy: &deploy\n  replicas: 1\nx-env: &env\n  B: c\nx-base: &base\n  restart: "no"\n  deploy: { replicas: 1 }\n'

const service = fc
  .record(Object.fromEntries(Object.entries(PIECES).map(([name, texts]) => [name, fc.constantFrom(...texts)])), {
    requiredKeys: ['image'],
  })
  .map((pieces) => Object.values(pieces) as string[])
  .chain((lines) => fc.shuffledSubarray(lines, { minLength: lines.length }))

const file = fc
  .record({
    services: fc.array(service, { minLength: 1, maxLength: 3 }),
    step: fc.constantFrom(2, 4),
    eol: fc.constantFrom('\n', '\r\n'),
    last: fc.boolean(),
    comment: fc.boolean(),
  })
  .map(({ services, step, eol, last, comment }) => {
    const bodies = services.map((lines, i) => {
      const head = `s${i}:${comment ? ' # name' : ''}`
      const own = lines.join('\n').replace(/^(?=.)/gm, ' '.repeat(step))
      return `${head}\n${own}`.replace(/^(?=.)/gm, ' '.repeat(step))
    })
    const text = `${SHARED}services:\n${bodies.join(comment ? '\n\n  # next\n' : '\n')}${last ? '\n' : ''}`
    return text.replaceAll('\n', eol)
  })

const NAME = 'compose.yaml'
const gpusOf = (word: string) => {
  const read = readGpus(word)
  if (isRefusal(read)) throw new Error(read.refused)
  return read.gpus
}

const linterOf = (text: string) =>
  createLinter({ workspace: new MemoryWorkspace({ [NAME]: text }), config: defaultConfig })

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
      file,
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
        const result = await linterOf(answer.text).check(NAME)
        expect(result?.problems).toEqual([])
        expect(await linterOf(answer.text).addGpu(NAME, answer.text, wish)).toMatchObject({ kind: 'present' })
        // The other services are not given one by the way.
        const next = await linterOf(answer.text).addGpu(NAME, answer.text, { ...wish, service: 's1' })
        if (text.includes('s1:')) expect(next.kind).not.toBe('present')
      },
    ),
    { numRuns: 300 },
  )
  expect(made).toBeGreaterThan(asked / 2)
}, 60_000)
