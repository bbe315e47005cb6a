import { describe, expect, test } from 'vitest'
import { type Given, linterOf, offered as offeredIn } from './offered'

const NAME = 'docker-compose.yml'
const offered = (marked: string, given?: Given) => offeredIn(NAME, marked, given)

async function rewritten(marked: string, form: RegExp, given?: Given): Promise<readonly [string, string]> {
  const all = await offered(marked, given)
  const entry = [...all].find(([title]) => form.test(title))
  if (!entry) throw new Error(`not offered among: ${[...all.keys()].join(' | ') || 'nothing'}`)
  return entry
}

const service = (rest: string) => `services:\n  app:\n    image: acme/worker:1 # ours\n${rest}    restart: always\n`
const deploy = (item: string, more = '') =>
  `    deploy:\n${more}      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n${item.replace(/^/gm, '              ')}\n`
const ALL = 'count: all\ncapabilities: [gpu]'
const IDS = 'device_ids: ["0", "2"]\ncapabilities: [gpu, compute, utility]'

describe('a reservation', () => {
  test('becomes gpus: all', async () => {
    const [title, text] = await rewritten(service(deploy(`|${ALL}`)), /with gpus/)
    expect(title).toBe('GPU: ask with gpus (Docker Compose 2.30 and later)')
    expect(text).toBe(service('').replace('always\n', 'always\n    gpus: all\n'))
  })
  test('keeps its ids and capabilities, and what else stands under deploy', async () => {
    const [, text] = await rewritten(service(deploy(`|${IDS}`, '      replicas: 2 # twice\n')), /with gpus/)
    expect(text).toBe(
      service('    deploy:\n      replicas: 2 # twice\n').replace(
        'always\n',
        'always\n    gpus:\n      - driver: nvidia\n        device_ids: ["0", "2"]\n        capabilities: [compute, utility]\n',
      ),
    )
  })
  test('becomes the runtime with its variables', async () => {
    const [title, text] = await rewritten(
      service(`    environment:\n      - MODE=fast\n${deploy(`|${IDS}`)}`),
      /runtime/,
    )
    expect(title).toBe('GPU: ask with runtime: nvidia (where Docker has that runtime)')
    expect(text).toBe(
      service(
        '    environment:\n      - MODE=fast\n      - NVIDIA_VISIBLE_DEVICES=0,2\n      - NVIDIA_DRIVER_CAPABILITIES=compute,utility\n',
      ).replace('always\n', 'always\n    runtime: nvidia\n'),
    )
  })
  test('by number means the first GPUs', async () => {
    const [, text] = await rewritten(service(deploy('|count: 2\ncapabilities: [gpu]')), /runtime/)
    expect(text).toContain('NVIDIA_VISIBLE_DEVICES: 0,1\n')
  })
  test('becomes CDI devices, which say what they lose', async () => {
    const [title, text] = await rewritten(service(deploy(`|${IDS}`)), /CDI/)
    expect(title).toMatch(/; loses the list of capabilities: CDI brings all of them$/)
    expect(text).toContain('    devices: [nvidia.com/gpu=0, nvidia.com/gpu=2]\n')
  })
  test('that has options loses them where no other form has them', async () => {
    const titles = [...(await offered(service(deploy(`|${ALL}\noptions: { virtualization: "false" }`)))).keys()]
    expect(titles.filter((title) => /loses options of the request/.test(title))).toHaveLength(2)
    const [, text] = await rewritten(service(deploy(`|${ALL}\noptions: { virtualization: "false" }`)), /with gpus/)
    expect(text).toMatch(/options:/)
  })
})

describe('gpus', () => {
  test('becomes a reservation and comes back', async () => {
    const gpus = service('').replace('always\n', 'always\n    gpus: all\n')
    const [title, text] = await rewritten(gpus.replace('gpus: all', 'gpus: |all'), /under deploy/)
    expect(title).toBe('GPU: reserve under deploy (Docker Compose 1.28 and later)')
    const [, back] = await rewritten(text.replace('count: all', 'count: |all'), /with gpus/)
    expect(back).toBe(gpus)
  })
})

