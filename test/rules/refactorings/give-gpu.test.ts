import { describe, expect, test } from 'vitest'
import type { Target } from '../../../src/host/target'
import { createLinter, defaultConfig, isRefusal, MemoryWorkspace, readGpus, type Wiring } from '../../../src/service'

interface Given {
  readonly wiring?: Wiring
  readonly gpus?: string
  readonly service?: string
  readonly target?: Target
  readonly files?: Readonly<Record<string, string>>
  readonly path?: string
}

async function ask(text: string, { wiring, gpus = 'all', service, target = {}, files = {}, path = NAME }: Given = {}) {
  const config = { ...defaultConfig, target }
  const linter = createLinter({ workspace: new MemoryWorkspace({ ...files, [path]: text }), config })
  const read = readGpus(gpus)
  if (isRefusal(read)) throw new Error(read.refused)
  return linter.addGpu(path, text, { wiring, gpus: read.gpus, service })
}

const NAME = 'docker-compose.yml'

/** The text that is made; the lines that are new are marked with `+`. */
async function made(text: string, given?: Given): Promise<string> {
  const answer = await ask(text, given)
  if (answer.kind !== 'changed') throw new Error('message' in answer ? answer.message : answer.kind)
  return answer.text
}

async function refused(text: string, given?: Given): Promise<string> {
  const answer = await ask(text, given)
  return answer.kind === 'refused' ? answer.message : `${answer.kind}`
}

const APP = 'services:\n  app:\n    image: acme/worker:1 # ours\n'
const RESERVED =
  '    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              count: all\n              capabilities: [gpu]\n'

describe('each wiring', () => {
  test.each<[Wiring, string, string]>([
    ['deploy', 'all', RESERVED],
    ['deploy', '2', RESERVED.replace('all', '2')],
    ['deploy', 'GPU-1a-2b', RESERVED.replace('count: all', 'device_ids: [GPU-1a-2b]')],
    ['gpus', 'all', '    gpus: all\n'],
    ['gpus', '0,2', '    gpus:\n      - driver: nvidia\n        device_ids: ["0", "2"]\n'],
    ['gpus', 'nvidia.com/gpu=all', '    gpus: all\n'],
    ['runtime', 'all', '    runtime: nvidia\n    environment:\n      NVIDIA_VISIBLE_DEVICES: all\n'],
    ['runtime', '2', '    runtime: nvidia\n    environment:\n      NVIDIA_VISIBLE_DEVICES: 0,1\n'],
    ['cdi', 'all', '    devices: [nvidia.com/gpu=all]\n'],
    ['cdi', 'nvidia.com/gpu=1', '    devices: [nvidia.com/gpu=1]\n'],
    [
      'devices',
      '1',
      `${RESERVED.replace('all', '1')}    devices: [/dev/nvidia0, /dev/nvidiactl, /dev/nvidia-uvm, /dev/nvidia-uvm-tools]\n`,
    ],
  ])('%s for %s', async (wiring, gpus, lines) => {
    expect(await made(APP, { wiring, gpus })).toBe(APP + lines)
  })
  test('with the first that the target takes where none is named', async () => {
    expect(await made(APP)).toBe(APP + RESERVED)
    expect(await made(APP, { target: { platform: 'jetson' } })).toContain('runtime: nvidia')
    expect(await made(APP, { target: { engine: 'podman 5.4.0' } })).toContain('[nvidia.com/gpu=all]')
    expect(await made(APP, { gpus: 'nvidia.com/gpu=0' })).toContain('[nvidia.com/gpu=0]')
  })
})

describe('what the service has stays', () => {
  test.each([
    ['deploy: # later\n', 'deploy: # later\n      resources:\n        reservations:'],
    ['deploy: {}\n', 'deploy: { resources: { reservations: { devices: ['],
    ['deploy: { replicas: 1 }\n', 'deploy: { replicas: 1, resources: { reservations: { devices: ['],
    [
      'deploy:\n      resources:\n        limits: { cpus: "2" } # two\n',
      '        limits: { cpus: "2" } # two\n        reservations:\n          devices:\n',
    ],
    [
      'deploy:\n      resources:\n        reservations:\n          memory: 1g\n',
      '          memory: 1g\n          devices:\n',
    ],
    ['deploy:\n      resources:\n        reservations:\n          devices: []\n', 'devices: [{ driver: nvidia'],
  ])('%j', async (own, expected) => {
    const text = await made(`${APP}    ${own}    restart: always\n`)
    expect(text).toContain(expected)
    expect(text).toContain('    restart: always\n')
  })
  test('a flow service, CRLF, text past ASCII, no line ending at the end', async () => {
    expect(await made('services: {app: {image: "a:1"}}', { wiring: 'gpus' })).toBe(
      'services: {app: {image: "a:1", gpus: all}}',
    )
    const crlf = `# Grüße 🐳\r\n${APP.replaceAll('\n', '\r\n')}    labels: ["größe=Ü"]`
    expect(await made(crlf)).toBe(`${crlf}\r\n${RESERVED.trimEnd().replaceAll('\n', '\r\n')}`)
  })
  test('variables in a list, and one that is set to something else', async () => {
    const list = `${APP}    environment:\n      - A=1\n      - NVIDIA_VISIBLE_DEVICES=void\n`
    expect(await made(list, { wiring: 'runtime', gpus: '0,1' })).toBe(
      `${list.replace('void', '0,1')}    runtime: nvidia\n`,
    )
  })
})

