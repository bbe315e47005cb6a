import { expect, test } from 'vitest'
import { detectKind, isComposeName, looksLikeCompose } from '../../src/documents/detect'

const COMPOSE = 'services:\n  a:\n    image: x\n'
const POD = 'apiVersion: v1\nkind: Pod\nspec:\n  containers: [{ image: nvidia/cuda:12.4.1-base-ubuntu22.04 }]\n'
const detect = (path: string, text = '') => detectKind(path, () => text)

test.each([
  'docker-compose.yml',
  'a/docker-compose.gpu.yaml',
  'docker-compose-nvidia.yml',
  'compose.yaml',
  'compose.override.yml',
  'compose-gpu.yml',
  'nims.compose.yaml',
  'Docker-Compose.yml',
])('%s is a compose file', (path) => {
  expect(detect(path, COMPOSE)).toBe('compose')
  expect(isComposeName(path)).toBe(true)
})

test.each(['Dockerfile', 'x/Dockerfile.gpu', 'Dockerfile-cuda', 'train.Dockerfile', 'a.dockerfile', 'Containerfile'])(
  '%s is a Dockerfile, by its name alone',
  (path) => {
    const text = () => {
      throw new Error('the text is not asked for')
    }
    expect(detectKind(path, text)).toBe('dockerfile')
  },
)

test.each([
  'Dockerfile.j2',
  'Dockerfile.tmpl',
  'Dockerfile.dockerignore',
  'Dockerfile.md',
  'dockerfile.py',
  'mydockerfile',
  'docker-compose.yml.j2',
  'composer.yaml',
  'values.yaml',
  'package.json',
  'README.md',
])('%s is none of ours', (path) => {
  expect(detect(path, COMPOSE)).toBeUndefined()
})

test('the others by name', () => {
  expect(detect('.devcontainer/devcontainer.json')).toBe('devcontainer')
  expect(detect('.devcontainer.json')).toBe('devcontainer')
  expect(detect('bentofile.yaml')).toBe('bentofile')
})

test('a name that only begins like that of a compose file, with the keys of another program', () => {
  expect(detect('tests/compose_a.yaml', 'config: a\ninclude: [compose_b.yaml]\ncontrol:\n  - pkg: a\n')).toBeUndefined()
  expect(detect('compose.all.yaml', 'include: [a/compose.yaml]\n')).toBe('compose')
  expect(detect('compose-x.yaml', 'x-common: 1\nservice:\n  a: {}\n')).toBe('compose')
  expect(detect('compose-x.yaml', '')).toBe('compose')
  expect(detect('docker-compose.gpu.yaml', 'service:\n  a: {}\nfoo: 1\n')).toBe('compose')
})

test('Kubernetes by its text, and only with a GPU in it', () => {
  expect(detect('k8s/pod.yaml', POD)).toBe('kubernetes')
  expect(detect('k8s/pod.yml', `# x\n---\n${POD}`)).toBe('kubernetes')
  expect(detect('compose-pod.yaml', POD)).toBe('kubernetes')
  expect(detect('k8s/pod.yaml', POD.replace('nvidia/cuda', 'nginx'))).toBeUndefined()
  expect(detect('k8s/x.yaml', 'gpu: 1\nnested:\n  apiVersion: v1\n  kind: Pod\n')).toBeUndefined()
})

test('templates are none of ours', () => {
  expect(detect('chart/templates/pod.yaml', `${POD}  {{- toYaml .Values.x }}\n`)).toBeUndefined()
  expect(detect('docker-compose.yml', `${COMPOSE}{% if gpu %}\n    gpus: all\n{% endif %}\n`)).toBeUndefined()
  expect(detect('docker-compose.yml', 'services:\n  a:\n    image: {{ image }}\n')).toBeUndefined()
  expect(detect('docker-compose.yml', `${COMPOSE}    hostname: gpu-{{.Task.Slot}}\n`)).toBe('compose')
  expect(detect('docker-compose.yml', `${COMPOSE}    hostname: "{{.Node.Hostname}}"\n`)).toBe('compose')
})

test('what the configuration says wins', () => {
  expect(detectKind('values.yaml', () => '', 'compose')).toBe('compose')
})

test.each([
  [COMPOSE, true],
  ['services:\n  # a comment\n  a:\n    build: .\n', true],
  ['\uFEFFservices:\r\n  a:\r\n    image: x\r\n', true],
  ['services: { a: { image: x } }\n', true],
  ['"services":\n  a:\n    deploy: {}\n', true],
  ['jobs:\n  test:\n    services:\n      db:\n        image: x\n', false],
  ['services:\n  - docker:dind\nimage: x\n', false],
  ['services:\n  a: 1\nother:\n  image: x\n', false],
  ['', false],
])('%j looks like a compose file: %s', (text, expected) => {
  expect(looksLikeCompose(text)).toBe(expected)
})
