import { chmodSync, readdirSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { folder, run } from '../support/cli'

const ONE = '# ours\nservices:\n  app:\n    image: acme/worker:1 # keep\n'
const TWO = `${ONE}  web:\n    image: nginx:1.27\n`

test('gives the service a GPU, says so, and leaves it at that', async () => {
  const here = folder({ 'docker-compose.yml': ONE })
  chmodSync(here.file('docker-compose.yml'), 0o640)
  const first = await here.run('add-gpu', 'docker-compose.yml', '--wiring', 'gpus', '--gpus', 'device=1')
  expect(first).toEqual({ code: 0, stdout: '', stderr: 'docker-compose.yml: app got a GPU (gpus).\n' })
  const text = `${ONE}    gpus:\n      - driver: nvidia\n        device_ids: ["1"]\n`
  expect(here.read('docker-compose.yml')).toBe(text)
  expect(statSync(here.file('docker-compose.yml')).mode & 0o777).toBe(0o640)
  expect(readdirSync(here.path)).toEqual(['.git', 'docker-compose.yml'])
  const again = await here.run('add-gpu', 'docker-compose.yml')
  expect(again.code).toBe(0)
  expect(again.stderr).toBe(
    'docker-compose.yml: app has a GPU already: line 6 asks for it under gpus. Nothing was changed.\n',
  )
  expect(here.read('docker-compose.yml')).toBe(text)
})

test('gives GPUs of AMD and Intel by their nodes, once', async () => {
  const here = folder({ 'compose.yaml': ONE })
  const { code, stderr } = await here.run('add-gpu', 'compose.yaml', '--vendor', 'amd')
  expect([code, stderr]).toEqual([0, expect.stringContaining('compose.yaml: app got a GPU (devices).\nnote: Where')])
  const text = `${ONE}    devices: [/dev/kfd:/dev/kfd, /dev/dri:/dev/dri]\n`
  expect(here.read('compose.yaml')).toBe(text)
  expect((await here.run('add-gpu', 'compose.yaml', '--vendor=amd')).stderr).toContain('Nothing was changed.')
  expect(here.read('compose.yaml')).toBe(text)
  const intel = folder({ 'compose.yaml': ONE })
  const refused = await intel.run('add-gpu', 'compose.yaml', '--vendor', 'intel', '--wiring', 'gpus')
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/no driver.* Take --wiring devices\.\n$/)])
  expect(intel.read('compose.yaml')).toBe(ONE)
  expect((await intel.run('add-gpu', 'compose.yaml', '--vendor', 'arm')).stderr).toContain('takes nvidia, amd, intel')
})

test('lists the services where several could be meant and nobody can be asked', async () => {
  const here = folder({ 'compose.yaml': TWO })
  const { code, stderr } = await here.run('add-gpu', 'compose.yaml')
  expect(code).toBe(2)
  expect(stderr).toBe('problem: compose.yaml: several services could be meant: app, web. Name one: --service app\n')
  expect(here.read('compose.yaml')).toBe(TWO)
  expect((await here.run('add-gpu', 'compose.yaml', '-s', 'ap')).stderr).toContain(
    'Did you mean "app"? It has app, web.',
  )
  expect((await here.run('add-gpu', 'compose.yaml', '-s', 'web', '-w', 'cdi')).code).toBe(0)
  expect(here.read('compose.yaml')).toBe(`${TWO}    devices: [nvidia.com/gpu=all]\n`)
})

test('--diff and --dry-run print and write nothing', async () => {
  const here = folder({ 'compose.yaml': ONE })
  const diff = await here.run('add-gpu', 'compose.yaml', '--wiring=gpus', '--diff')
  expect(diff.stdout).toContain('+    gpus: all\n')
  expect(diff.stderr).toBe('compose.yaml: app would get a GPU (gpus).\n')
  const dry = await here.run('add-gpu', 'compose.yaml', '--wiring=gpus', '--dry-run')
  expect(dry.stdout).toBe(`${ONE}    gpus: all\n`)
  expect(here.read('compose.yaml')).toBe(ONE)
})

