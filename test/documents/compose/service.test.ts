import { expect, test } from 'vitest'
import { aloneWith } from '../../../src/documents/compose/context'
import { readCompose } from '../../../src/documents/compose/read'
import { SourceFile } from '../../../src/documents/source'

const read = (text: string) => readCompose(new SourceFile('app/compose.yaml', text))
const one = (yaml: string) => read(`services:\n  a:\n    ${yaml.trim().replaceAll('\n', '\n    ')}\n`).services[0]

const REAL = `
x-gpu: &gpu
  runtime: nvidia
  shm_size: 8gb
services:
  train:
    <<: *gpu
    image: nvidia/cuda:\${TAG:-12.4.1-base-ubuntu22.04}
    build:
      context: ./docker
      dockerfile: Dockerfile.gpu
      target: runtime
      args: { CUDA: 12.4.1, TOKEN: }
    environment:
      - NVIDIA_VISIBLE_DEVICES=all
      - HF_TOKEN
    devices:
      - /dev/nvidia0:/dev/nvidia0:rwm
      - nvidia.com/gpu=all
    volumes:
      - ./data:/data:ro
      - cache:/cache
      - type: bind
        source: /tmp
        target: /tmp
    tmpfs: /dev/shm:size=8g
    profiles: [gpu]
    ipc: host
    privileged: true
    entrypoint: ["python", "-m"]
    command: torch.distributed.run train.py
    deploy: { replicas: 2 }
`

test('a realistic service', () => {
  const document = read(REAL)
  const [train] = document.services
  expect(document.services).toHaveLength(1)
  expect(document.problems).toEqual([])
  expect(train).toMatchObject({
    name: 'train',
    image: { value: 'nvidia/cuda:12.4.1-base-ubuntu22.04', interpolated: true },
    runtime: { value: 'nvidia' },
    shmSize: { value: '8gb' },
    ipc: { value: 'host' },
    privileged: true,
    profiles: ['gpu'],
    partial: false,
    overlay: false,
    base: undefined,
    replicas: { value: 2 },
    commandText: 'python -m torch.distributed.run train.py',
    build: { contextPath: 'app/docker', dockerfilePath: 'app/docker/Dockerfile.gpu', target: { value: 'runtime' } },
    environment: [
      { name: 'NVIDIA_VISIBLE_DEVICES', value: 'all', form: 'list' },
      { name: 'HF_TOKEN', value: undefined, form: 'list' },
    ],
    devices: [
      { source: '/dev/nvidia0', target: '/dev/nvidia0', permissions: 'rwm' },
      { source: 'nvidia.com/gpu=all', target: 'nvidia.com/gpu=all', permissions: undefined },
    ],
    volumes: [
      { type: 'bind', source: './data', target: '/data' },
      { type: 'volume', source: 'cache', target: '/cache' },
      { type: 'bind', source: '/tmp', target: '/tmp' },
      { type: 'tmpfs', target: '/dev/shm' },
    ],
  })
  expect(train?.build?.args.get('CUDA')?.value).toBe('12.4.1')
  expect(train?.build?.args.has('TOKEN')).toBe(true)
  expect(train?.build?.args.get('TOKEN')).toBeUndefined()
  expect(train?.runtime?.node.via).toBeDefined()
})

test('the environment as a map and as a list, with places', () => {
  const map = one('environment: { A: "x", N: 0, F: 1.10, T: true, E: , U: "${U}" }')
  expect(map?.environment.map(({ name, value }) => [name, value])).toEqual([
    ['A', 'x'],
    ['N', '0'],
    ['F', '1.1'],
    ['T', 'true'],
    ['E', undefined],
    ['U', undefined],
  ])
  const list = one(`environment: ["A='x'", "B=\${B:-2}", 'C = 3', {D: 4}]`)
  expect(list?.environment.map(({ name, value }) => [name, value])).toEqual([
    ['A', "'x'"],
    ['B', '2'],
    ['C ', ' 3'],
  ])
  const text = list?.document.file.text ?? ''
  const [a] = list?.environment ?? []
  expect(text.slice(a?.nameSpan.start, a?.nameSpan.end)).toBe('A')
  expect(text.slice(a?.valueSpan.start, a?.valueSpan.end)).toBe("'x'")
})

