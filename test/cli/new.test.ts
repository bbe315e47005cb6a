import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { expect, test } from 'vitest'
import { writeProject } from '../../src/adaptors/node/write-project'
import { folder, run } from '../support/cli'

const FILES = [
  '.dockerignore',
  '.git',
  'Dockerfile',
  'README.md',
  'docker-compose.yml',
  'gpu_check.py',
  'models',
  'requirements.txt',
  'serve.py',
]

test('new needs nothing but a name, and check finds nothing in what it writes', async () => {
  const here = folder()
  const { code, stdout, stderr } = await here.run('new', 'pytorch')
  expect([code, stdout]).toEqual([0, ''])
  expect(stderr).toContain('wrote docker-compose.yml\n')
  expect(readdirSync(here.path).sort()).toEqual(FILES)
  expect(await here.run('check', '--fail-on', 'info')).toMatchObject({
    code: 0,
    stdout: '2 files checked: nothing found.\n',
  })
})

test('a second time everything is as it would be written; with other wishes nothing is overwritten', async () => {
  const here = folder()
  await here.run('new', 'pytorch')
  expect((await here.run('new', 'pytorch')).stderr).toContain('left Dockerfile: it is as it would be written')
  const before = here.read('docker-compose.yml')
  const { code, stderr } = await here.run('new', 'pytorch', '--mode', 'train')
  expect(code).toBe(2)
  expect(stderr).toContain(
    'docker-compose.yml, Dockerfile, .dockerignore: there already, and nothing was written. --force replaces them.',
  )
  expect(here.read('docker-compose.yml')).toBe(before)
  expect(existsSync(here.file('train.py'))).toBe(false)
  expect(await here.run('new', 'pytorch', '--mode', 'train', '--force')).toMatchObject({ code: 0 })
  expect(here.read('docker-compose.yml')).toContain('checkpoints')
})

