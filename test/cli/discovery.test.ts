import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Folder, folder, NO_TAG, OBSOLETE, run } from '../support/cli'

async function checked(here: Folder, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await here.run('check', '--format', 'json', ...args)
  return JSON.parse(stdout).files.map(({ path }: { path: string }) => path)
}

const many = (names: readonly string[]): Folder => {
  const dockerfile = (name: string) => /Dockerfile|Containerfile/.test(name)
  return folder(Object.fromEntries(names.map((name) => [name, dockerfile(name) ? NO_TAG : OBSOLETE])))
}

test('finds our kinds of file by name', async () => {
  const ours = [
    'Containerfile',
    'Dockerfile',
    'Dockerfile.gpu',
    'a/compose.override.yaml',
    'a/gpu.compose.yml',
    'b/train.Dockerfile',
    'docker-compose.yml',
  ]
  const here = many([...ours, 'other.yml', 'node_modules/x/docker-compose.yml', '.git/Dockerfile', 'README.md'])
  expect(await checked(here)).toEqual([...ours].sort())
})

test('honours .gitignore files, nested ones and info/exclude, unless --no-ignore', async () => {
  const here = many([
    'out/Dockerfile',
    'a/Dockerfile',
    'a/b/Dockerfile',
    'a/keep/Dockerfile',
    'c/Dockerfile',
    'd/Dockerfile',
  ])
  here.write('.gitignore', 'out/\n/a/*\n!/a/keep\n')
  here.write('c/.gitignore', 'Dockerfile\n')
  here.write('.git/info/exclude', 'd\n')
  expect(await checked(here)).toEqual(['a/keep/Dockerfile'])
  expect(await checked(here, '--no-ignore')).toHaveLength(6)
  expect(await checked(here, 'out/Dockerfile')).toEqual(['out/Dockerfile'])
  expect(await checked(here, 'out')).toEqual(['out/Dockerfile'])
})

test('the .gitignore files above the start folder count too', async () => {
  const here = many(['sub/x/Dockerfile', 'sub/y/Dockerfile'])
  here.write('.gitignore', 'x/\n')
  expect(await checked(here, 'sub')).toEqual(['sub/y/Dockerfile'])
})

test('honours `ignore` and `files` of the configuration, from its own folder', async () => {
  const here = many(['sub/third/Dockerfile', 'sub/deploy/gpu.yml', 'sub/Dockerfile', 'deploy/gpu.yml'])
  here.write('sub/.gpu-compose.yaml', 'ignore: [third/]\nfiles: { compose: [deploy/*.yml] }\n')
  expect(await checked(here)).toEqual(['sub/Dockerfile', 'sub/deploy/gpu.yml'])
})

test('finds the files that `projects` of the configuration names, whatever they are called', async () => {
  const here = many(['sub/base.yml', 'sub/deploy/gpu.conf', 'sub/other.yml'])
  here.write('sub/.gpu-compose.yaml', 'projects: [[./base.yml, deploy/gpu.conf]]\n')
  expect(await checked(here)).toEqual(['sub/base.yml', 'sub/deploy/gpu.conf'])
})

test('a file that is named is checked whatever its name', async () => {
  const here = many(['stack.yml', 'images/gpu.df'])
  here.write('images/gpu.df', `# syntax=docker/dockerfile:1\n${NO_TAG}`)
  expect(await checked(here)).toEqual([])
  expect(await checked(here, 'stack.yml', 'images/gpu.df')).toEqual(['stack.yml', 'images/gpu.df'])
})

test('a named file of none of our kinds is a problem, a manifest without a GPU is none', async () => {
  const here = folder({
    'notes.txt': 'hello\n',
    'web.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n',
  })
  const other = await here.run('check', 'notes.txt')
  expect(other.code).toBe(2)
  expect(other.stderr).toContain('notes.txt: is no compose file')
  expect((await here.run('check', 'web.yaml')).code).toBe(0)
})

test('links: not out of the workspace, not in cycles, files inside are followed', async () => {
  const outside = folder({ Dockerfile: NO_TAG }).path
  const here = many(['real/stack.txt'])
  symlinkSync(outside, here.file('away'))
  symlinkSync(join(outside, 'Dockerfile'), here.file('Dockerfile'))
  symlinkSync(here.path, here.file('real/loop'))
  symlinkSync('real/stack.txt', here.file('docker-compose.yml'))
  expect(await checked(here)).toEqual(['docker-compose.yml'])
  expect((await here.run('check')).stderr).toContain('Dockerfile: is a link out of the workspace')
})

test('paths start at the current folder, with blanks, signs and letters of any kind', async () => {
  const odd = 'a b/#1/100% für 日本/docker-compose.yml'
  const here = many([odd])
  expect(await checked(here)).toEqual([odd])
  const sarif = JSON.parse((await here.run('check', '--format', 'sarif')).stdout)
  const uri = sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri
  expect(uri).toBe('a%20b/%231/100%25%20f%C3%BCr%20%E6%97%A5%E6%9C%AC/docker-compose.yml')
  const below = await run(['check', '-f', 'json', '.'], { cwd: here.file('a b') })
  expect(JSON.parse(below.stdout).files[0].path).toBe('#1/100% für 日本/docker-compose.yml')
  expect((await here.run('fix', odd)).code).toBe(0)
  expect(here.read(odd)).not.toContain('version')
})

test('an empty folder says so and is no failure', async () => {
  const here = folder({ 'README.md': '# hello\n' })
  mkdirSync(here.file('empty'))
  const { code, stderr } = await here.run('check', 'empty')
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^No compose file, .* in: empty\n$/) })
})

test('a related place in a file without findings is told where it is', async () => {
  const here = folder({
    'docker-compose.yml': 'services:\n  a:\n    image: nvidia/cuda:12.4.1-base-ubuntu22.04\n    gpus: all\n',
    'docker-compose.gpu.yml': 'services:\n  a:\n    gpus: all\n',
  })
  const { stdout } = await here.run('check', '--format', 'json', '.')
  const related = JSON.parse(stdout).files.flatMap(({ findings }: { findings: { related: unknown[] }[] }) =>
    findings.flatMap((finding) => finding.related),
  )
  expect(related).toMatchObject([{ path: 'docker-compose.yml', range: { start: { line: 4, column: 5 } } }])
})