test('variables that the caller knows', () => {
  const context = aloneWith(new Map([['TAG', '1']]))
  const document = readCompose(
    new SourceFile('c.yml', 'services: { a: { image: "x:$TAG" }, b: { image: "x:$NO" } }'),
    context,
  )
  expect(document.services.map(({ image }) => image?.value)).toEqual(['x:1', undefined])
  expect(document.services[1]?.overlay).toBe(false)
})

test.each([
  ['nvidia.com/gpu=1:0', { source: 'nvidia.com/gpu=1', target: '0' }],
  ['/dev/dri', { source: '/dev/dri', target: '/dev/dri' }],
  ['${DEV}:/dev/x', { value: undefined, source: undefined, target: '/dev/x' }],
  ['${DEV:-${NONE}}:/dev/x', { value: undefined, source: undefined, target: '/dev/x' }],
  ['${DEV:-/dev/y}:/dev/x', { source: '/dev/y', target: '/dev/x' }],
])('devices: %s', (device, expected) => {
  expect(one(`devices: ["${device}"]`)?.devices).toMatchObject([{ form: 'short', ...expected }])
})

test('devices in the long form', () => {
  const device = one('devices: [{ source: "nvidia.com/gpu=1:0", target: "nvidia.com/gpu=1:0" }]')?.devices[0]
  expect(device).toMatchObject({ form: 'long', source: 'nvidia.com/gpu=1:0', target: 'nvidia.com/gpu=1:0' })
})

test.each([
  ['build: .', 'app', 'app/Dockerfile'],
  ['build: ../lib', 'lib', 'lib/Dockerfile'],
  ['build: ../../outside', undefined, undefined],
  ['build: /abs', undefined, undefined],
  ['build: https://github.com/a/b.git', undefined, undefined],
  ['build: "${DIR}"', undefined, undefined],
  ['build: { dockerfile: ../D }', 'app', 'D'],
  ['build: { context: x, dockerfile: "${D}" }', 'app/x', undefined],
  ['build: { dockerfile_inline: "FROM a" }', 'app', undefined],
])('%s', (yaml, contextPath, dockerfilePath) => {
  expect(one(yaml)?.build).toMatchObject({ contextPath, dockerfilePath })
})

test('extends in the same file merges as Compose does', () => {
  const { services } = read(`
services:
  base:
    image: img
    environment: { A: 1, B: 2 }
    devices: ["/dev/a:/dev/x", /dev/b]
    command: base
    deploy: { resources: { reservations: { devices: [{ driver: nvidia, capabilities: [gpu] }] } } }
  child:
    extends: base
    environment: [A=3]
    devices: ["/dev/c:/dev/x"]
    deploy: { replicas: 1, resources: { reservations: { devices: [{ count: 1, capabilities: [gpu] }] } } }
    command: child
`)
  const child = services[1]
  expect(child?.base).toBe(services[0])
  expect(child).toMatchObject({ partial: false, image: { value: 'img' }, commandText: 'child', replicas: { value: 1 } })
  expect(child?.environment.map(({ name, value }) => `${name}=${value}`)).toEqual(['A=3', 'B=2'])
  expect(child?.devices.map(({ source }) => source)).toEqual(['/dev/c', '/dev/b'])
  expect(child?.requests.map(({ count }) => count)).toEqual(['all', 1])
  expect(child?.field('deploy', 'replicas')).toMatchObject({ value: 1 })
  const devices = child?.field('deploy', 'resources', 'reservations', 'devices')
  expect(devices?.kind === 'seq' && devices.items.length).toBe(2)
  expect(services[0]?.field('deploy')).toBe(services[0]?.node.get('deploy'))
})