test('a README of the user keeps its words: its section comes with --force alone', async () => {
  const here = folder({ 'README.md': '# Mine\n' })
  expect((await here.run('new', 'pytorch')).stderr).toContain('left README.md: --force puts the section into it')
  expect(here.read('README.md')).toBe('# Mine\n')
  await here.run('new', 'pytorch', '--force')
  await here.run('new', 'pytorch', '--mode', 'train', '--force')
  expect(here.read('README.md')).toMatch(/^# Mine\n\n<!-- gpu-compose:begin -->\n\n# PyTorch [\d.]+ \(train\)/)
  expect(here.read('README.md').match(/gpu-compose:begin/g)).toHaveLength(1)
})

test('--dry-run prints and writes nothing', async () => {
  const here = folder()
  const { code, stdout } = await here.run('new', 'pytorch==2.5.1', '--cuda', '12.1', '--gpus', 'device=0', '--dry-run')
  expect(code).toBe(0)
  expect(stdout).toContain('==> Dockerfile <==\n# Written by: gpu-compose new pytorch==2.5.1 --mode serve --cuda 12.1')
  expect(stdout).toContain('device_ids:\n                - "0"\n')
  expect(readdirSync(here.path)).toEqual(['.git'])
})

test('the call that a file names writes the same file', async () => {
  const here = folder()
  const first = await here.run(
    'new',
    'pytorch',
    '--gpus',
    '2',
    '--wiring',
    'devices',
    '--cpu-fallback',
    '--port',
    '9000:8000',
    '--root',
    '--dry-run',
  )
  const line = /^# Written by: gpu-compose (.*)$/m.exec(first.stdout)?.[1] ?? ''
  const second = await here.run(...line.split(' '), '--dry-run')
  const body = (text: string) => text.split('\n').filter((line) => !/^(?:#|\| )/.test(line))
  expect(body(second.stdout)).toEqual(body(first.stdout))
})

test('a specification, from a file or stdin; a flag stands before it', async () => {
  const here = folder({ 'spec.yaml': 'framework: pytorch\nmode: train\ngpus: 1\n' })
  await here.run('new', '--spec', 'spec.yaml', '--gpus', '2', '--out', 'deep/project')
  expect(here.read('deep/project/docker-compose.yml')).toMatch(/count: 2/)
  expect(here.read('deep/project/train.py')).toContain('DataLoader')
  const piped = await run(['new', '--spec', '-', '--dry-run'], {
    cwd: here.path,
    stdin: '{"framework": "pytorch", "mode": "notebook"}',
  })
  expect(piped.stdout).toContain('jupyterlab==')
})

test('wrong calls, specifications and wishes end with 2 in words, and write nothing', async () => {
  const here = folder({
    'spec.yaml': 'framework: pytorch\nwiring: cid\n',
    'target.yaml': 'driver: "470.256.02"\ngpus: [RTX 3090]\n',
  })
  const refused = async (words: string) => {
    const { code, stdout, stderr } = await here.run('new', ...words.split(' ').filter(Boolean))
    expect([code, stdout], words).toEqual([2, ''])
    return stderr
  }
  expect(await refused('')).toContain('Name a framework: gpu-compose new pytorch')
  expect(await refused('pytrch')).toMatch(/There is no framework "pytrch".* Did you mean "pytorch"\?/)
  expect(await refused('pytorch extra')).toContain('A folder goes behind --out.')
  expect(await refused('pytorch --wirin cdi')).toContain('Did you mean "--wiring"?')
  expect(await refused('pytorch --gpus 0')).toContain('"gpus" must be none, all')
  expect(await refused('--spec spec.yaml')).toContain('spec.yaml:2:9: "wiring" is "cid"')
  expect(await refused('--spec none.yaml')).toContain('none.yaml: There is no such file')
  expect(await refused('pytorch --cuda 12.4 --host target.yaml')).toContain(
    'CUDA 12 needs driver 525.60.13 or later, and the target has 470.256.02.\nThe nearest that can be had: gpu-compose new pytorch==2.7.1 --cuda 11.8\n',
  )
  expect(await refused('pytorch --gpus 2 --host target.yaml')).toContain('the target has one GPU')
  expect(readdirSync(here.path).sort()).toEqual(['.git', 'spec.yaml', 'target.yaml'])
})

test('the target of the nearest configuration counts', async () => {
  const here = folder({ '.gpu-compose.yaml': 'target: { driver: "470.256.02" }\n' })
  expect((await here.run('new', 'pytorch', '--dry-run', '--out', 'sub')).stdout).toContain('torch==2.7.1')
})

test('all files or none: what fails half-way is undone', () => {
  const here = folder({ 'a.txt': 'old\n', 'blocked/inside': '' })
  const files = [
    { path: 'a.txt', text: 'new\n' },
    { path: 'made/b.txt', text: 'b\n' },
    { path: 'blocked', text: 'a folder is in the way\n' },
    { path: 'a.txt/c', text: 'no folder\n' },
  ]
  expect(writeProject(here.path, files)).toContain('a.txt')
  expect(here.read('a.txt')).toBe('old\n')
  expect(readdirSync(here.path).sort()).toEqual(['.git', 'a.txt', 'blocked'])
})

test('all files or none: a move that fails brings back what was moved before', () => {
  const here = folder({ 'a.txt': 'old\n' })
  mkdirSync(here.file('shut'))
  const files = [
    { path: 'a.txt', text: 'new\n' },
    { path: 'b.txt', text: 'b\n' },
    { path: 'x'.repeat(250), text: 'the temporary name is too long\n' },
  ]
  expect(writeProject(here.path, files)).toContain('too long')
  expect(here.read('a.txt')).toBe('old\n')
  expect(readdirSync(here.path).sort()).toEqual(['.git', 'a.txt', 'shut'])
})

test('a link leads no file out of the project', () => {
  const [here, other] = [folder(), folder()]
  symlinkSync(other.path, here.file('models'))
  expect(writeProject(here.path, [{ path: 'models/README.md', text: 'x\n' }])).toContain('a link out of the project')
  expect(readdirSync(other.path)).toEqual(['.git'])
})

const root = process.getuid?.() === 0
if (root) console.log('skipped: a folder that cannot be written (root may write everywhere)')

test.skipIf(root)('a folder that cannot be written is named', () => {
  const here = folder()
  chmodSync(here.path, 0o555)
  expect(writeProject(here.path, [{ path: 'a', text: '' }])).toContain('permission denied')
  chmodSync(here.path, 0o755)
})

test('checking loads nothing of it', () => {
  const main = readFileSync(new URL('../../dist/cli-main.js', import.meta.url), 'utf8')
  expect(main).toContain('cli-new.js')
  expect(main).not.toContain('Smoke test: ends with 0')
})

test('the bundle that is read as latin1 is ASCII', () => {
  const main = readFileSync(new URL('../../dist/cli-main.js', import.meta.url))
  expect(main.findIndex((byte) => byte > 0x7f)).toBe(-1)
})

test('behind -- stands the command of an image of your own', async () => {
  const here = folder()
  const { code, stdout } = await here.run(
    ...['new', 'own-image', '--image', 'ghcr.io/me/app:1', '--dry-run', '--', 'serve', '--port', '80', "it's"],
  )
  expect(code).toBe(0)
  expect(stdout).toContain(`--gpus all -- serve --port 80 'it'\\''s'\n`)
  expect(stdout).toContain(`command: [serve, "--port", "80", "it's"]\n`)
  expect((await here.run('new', 'own-image', '--')).stderr).toContain('"command" is []')
})
