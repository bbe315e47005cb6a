import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bundle, folder, NO_TAG, OBSOLETE, plainEnv, run } from '../support/cli'

test('a file that does not exist: named, exit 2, the others are reported', async () => {
  const { code, stdout, stderr } = await folder({ Dockerfile: NO_TAG }).run('check', 'nope.yml', 'Dockerfile')
  expect(code).toBe(2)
  expect(stderr).toContain('nope.yml: There is no such file or folder.')
  expect(stdout).toContain('Dockerfile:1:6 error image/cuda-tag-latest')
})

const root = process.getuid?.() === 0
if (root) console.log('skipped: an unreadable file (root may read everything)')
test.skipIf(root)('an unreadable file: named, exit 2', async () => {
  const here = folder({ Dockerfile: NO_TAG })
  chmodSync(here.file('Dockerfile'), 0)
  const { code, stderr } = await here.run('check')
  expect(code).toBe(2)
  expect(stderr).toContain('Dockerfile: cannot be read: permission denied.')
})

test.each([
  ['bytes that are not UTF-8', Buffer.from([0x46, 0xff, 0xfe, 0x80]), 'is not UTF-8 text'],
  ['a binary file', Buffer.from('FROM a\0b'), 'is not a text file'],
  ['more than 20 MB', Buffer.alloc(21 * 1024 * 1024, '#'), 'is larger than 20 MB'],
])('%s: a sentence, and the others are reported', async (_, bytes, sentence) => {
  const { code, stdout, stderr } = await folder({ Dockerfile: bytes, 'Dockerfile.b': NO_TAG }).run('check')
  expect(stderr).toContain(`Dockerfile: ${sentence}`)
  expect(stdout).toContain('Dockerfile.b:1:6')
  expect(code).toBe(2)
})

test('a file of 5 MB is checked', async () => {
  const big = `${NO_TAG}${'# a comment of some length, repeated\n'.repeat(140_000)}`
  const { code } = await folder({ Dockerfile: big }).run('check')
  expect(code).toBe(1)
})

test.skipIf(process.platform === 'win32')('a FIFO with the name of ours: a sentence, no waiting', async () => {
  const here = folder({ 'Dockerfile.b': NO_TAG })
  execFileSync('mkfifo', [here.file('Dockerfile')])
  const walked = await here.run('check')
  expect(walked.stderr).toContain('Dockerfile: is not a regular file')
  expect(walked.code).toBe(1)
  expect(await here.run('check', 'Dockerfile')).toMatchObject({ code: 2 })
})

test('a folder with the name of ours: a sentence, and its files are checked', async () => {
  const here = folder({ 'docker-compose.yml/Dockerfile': NO_TAG })
  const { code, stdout, stderr } = await here.run('check')
  expect(stderr).toContain('docker-compose.yml: is a folder, not a file.')
  expect(stdout).toContain('docker-compose.yml/Dockerfile:1:6')
  expect(code).toBe(1)
})

test.skipIf(process.platform === 'win32')('a reader that goes away ends the writing quietly', () => {
  const files = Array.from({ length: 300 }, (_, i) => [`${i}/Dockerfile`, NO_TAG] as const)
  const { path: cwd } = folder(Object.fromEntries(files))
  const command = `"${process.execPath}" "${bundle}" check 2>err | head -1; cat err`
  const out = execFileSync('sh', ['-c', command], { cwd, env: plainEnv(), encoding: 'utf8' })
  expect(out).toBe('0/Dockerfile:1:6 error image/cuda-tag-latest\n')
})

test('the compile cache is private, and a run without one works', async () => {
  const here = folder({ Dockerfile: NO_TAG })
  mkdirSync(here.file('cache'), { mode: 0o700 })
  mkdirSync(here.file('open'))
  chmodSync(here.file('open'), 0o777)
  const check = (cache: string) => run(['check'], { cwd: here.path, env: { XDG_CACHE_HOME: here.file(cache) } })
  const first = await check('cache')
  expect(existsSync(here.file('cache/gpu-compose'))).toBe(true)
  expect(await check('cache')).toEqual(first)
  expect(await check('open')).toEqual(first)
  expect(await check('Dockerfile')).toEqual(first)
})

test('an unknown rule, key or value of the configuration: named with its place, exit 2, files reported', async () => {
  const here = folder({ 'docker-compose.yml': OBSOLETE, Dockerfile: NO_TAG })
  here.write(
    '.gpu-compose.yaml',
    'rules:\n  compose/version-key-obsolet: off\n  image/cuda-tag-latest: of\nignored: []\n',
  )
  const { code, stdout, stderr } = await here.run('check')
  expect(stderr.split('\n')).toEqual([
    'problem: .gpu-compose.yaml:2:3: No rule is called "compose/version-key-obsolet". Did you mean "compose/version-key-obsolete"?',
    'problem: .gpu-compose.yaml:3:26: "image/cuda-tag-latest" must be one of off, info, warning, error. Did you mean "off"?',
    'problem: .gpu-compose.yaml:4:1: There is no key "ignored" here. Did you mean "ignore"?',
    '',
  ])
  expect(stdout).toContain('Dockerfile:1:6 error')
  expect(code).toBe(2)
})

test('the nearest configuration counts; --config and --no-config replace it', async () => {
  const here = folder({ 'docker-compose.yml': OBSOLETE, 'sub/docker-compose.yml': OBSOLETE })
  here.write('.gpu-compose.yaml', 'rules: { compose/version-key-obsolete: off }\n')
  here.write('sub/.gpu-compose.json', '{\n\t"rules": { "compose/version-key-obsolete": "warning" }\n}\n')
  const summary = async (...args: readonly string[]) =>
    JSON.parse((await here.run('check', '-f', 'json', ...args)).stdout).summary
  expect(await summary()).toMatchObject({ warnings: 1, infos: 0 })
  expect(await summary('--no-config')).toMatchObject({ warnings: 0, infos: 2 })
  expect(await summary('--config', 'sub/.gpu-compose.json')).toMatchObject({ warnings: 2, infos: 0 })
  expect((await here.run('check', '--config', 'none.yaml')).code).toBe(2)
})

test('a long line and thousands of installs are read in time that grows with them', async () => {
  const installs = Array.from({ length: 6000 }, (_, i) => `RUN pip install torch==2.${i % 6}.0 && nvidia-smi\n`)
  const here = folder({
    Dockerfile: `FROM nvidia/cuda:12.4.1-base-ubuntu22.04\n${installs.join('')}`,
    'Dockerfile.line': `FROM ubuntu:22.04\nRUN ${'pip install torch && '.repeat(40_000)}true\n`,
  })
  expect((await here.run('check', '-f', 'json')).code).toBe(1)
})

test('a file of projects that is not there, and a driver that is no version: named, exit 2', async () => {
  const here = folder({ 'docker-compose.yml': 'services: {}\n', 'sub/compose.yaml': 'services: {}\n' })
  here.write('.gpu-compose.yaml', 'projects: [[docker-compose.yml, gpu.yml]]\ntarget: { driver: newest }\n')
  const { code, stderr } = await here.run('check')
  expect(stderr.split('\n')).toEqual([
    'problem: .gpu-compose.yaml:1:33: "projects" names "gpu.yml": there is no such file.',
    'problem: .gpu-compose.yaml:2:19: "target.driver" is a version such as 535.183.01, not "newest".',
    '',
  ])
  expect(code).toBe(2)
  here.write('.gpu-compose.yaml', 'projects: [[docker-compose.yml, sub/compose.yaml]]\n')
  expect((await here.run('check')).code).toBe(0)
})
