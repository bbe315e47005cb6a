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
  for (const flag of ['--service', '--wiring', '--gpus', '--diff', '--dry-run', '--host'])
    expect(stdout).toContain(flag)
})
