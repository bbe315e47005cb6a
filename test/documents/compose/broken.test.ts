import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCompose } from '../../../src/documents/compose/read'
import { imageUses } from '../../../src/documents/image-uses'
import { SourceFile } from '../../../src/documents/source'

const REAL = `# training
x-common: &common
  shm_size: "8gb"
  environment: &env
    NVIDIA_VISIBLE_DEVICES: all
services:
  train:
    <<: *common
    image: "nvidia/cuda:\${TAG:-12.4.1-base-ubuntu22.04}"
    env_file: [.env, { path: b.env, required: false }]
    devices: ["/dev/nvidia0:/dev/nvidia0:rwm", nvidia.com/gpu=all]
    deploy:
      resources:
        reservations:
          devices:
            - driver: nvidia
              count: "\${GPUS:-1}"
              capabilities: [gpu]
  child:
    extends: { service: train }
    build: { context: ., args: [A=1], dockerfile: D }
    gpus: !override [{ device_ids: ['0'] }]
    volumes:
      - ./données:/data
      - { type: tmpfs, target: /dev/shm }
    command: >-
      python train.py
`

/** Asks for every field, as rules would. */
function readAll(text: string): number {
  const document = readCompose(new SourceFile('compose.yaml', text))
  let seen = imageUses(document).length
  for (const service of document.services) {
    for (const key of KEYS) seen += JSON.stringify(service[key], leaveOut) === undefined ? 0 : 1
    service.field('deploy', 'resources', 'reservations')
  }
  return seen
}

const KEYS = [
  ...(['image', 'build', 'profiles', 'environment', 'environmentUnknown', 'requests', 'runtime', 'devices'] as const),
  ...(['privileged', 'shmSize', 'ipc', 'volumes', 'replicas', 'commandText', 'partial', 'overlay'] as const),
]
const leaveOut = (key: string, value: unknown) =>
  ['node', 'at', 'owner', 'countNode', 'deviceIdsNode', 'capabilitiesNode'].includes(key) ? undefined : value

test('a file cut anywhere is read as far as it goes', () => {
  expect(readAll(REAL)).toBeGreaterThan(20)
  for (let end = 0; end < REAL.length; end++) readAll(REAL.slice(0, end))
})

test('a cut file still gives the services before the cut', () => {
  const { services } = readCompose(new SourceFile('c.yml', REAL.slice(0, REAL.indexOf('  child:') + 12)))
  expect(services[0]?.requests).toHaveLength(1)
})

test('any text that looks like a compose file is read', () => {
  const words = [
    'services:',
    'a:',
    'image:',
    'extends:',
    'deploy:',
    'devices:',
    'gpus:',
    'environment:',
    'build:',
    '<<:',
    '*x',
    '&x',
    '!reset',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ': ',
    '\n',
    '\n  ',
    '\n    ',
    '\t',
    '$',
    '${A:-',
    'all',
    '1',
    '---',
    '|',
    '>',
    '#',
    '\r\n',
    '\0',
    '\uFEFF',
    'é',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), (parts) => {
      readAll(parts.join(''))
      readAll(`services:\n  a:\n    ${parts.join('')}`)
    }),
    { numRuns: 300 },
  )
})

test('aliases that grow without end are a problem, not a hang', () => {
  const levels = Array.from({ length: 30 }, (_, i) => `x-${i + 1}: &l${i + 1} [*l${i}, *l${i}, *l${i}, *l${i}]`)
  const text = `x-0: &l0 [a, b, c]\n${levels.join('\n')}\nservices: { a: { image: x, devices: *l30 } }\n`
  expect(readCompose(new SourceFile('c.yml', text)).problems).not.toEqual([])
})

test('long chains of extends end', () => {
  const chain = Array.from({ length: 2000 }, (_, i) => `  s${i}: { extends: s${i + 1} }`).join('\n')
  const { services } = readCompose(new SourceFile('c.yml', `services:\n${chain}\n  s2000: { image: x }\n`))
  expect(services[0]?.partial).toBe(true)
  expect(services[1950]?.image?.value).toBe('x')
})