describe('a word that keeps GPUs from the service', () => {
  const hidden = (environment: string) => `${APP}    environment:\n${environment}    restart: always\n`
  test('goes, with the list that it leaves empty', async () => {
    const some = hidden('      - A=1\n      - NVIDIA_VISIBLE_DEVICES=void # no GPU\n')
    expect(await made(some, { wiring: 'gpus' })).toBe(`${hidden('      - A=1\n')}    gpus: all\n`)
    const alone = hidden('      NVIDIA_VISIBLE_DEVICES: none\n')
    expect(await made(alone, { wiring: 'cdi' })).toBe(`${APP}    restart: always\n    devices: [nvidia.com/gpu=all]\n`)
    expect(await ask(alone)).toMatchObject({
      notes: ['NVIDIA_VISIBLE_DEVICES, which kept GPUs from it, was deleted.'],
    })
  })
  test('stays where other services have it too, or it names GPUs', async () => {
    const shared = `x-env: &env\n  NVIDIA_VISIBLE_DEVICES: void\n${APP}    environment: *env\n  web:\n    image: w\n    environment: *env\n`
    expect(await made(shared, { wiring: 'gpus', service: 'web' })).toBe(`${shared}    gpus: all\n`)
    const named = hidden('      NVIDIA_VISIBLE_DEVICES: 0\n')
    expect(await made(named, { wiring: 'gpus' })).toBe(`${named}    gpus: all\n`)
  })
})

describe('text that is written elsewhere', () => {
  const template = (more = '') => `x-deploy: &deploy\n  replicas: 1\n${APP}    deploy: *deploy\n${more}`
  test('is edited at its anchor where it serves this service alone', async () => {
    expect(await made(template())).toContain('x-deploy: &deploy\n  replicas: 1\n  resources:\n    reservations:\n')
  })
  test('is left alone where it serves others', async () => {
    const two = template('  web:\n    image: w\n    deploy: *deploy\n')
    expect(await refused(two, { service: 'app' })).toMatch(/^app: deploy is written at an anchor in line 2 that other/)
    expect(await made(two, { service: 'app', wiring: 'gpus' })).toContain('deploy: *deploy\n    gpus: all\n  web:')
  })
  test('with a merge key', async () => {
    const merged =
      'x-base: &base\n  restart: always\n  deploy: { replicas: 1 }\nservices:\n  app:\n    <<: *base\n    image: a\n'
    expect(await made(merged)).toContain('  deploy: { replicas: 1, resources:')
    expect(await made(merged, { wiring: 'gpus' })).toBe(`${merged}    gpus: all\n`)
    const two = `${merged}  web: { <<: *base, image: w }\n`
    expect(await refused(two, { service: 'app' })).toMatch(/other places use too/)
  })
  test('the service that others are made of', async () => {
    const text = 'services:\n  app: &app\n    image: a\n  web:\n    <<: *app\n    ports: ["80"]\n  twin: *app\n'
    expect(await refused(text, { service: 'app' })).toMatch(/other places use too/)
    expect(await refused(text, { service: 'twin' })).toMatch(/other places use too/)
    expect(await made(text, { service: 'web', wiring: 'gpus' })).toContain('    ports: ["80"]\n    gpus: all\n')
  })
  test('tags and keys of another shape', async () => {
    expect(await refused(`${APP}    deploy: !reset {}\n`)).toMatch(/^app: deploy in line 4 carries !reset/)
    expect(await refused(`${APP}    runtime: runc\n`, { wiring: 'runtime' })).toMatch(
      /runtime in line 4 says runc already/,
    )
    expect(await refused(`${APP}    devices: "x"\n`, { wiring: 'cdi' })).toMatch(/devices in line 4 is no list/)
  })
})

