import { execFileSync } from 'node:child_process'
import { chmodSync, lstatSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { replaceFile } from '../../src/adaptors/node/write'
import { FIXED, folder, NO_TAG, OBSOLETE, plainEnv, run, start } from '../support/cli'

test('fix writes safe fixes and prints what stays', async () => {
  const here = folder({ 'docker-compose.yml': OBSOLETE, Dockerfile: NO_TAG })
  chmodSync(here.file('docker-compose.yml'), 0o640)
  const { code, stdout, stderr } = await here.run('fix')
  expect(here.read('docker-compose.yml')).toBe(FIXED)
  expect(here.read('Dockerfile')).toBe(NO_TAG)
  expect(statSync(here.file('docker-compose.yml')).mode & 0o777).toBe(0o640)
  expect(stdout).toContain('Dockerfile:1:6 error')
  expect(stderr).toBe('1 fix applied in 1 file.\n')
  expect(code).toBe(1)
})

test('check --fix is fix, and a second fix changes nothing', async () => {
  const here = folder({ 'docker-compose.yml': OBSOLETE })
  expect(await here.run('check', '--fix')).toMatchObject({ code: 0 })
  expect(await here.run('fix')).toMatchObject({ code: 0, stderr: '' })
  expect(here.read('docker-compose.yml')).toBe(FIXED)
})

test('--diff writes nothing, and patch makes of it what fix makes', async () => {
  const text = OBSOLETE.replaceAll('\n', '\r\n')
  const here = folder({ 'a b/docker-compose.yml': text, 'compose.yaml': `# no end of line\n${OBSOLETE.trimEnd()}` })
  const { stdout, stderr } = await here.run('fix', '--diff')
  expect(here.read('a b/docker-compose.yml')).toBe(text)
  expect(stderr).toContain('2 fixes to apply in 2 files.')
  execFileSync('git', ['init', '-q'], { cwd: here.path })
  execFileSync('git', ['apply', '-'], { cwd: here.path, input: stdout })
  expect(here.read('a b/docker-compose.yml')).toBe(FIXED.replaceAll('\n', '\r\n'))
  expect(here.read('compose.yaml')).toBe(`# no end of line\n${FIXED.trimEnd()}`)
})

test('the file behind a link is fixed, the link stays', async () => {
  const here = folder({ 'real/gpu.txt': OBSOLETE })
  symlinkSync('real/gpu.txt', here.file('docker-compose.yml'))
  await here.run('fix')
  expect(lstatSync(here.file('docker-compose.yml')).isSymbolicLink()).toBe(true)
  expect(here.read('real/gpu.txt')).toBe(FIXED)
})

test('a read-only file is named, the others are fixed', async () => {
  const here = folder({ 'docker-compose.yml': OBSOLETE, 'sub/docker-compose.yml': OBSOLETE })
  chmodSync(here.file('docker-compose.yml'), 0o444)
  const { code, stderr } = await here.run('fix')
  expect(stderr).toContain('docker-compose.yml: is read-only and was not fixed.')
  expect(here.read('docker-compose.yml')).toBe(OBSOLETE)
  expect(here.read('sub/docker-compose.yml')).toBe(FIXED)
  expect(code).toBe(2)
})

test('a file that changed since it was read is not written', () => {
  const here = folder({ 'docker-compose.yml': `${OBSOLETE}# edited meanwhile\n` })
  const told = replaceFile(here.file('docker-compose.yml'), Buffer.from(OBSOLETE), FIXED)
  expect(told).toContain('changed on disk')
  expect(here.read('docker-compose.yml')).toBe(`${OBSOLETE}# edited meanwhile\n`)
  expect(readdirSync(here.path)).toEqual(['.git', 'docker-compose.yml'])
  expect(replaceFile(here.file('gone.yml'), Buffer.from(''), '')).toContain('could not be written')
})

test.skipIf(process.platform === 'win32')('Ctrl-C leaves every file whole and no other file behind', async () => {
  const names = Array.from({ length: 800 }, (_, i) => `${i}/docker-compose.yml`)
  const here = folder(Object.fromEntries(names.map((name) => [name, OBSOLETE])))
  const child = start(['fix'], { cwd: here.path, env: plainEnv(), stdio: 'ignore' })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  while (child.exitCode === null && here.read('0/docker-compose.yml') === OBSOLETE) await setTimeout(2)
  child.kill('SIGINT')
  expect(await ended).toBe(130)
  const texts = names.map((name) => here.read(name))
  expect(texts.every((text) => text === OBSOLETE || text === FIXED)).toBe(true)
  expect(texts).toContain(OBSOLETE)
  expect(names.flatMap((_, i) => readdirSync(here.file(`${i}`))).every((name) => name === 'docker-compose.yml')).toBe(
    true,
  )
})

test('--unsafe and --diff report nothing to do where there is nothing', async () => {
  const { path: cwd } = folder({ 'docker-compose.yml': FIXED })
  expect(await run(['fix', '--unsafe', '--diff', '-q'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' })
})
