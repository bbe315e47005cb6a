import { expect, test } from 'vitest'
import { folder, NO_TAG, OBSOLETE, run } from '../support/cli'

test.each([
  [['chekc'], 'There is no command "chekc". Did you mean "check"?'],
  [['convert'], 'There is no command "convert".'],
  [['check', '--fromat', 'json'], 'There is no flag --fromat. Did you mean "--format"?'],
  [['check', '-x'], 'There is no flag -x.'],
  [['check', '--format', 'jsn'], 'not "jsn". Did you mean "json"?'],
  [['check', '--format'], '--format needs a value.'],
  [['check', '--quiet=yes'], '--quiet takes no value.'],
  [['check', '--fail-on', 'warn'], '--fail-on takes error, warning, info, never, not "warn".'],
  [['check', '--max-warnings', 'x'], '--max-warnings takes a number from 0, not "x".'],
  [['check', '--rule', 'compose/version-key-obsolet=off'], 'Did you mean "compose/version-key-obsolete"?'],
  [['check', '--rule', 'compose/version-key-obsolete=of'], 'Did you mean "off"?'],
  [['check', '--unsafe'], '--unsafe goes with fix'],
  [['check', '-'], '"-" needs --stdin-filename NAME'],
  [['explain', 'version-key-obsolete'], 'Did you mean "compose/version-key-obsolete"?'],
  [['explain', 'compose/version-key-obsolet'], 'Did you mean "compose/version-key-obsolete"?'],
  [['lsp'], 'lsp needs --stdio'],
])('%j is refused in one line with exit code 2', async (args, sentence) => {
  const { code, stdout, stderr } = await folder().run(...args)
  expect(stderr).toContain(sentence)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})

test('version and help answer everywhere', async () => {
  const here = folder()
  const { version } = await import('../../package.json')
  for (const args of [['--version'], ['check', '--version'], ['-V']])
    expect(await here.run(...args)).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  expect((await here.run('--help')).stdout).toContain('Usage: gpu-compose <command>')
  expect((await here.run('fix', '--help')).stdout).toContain('--unsafe')
  expect((await here.run('help', 'fix')).stdout).toContain('--unsafe')
  for (const args of [
    ['fxi', '--help'],
    ['help', 'fxi'],
  ])
    expect(await here.run(...args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('"fxi"') })
})

test('rules and explain', async () => {
  const here = folder()
  const rules = JSON.parse((await here.run('rules', '--json')).stdout)
  const obsolete = rules.find(({ id }: { id: string }) => id === 'compose/version-key-obsolete')
  expect(obsolete).toMatchObject({ severity: 'info', fixable: 'safe' })
  expect((await here.run('rules')).stdout).toContain('compose/version-key-obsolete')
  expect((await here.run('explain', 'image/cuda-tag-latest')).stdout).toMatch(/^image\/cuda-tag-latest \(error\)\n/)
})

test.each([
  [['--fail-on', 'error'], 0],
  [['--fail-on', 'info'], 1],
  [['--rule', 'compose/version-key-obsolete=error'], 1],
  [['--rule', 'compose/version-key-obsolete=error', '--fail-on', 'never'], 0],
  [['--rule', 'compose/version-key-obsolete=warning', '--max-warnings', '1'], 0],
  [['--rule', 'compose/version-key-obsolete=warning', '--max-warnings', '0'], 1],
  [['--rule', 'compose/version-key-obsolete=off', '--fail-on', 'info'], 0],
])('an info and %j give exit code %d', async (args, code) => {
  expect(await folder({ 'docker-compose.yml': OBSOLETE }).run('check', ...args)).toMatchObject({ code })
})

test('stdin is checked under its name, and repaired to stdout', async () => {
  const { path: cwd } = folder()
  const args = ['--stdin-filename', 'docker-compose.yml', '-']
  const checked = await run(['check', '--format', 'json', ...args], { cwd, stdin: OBSOLETE })
  expect(JSON.parse(checked.stdout).files[0]).toMatchObject({ path: 'docker-compose.yml', kind: 'compose' })
  const fixed = await run(['fix', ...args], { cwd, stdin: OBSOLETE })
  expect(fixed.stdout).toBe('services:\n  web:\n    image: nginx:1.27\n')
})

test('machine formats have stdout alone; quiet shows errors only', async () => {
  const here = folder({ 'docker-compose.yml': OBSOLETE, Dockerfile: NO_TAG })
  const { stdout, stderr } = await here.run('check', 'nope', '.', '--format', 'json')
  expect(JSON.parse(stdout).problems[0]).toEqual({ path: 'nope', message: expect.any(String), fatal: true })
  expect(stderr).toContain('nope: There is no such file or folder.')
  const quiet = JSON.parse((await here.run('check', '-q', '-f', 'json')).stdout)
  expect(quiet.summary).toMatchObject({ errors: 1, infos: 0 })
})

test('the report goes to a file when asked', async () => {
  const here = folder({ Dockerfile: NO_TAG })
  expect(await here.run('check', '-f', 'json', '-o', 'report.json')).toEqual({ code: 1, stdout: '', stderr: '' })
  expect(JSON.parse(here.read('report.json')).summary.errors).toBe(1)
  const refused = await here.run('check', '-o', 'no/folder/report')
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('no/folder/report')
})

test('colour by flag, NO_COLOR and FORCE_COLOR, in this order', async () => {
  const { path: cwd } = folder({ Dockerfile: NO_TAG })
  const colored = async (args: readonly string[], env: Record<string, string>) =>
    (await run(['check', ...args], { cwd, env })).stdout.includes('\u001b[')
  expect(await colored([], {})).toBe(false)
  expect(await colored([], { FORCE_COLOR: '1' })).toBe(true)
  expect(await colored([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false)
  expect(await colored(['--color'], { NO_COLOR: '1' })).toBe(true)
  expect(await colored(['--no-color'], { FORCE_COLOR: '1' })).toBe(false)
})
