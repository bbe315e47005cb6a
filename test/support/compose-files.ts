import fc from 'fast-check'

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

/** Compose files with services s0, s1 …, as people write them; what they share stands in templates. */
export const composeFile = fc
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