describe('other services and files', () => {
  test('an heir gets the GPU too, which is said', async () => {
    const answer = await ask(`${APP}  web:\n    extends: app\n`, { service: 'app' })
    expect(answer).toMatchObject({ kind: 'changed', notes: ['web extends app and gets the GPU too.'] })
  })
  test('an override gets only the part that asks, also for a service that it does not have yet', async () => {
    const files = { 'compose.yaml': APP }
    const path = 'compose.override.yaml'
    const given = { files, path, wiring: 'gpus', service: 'app' } as const
    expect(await made('services:\n  app:\n    ports: ["80"]\n', given)).toBe(
      'services:\n  app:\n    ports: ["80"]\n    gpus: all\n',
    )
    expect(await made('services:\n  web: { image: w }\n', given)).toBe(
      'services:\n  web: { image: w }\n  app:\n    gpus: all\n',
    )
    expect(await refused('services:\n  web: { image: w }\n', { ...given, service: 'ap' })).toMatch(/no service "ap"/)
  })
  test('a GPU that another file gives is enough', async () => {
    const files = { 'compose.override.yaml': 'services:\n  app:\n    gpus: all\n' }
    const answer = await ask(APP, { files, path: 'compose.yaml' })
    expect(answer).toEqual({
      kind: 'present',
      message: 'app has a GPU already: line 3 of compose.override.yaml asks for it under gpus.',
    })
  })
})

describe('nothing is done', () => {
  test.each([
    [`${APP}    gpus: all\n`, 'line 4 asks for it under gpus'],
    [APP + RESERVED, 'line 8 asks for it under deploy'],
    [`${APP}    runtime: nvidia\n`, 'line 4 says runtime: nvidia'],
    [`${APP}    devices: [nvidia.com/gpu=0]\n`, 'line 4 names the device nvidia.com/gpu=0'],
    [`${APP}    extends: { service: gpu, file: base.yml }\n`, 'line 1 of base.yml asks for it under gpus'],
  ])('%j', async (text, why) => {
    const files = { 'base.yml': 'services: { gpu: { image: b, gpus: all } }' }
    expect(await ask(text, { files })).toEqual({ kind: 'present', message: `app has a GPU already: ${why}.` })
  })
  test('where several services could be meant', async () => {
    const text = `${APP}  web: { image: w }\n`
    expect(await ask(text)).toEqual({ kind: 'choose', names: ['app', 'web'] })
  })
  test.each<[Given, RegExp]>([
    [{ wiring: 'gpus', target: { compose: '2.26.1' } }, /Compose 2\.26\.1 does not know the key gpus.*--wiring deploy/],
    [{ wiring: 'cdi', target: { engine: '24.0.7' } }, /Engine 24\.0\.7 has no CDI/],
    [{ gpus: '5', target: { gpus: ['A100', 'A100'] } }, /The target has 2 GPUs, and 5 are asked for/],
    [{ gpus: 'device=2', target: { gpus: ['A100', 'A100'] } }, /none is GPU 2/],
    [{ wiring: 'devices' }, /it is not known how many GPUs there are/],
    [{ wiring: 'devices', gpus: 'GPU-1a' }, /go by index/],
    [{ wiring: 'devices', gpus: '1', target: { platform: 'wsl2' } }, /WSL2 has no NVIDIA device nodes/],
    [{ wiring: 'gpus', target: { platform: 'jetson' } }, /take --wiring runtime/],
    [{ target: { platform: 'swarm' } }, /generic_resources/],
    [{ gpus: 'acme.com/tpu=0', wiring: 'deploy' }, /another kind than nvidia\.com\/gpu/],
    [{ target: { compose: '1.27.4' } }, /docker-compose 1\.27\.4|Compose 1\.27\.4/],
  ])('for %j', async (given, message) => {
    expect(await refused(APP, given)).toMatch(message)
  })
  test('on a text that cannot be read', async () => {
    expect(await refused('services:\n  app:\n    image: a\n   b: c\n')).toMatch(/cannot be read whole/)
  })
  test.each(['0', 'none', '', '0,0', 'x y', '0,nvidia.com/gpu=1', 'gpu0'])('for --gpus %j', (word) => {
    expect(isRefusal(readGpus(word))).toBe(true)
  })
})

test('all device nodes are listed where the number of GPUs is known', async () => {
  const text = await made(APP, { wiring: 'devices', target: { gpus: ['L4', 'L4'] } })
  expect(text).toContain('      - /dev/nvidia0\n      - /dev/nvidia1\n      - /dev/nvidiactl\n')
})