test('the target of the configuration and of --host counts', async () => {
  const here = folder({
    'compose.yaml': ONE,
    '.gpu-compose.yaml': 'target: { gpus: [L4, L4] }\n',
    old: 'compose: "2.26.1"\n',
  })
  const many = await here.run('add-gpu', 'compose.yaml', '--gpus', '5')
  expect(many).toMatchObject({ code: 2, stderr: expect.stringContaining('The target has 2 GPUs, and 5 are asked for') })
  const gpus = await here.run('add-gpu', 'compose.yaml', '--wiring', 'gpus', '--host', 'old')
  expect(gpus).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Docker Compose 2.26.1 does not know the key gpus'),
  })
  expect(here.read('compose.yaml')).toBe(ONE)
  here.write('one', 'gpus: [L4]\n')
  const one = await here.run('add-gpu', 'compose.yaml', '--gpus', '2', '--host', 'one')
  expect(one.stderr).toContain('The target has one GPU')
  expect((await here.run('add-gpu', 'compose.yaml', '--gpus', '5', '--no-config')).code).toBe(0)
})

test('a call that cannot be carried out ends with 2 and one line', async () => {
  const here = folder({ 'compose.yaml': ONE, 'notes.txt': 'a\n', 'sub/compose.yaml': ONE })
  const calls = [
    ['add-gpu'],
    ['add-gpu', 'compose.yaml', 'other.yaml'],
    ['add-gpu', 'gone.yaml'],
    ['add-gpu', 'sub'],
    ['add-gpu', 'notes.txt'],
    ['add-gpu', 'compose.yaml', '--wiring', 'deplo'],
    ['add-gpu', 'compose.yaml', '--gpus', '0'],
    ['add-gpu', 'compose.yaml', '--diff', '--dry-run'],
  ]
  for (const call of calls) {
    const { code, stdout, stderr } = await here.run(...call)
    expect([code, stdout, stderr.trimEnd().split('\n').length], call.join(' ')).toEqual([2, '', 1])
  }
  expect(here.read('sub/compose.yaml')).toBe(ONE)
  chmodSync(here.file('compose.yaml'), 0o444)
  expect((await here.run('add-gpu', 'compose.yaml')).stderr).toContain('is read-only and was not changed.')
})

test('its help names every flag', async () => {
  const { stdout } = await run(['add-gpu', '--help'], { cwd: '.' })
  for (const flag of [
    '--service',
    '--wiring',
    '--gpus',
    '--stage',
    '--cuda',
    '--move',
    '--diff',
    '--dry-run',
    '--host',
  ])
    expect(stdout).toContain(flag)
})

const STAGE =
  '# syntax=docker/dockerfile:1\n\nFROM python:3.12-slim AS app\nRUN pip install onnxruntime-gpu==1.20.1 # keep\n'

test('gives a stage of a Dockerfile the CUDA that its packages load', async () => {
  const here = folder({ Dockerfile: STAGE })
  const diff = await here.run('add-gpu', 'Dockerfile', '--diff')
  expect(diff.stdout).toContain('+FROM nvidia/cuda:12.6.3-cudnn-runtime-ubuntu22.04 AS cuda\n')
  expect(diff.stderr).toBe(
    'Dockerfile: The stage would get the CUDA libraries of nvidia/cuda:12.6.3-cudnn-runtime-ubuntu22.04.\n',
  )
  expect(here.read('Dockerfile')).toBe(STAGE)
  const done = await here.run('add-gpu', 'Dockerfile', '--cuda', '12.8')
  expect(done).toEqual({
    code: 0,
    stdout: '',
    stderr: 'Dockerfile: The stage got the CUDA libraries of nvidia/cuda:12.8.1-cudnn-runtime-ubuntu22.04.\n',
  })
  const text = here.read('Dockerfile')
  expect(text).toContain('FROM python:3.12-slim AS app\nCOPY --from=cuda /usr/local/cuda-12.8 /usr/local/cuda\n')
  const again = await here.run('add-gpu', 'Dockerfile')
  expect([again.code, again.stderr]).toEqual([
    0,
    'Dockerfile: Stage app: it copies CUDA out of an nvidia/cuda image already. Nothing was changed.\n',
  ])
  expect(here.read('Dockerfile')).toBe(text)
})

test('--move puts the stage on nvidia/cuda', async () => {
  const here = folder({ Dockerfile: STAGE })
  const { code, stderr } = await here.run('add-gpu', 'Dockerfile', '--move')
  expect(stderr).toBe('Dockerfile: The stage stands on nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04 now.\n')
  expect(code).toBe(0)
  expect(here.read('Dockerfile')).toContain('FROM nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04 AS app\n')
  const again = await here.run('add-gpu', 'Dockerfile', '--move')
  expect(again.stderr).toContain('it is built on nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04, which brings CUDA.')
})