test('!reset and !override', () => {
  const child = (yaml: string) =>
    read(
      `services: { b: { image: i, gpus: all, devices: [/dev/a], environment: { A: 1, B: 2 } }, c: { extends: b, ${yaml} } }`,
    ).services[1]
  expect(child('gpus: !reset null')?.requests).toEqual([])
  expect(child('gpus: !reset null')?.field('gpus')).toBeUndefined()
  expect(child('devices: !override [/dev/z]')?.devices).toMatchObject([{ source: '/dev/z' }])
  expect(child('devices: []')?.devices).toMatchObject([{ source: '/dev/a' }])
  expect(child('devices:')?.devices).toMatchObject([{ source: '/dev/a' }])
  expect(child('environment: { A: !reset null }')?.environment).toMatchObject([{ name: 'B' }])
})

test('a command replaces that of the base, also as a list', () => {
  const text = 'services: { b: { command: [a, b], entrypoint: [e] }, c: { extends: b, command: [c] } }'
  const child = read(text).services[1]
  expect(child?.commandText).toBe('e c')
  expect(child?.field('command')).toBe(child?.node.get('command'))
  expect(read(text.replace('[c]', 'null')).services[1]?.commandText).toBe('e')
})

test('a list of gpus takes the place of all within one file', () => {
  const { services } = read('services: { b: { gpus: all }, c: { extends: b, gpus: [{ count: 1 }] } }')
  expect(services[1]?.requests.map(({ count }) => count)).toEqual([1])
})

test('!reset of one variable reaches what one map says', () => {
  const names = (base: string) =>
    read(
      `services: { b: { image: i, environment: ${base} }, c: { extends: b, environment: { A: !reset null } } }`,
    ).services[1]?.environment.map(({ name }) => name)
  expect(names('{ A: 1, B: 2 }')).toEqual(['B'])
  expect(names('[A=1, B=2]')).toEqual(['A', 'B'])
})

test('a base that is not there, a cycle, another file: partial', () => {
  const { services } = read(`
services:
  a: { extends: b }
  b: { extends: { service: a } }
  c: { extends: none }
  d: { extends: { file: other.yml, service: x } }
  e: { extends: { file: "\${FILE}", service: a } }
  f: { image: x }
`)
  expect(services.map(({ partial }) => partial)).toEqual([true, true, true, true, true, false])
  expect(services[0]?.requests).toEqual([])
})

test('blocks that are no services, and services that are no maps', () => {
  expect(
    read('x-a: { image: i }\nservices:\n  a: { image: i }\n  b:\n  c: text\n').services.map((s) => s.name),
  ).toEqual(['a'])
  expect(read('services: [a]').services).toEqual([])
  expect(read('').root).toBeUndefined()
})

test('several documents of one file are merged', () => {
  const { services } = read('services: { a: { image: one } }\n---\nservices: { a: { gpus: all }, b: { image: two } }\n')
  expect(services.map(({ name, requests }) => [name, requests.length])).toEqual([
    ['a', 1],
    ['b', 0],
  ])
})

test('an env_file that is not read makes the environment unknown, unless it is not required', () => {
  expect(one('env_file: x.env')?.environmentUnknown).toBe(true)
  expect(one('env_file: [{ path: x.env, required: false }]')?.environmentUnknown).toBe(false)
  expect(one('env_file: [{ path: "${X}", required: false }]')?.environmentUnknown).toBe(true)
  expect(one('image: x')?.environmentUnknown).toBe(false)
})

test('scale wins over deploy.replicas, and an unknown number is none', () => {
  expect(one('scale: 3\ndeploy: { replicas: 2 }')?.replicas?.value).toBe(3)
  expect(one('scale: "${N}"')?.replicas).toBeUndefined()
})