describe('the runtime', () => {
  test('becomes a reservation; capabilities stay with their variable', async () => {
    const text = service(
      '    runtime: |nvidia\n    environment:\n      NVIDIA_VISIBLE_DEVICES: "1"\n      NVIDIA_DRIVER_CAPABILITIES: all\n',
    )
    const [, now] = await rewritten(text, /under deploy/)
    expect(now).not.toMatch(/runtime|VISIBLE/)
    expect(now).toContain('      NVIDIA_DRIVER_CAPABILITIES: all\n')
    expect(now).toMatch(/device_ids:\s+(?:\[\s*|- )"1"/)
  })
  test('without the variable asks for what the image sets', async () => {
    const text = service('    runtime: |nvidia\n').replace('acme/worker:1', 'nvidia/cuda:12.4.1-base-ubuntu22.04')
    expect((await rewritten(text, /with gpus/))[1]).toContain('    gpus: all\n')
    expect((await offered(service('    runtime: |nvidia\n'))).size).toBe(0)
  })
})

describe('CDI devices', () => {
  test('become a reservation, beside nodes that stay', async () => {
    const text = service('    devices:\n      - /dev/snd\n      - nvidia.com/gpu=|1\n')
    const [title, now] = await rewritten(text, /under deploy/)
    expect(title).toMatch(/; capabilities become those of the image$/)
    expect(now).toContain('    devices:\n      - /dev/snd\n    restart')
    expect(now).toMatch(/device_ids:\s+(?:\[\s*|- )"1"/)
  })
})

describe('a pair of files', () => {
  const pairOf = async (marked: string, given?: Given) => {
    const at = marked.indexOf('|')
    const text = marked.replace('|', '')
    const found = await linterOf(NAME, text, given).refactorings(NAME, text, { start: at, end: at })
    return found.find(({ title }) => title.startsWith('GPU: move the request into docker-compose.gpu.yml'))
  }
  test('takes the request into a new file, and together they say what was said', async () => {
    const text = service(deploy(`|${IDS}`))
    const made = (await pairOf(text))?.edits.find(({ creates }) => creates)
    expect(made?.path).toBe('docker-compose.gpu.yml')
    const files = { 'docker-compose.gpu.yml': made?.newText ?? '' }
    expect(made?.newText).toContain(deploy(IDS).replace(' # ours', ''))
    const base = service('')
    const linter = linterOf(NAME, base, { files })
    expect((await linter.check('docker-compose.gpu.yml'))?.findings).toEqual([])
    expect((await offered(text)).size).toBe(4)
  })
  test('is made of the other forms too', async () => {
    const gpus = (await pairOf(service('    gpus: |all\n')))?.edits.find(({ creates }) => creates)
    expect(gpus?.newText).toContain(
      '    gpus:\n      - driver: nvidia\n        count: all\n        capabilities: [gpu]\n',
    )
    const runtime = service('    runtime: |nvidia\n    environment: [NVIDIA_VISIBLE_DEVICES=0]\n')
    expect((await pairOf(runtime))?.edits.find(({ creates }) => creates)?.newText).toMatch(
      /NVIDIA_VISIBLE_DEVICES: "0"\n$/,
    )
  })
  test('is not made where the file is there, or the service has nothing else', async () => {
    const files = { 'docker-compose.gpu.yml': 'services:\n  app:\n    runtime: nvidia\n' }
    expect(await pairOf(service('    gpus: |all\n'), { files })).toBeUndefined()
    expect(await pairOf('services:\n  app:\n    gpus: |all\n')).toBeUndefined()
  })
})

describe('nothing is offered', () => {
  test.each([
    ['elsewhere in the service', service(`${deploy(ALL)}    |labels: [a]\n`)],
    ['for a variable', service(deploy('|count: ${GPUS:-1}\ncapabilities: [gpu]'))],
    ['for two requests', service(`    gpus: |all\n${deploy(ALL)}`)],
    ['for another vendor', service(deploy(`|${ALL}`).replace('driver: nvidia', 'driver: amd'))],
    ['for no GPU', service(deploy('|count: 0\ncapabilities: [gpu]'))],
    [
      'for a request through an anchor',
      `x-gpu: &gpu\n  - driver: nvidia\n    count: all\n    capabilities: [gpu]\nservices:\n  app:\n    image: a\n    deploy: { resources: { reservations: { devices: |*gpu } } }\n`,
    ],
    [
      'for a service that extends another',
      `services:\n  base:\n    image: a\n  app:\n    extends: base\n    gpus: |all\n`,
    ],
    ['for broken text', 'services:\n  app:\n    gpus: |all\n   image: a\n'],
  ])('%s', async (_, text) => {
    expect([...(await offered(text)).keys()]).toEqual([])
  })
  test('that the target does not take', async () => {
    const titles = [...(await offered(service(deploy(`|${ALL}`)), { target: { compose: '2.24.0' } })).keys()]
    expect(titles.map((title) => title.slice(0, 14))).toEqual(['GPU: ask with ', 'GPU: move the '])
  })
})

test('what is written checks as clean as what was there', async () => {
  for (const [, text] of await offered(service(`    shm_size: 8gb\n${deploy(`|${ALL}`)}`))) {
    const result = await linterOf(NAME, text).check(NAME)
    expect(result?.problems).toEqual([])
    expect(result?.findings.filter(({ severity }) => severity !== 'info').map(({ message }) => message)).toEqual([])
  }
})