test('lists the stages where several could be meant, and takes one by name or number', async () => {
  const two = `${STAGE}\nFROM debian:12\nRUN pip install tensorflow==2.15.0\n`
  const here = folder({ Dockerfile: two })
  expect((await here.run('add-gpu', 'Dockerfile')).stderr).toBe(
    'problem: Dockerfile: several stages could be meant: app, 1. Name one: --stage app\n',
  )
  expect((await here.run('add-gpu', 'Dockerfile', '--stage', 'ap')).stderr).toContain(
    'There is no stage "ap". Did you mean "app"? It has app, 1.',
  )
  expect((await here.run('add-gpu', 'Dockerfile', '--stage', '1', '--dry-run')).stdout).toBe(
    two.replace(
      'FROM debian:12\n',
      `FROM nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu22.04 AS cuda

FROM debian:12
COPY --from=cuda /usr/local/cuda-12.2 /usr/local/cuda
COPY --from=cuda /usr/lib/*-linux-gnu/libcudnn* /usr/local/cuda/lib64/
RUN echo /usr/local/cuda/lib64 > /etc/ld.so.conf.d/cuda.conf && ldconfig
ENV NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
`,
    ),
  )
  expect((await here.run('add-gpu', 'Dockerfile', '--stage', 'APP')).code).toBe(0)
})

test.each([
  ['torch==2.6.0', [], 0, 'torch==2.6.0 brings its own CUDA libraries along, and the image needs none.'],
  ['"tensorflow[and-cuda]==2.20.0"', [], 0, 'tensorflow[and-cuda]==2.20.0 brings its own CUDA libraries along'],
  ['tensorflow', [], 2, 'which CUDA tensorflow needs is not known: pin its version with ==.'],
  ['flask', [], 2, 'nothing that it installs is known to load CUDA, so which one it needs is not known.'],
  ['tensorflow==2.16.1', [], 2, 'loads CUDA 12.3 or a later minor and cuDNN 8.9, and no image of nvidia/cuda is known'],
  ['tensorflow==2.4.1', ['--cuda', '11.4'], 2, 'no image of nvidia/cuda is known with CUDA 11.4 that has it.'],
  ['flask', ['--cuda', '99.9'], 2, 'no image of nvidia/cuda is known with CUDA 99.9 that has it.'],
  ['onnxruntime-gpu==1.20.1', ['--move'], 2, 'have no Python 3.11: Ubuntu 22.04 has 3.10, 24.04 has 3.12.'],
  ['onnxruntime-gpu==1.20.1', ['--gpus', 'all'], 2, '--gpus is for compose files'],
])('says in one sentence why nothing is done: %s %j', async (packages, args, code, why) => {
  const text = `FROM python:3.11-slim\nRUN pip install ${packages}\n`
  const here = folder({ Dockerfile: text })
  const answer = await here.run('add-gpu', 'Dockerfile', ...args)
  expect(answer.stderr).toContain(why)
  expect([answer.code, answer.stderr.trimEnd().split('\n').length]).toEqual([code, 1])
  expect(here.read('Dockerfile')).toBe(text)
})

test('a CUDA that is named is enough, and a compiler needs another image', async () => {
  const here = folder({ Dockerfile: 'FROM debian:12\nCOPY app /app\n', b: 'FROM ubuntu:22.04\nRUN nvcc -o a a.cu\n' })
  const named = await here.run('add-gpu', 'Dockerfile', '--cuda', '12.6', '--dry-run')
  expect(named.stdout).toContain('FROM nvidia/cuda:12.6.3-runtime-ubuntu22.04 AS cuda\n')
  expect(named.stdout).not.toContain('cudnn')
  const compiled = await here.run('add-gpu', 'b', '--cuda', '12.6')
  expect(compiled.stderr).toContain('It can stand on nvidia/cuda:12.6.3-devel-ubuntu22.04: add --move.')
  expect((await here.run('add-gpu', 'b', '--cuda', '12')).stderr).toContain('--cuda takes a version such as 12.6')
})

test('flags of the other kind of file are refused', async () => {
  const here = folder({ 'compose.yaml': ONE })
  const { code, stderr } = await here.run('add-gpu', 'compose.yaml', '--stage', 'app')
  expect([code, stderr]).toEqual([
    2,
    'problem: compose.yaml: --stage is for Dockerfiles; a compose file takes --service, --vendor, --wiring and --gpus.\n',
  ])
})
