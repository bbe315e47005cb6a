// npm run bench: ratios measured in one run, since machines differ. Prints a table; `--json FILE` keeps it. No timed test depends on it.
import { spawn as spawnProcess, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { createMessageConnection } from 'vscode-jsonrpc/node.js'
import { compose, services } from './bench/files.mjs'
import { requests } from './bench/requests.mjs'
import { install, root } from './setup.mjs'

install()
spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' })
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'gpu-compose-bench-'))
const rows = []
const row = (what, value, budget, unit = '×') =>
  rows.push({ what, value: Number(value.toFixed(2)), budget, unit, ok: value <= budget })

/** The core in one module, as the bundles hold it. */
async function core() {
  const outfile = path.join(work, 'core.mjs')
  await build({
    stdin: {
      contents: `export * from './src/service'; export { parseDocument, parse } from 'yaml'`,
      resolveDir: root,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  })
  return import(pathToFileURL(outfile).href)
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]

/** Milliseconds of a body, run as often as 20 ms hold, so that one collection of garbage does not decide. */
async function batch(body) {
  const started = performance.now()
  let runs = 0
  do {
    await body()
    runs++
  } while (performance.now() - started < 20)
  return (performance.now() - started) / runs
}

/** Median milliseconds of two bodies that take turns, so that both meet the same machine. */
async function turns(repeats, one, other) {
  const times = [[], []]
  for (let i = 0; i < repeats; i++) {
    times[0].push(await batch(one))
    times[1].push(await batch(other))
  }
  return times.map(median)
}

/** Three seconds of each body. Until then a small text times the compiler of Node; the rows of whole runs hold what a cold start costs. */
async function warm(...bodies) {
  for (const body of bodies) {
    const started = performance.now()
    while (performance.now() - started < 3000) await body()
  }
}

async function linting({ createLinter, defaultConfig, MemoryWorkspace, parseDocument }) {
  for (const [lines, repeats] of [
    [50, 40],
    [500, 30],
    [5000, 15],
    [45000, 5],
  ]) {
    const text = compose(lines)
    const linter = createLinter({ workspace: new MemoryWorkspace({ 'compose.yml': text }), config: defaultConfig })
    const lint = async () => {
      linter.invalidate()
      await linter.check('compose.yml', text)
    }
    const bare = () => parseDocument(text, { merge: true }).toJS()
    await warm(bare, lint)
    const [parsed, linted] = await turns(repeats, bare, lint)
    row(`lint / bare yaml parse, ${lines} lines (${linted.toFixed(2)} ms)`, linted / parsed, 1.5)
  }
}

async function keystroke({ createLinter, defaultConfig, MemoryWorkspace }) {
  const text = compose(500)
  const linter = createLinter({ workspace: new MemoryWorkspace({ 'compose.yml': text }), config: defaultConfig })
  const times = []
  for (let i = 0; i < 200; i++) {
    const started = performance.now()
    await linter.check('compose.yml', `${text}# ${'x'.repeat(i)}\n`)
    times.push(performance.now() - started)
  }
  row('keystroke in 500 lines, p95', times.slice(50).sort((a, b) => a - b)[Math.floor(150 * 0.95)], 30, 'ms')
}

const spawn = (args, options = {}) =>
  spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options })

async function startUp() {
  const file = path.join(work, 'compose.yml')
  fs.writeFileSync(file, compose(50))
  const cli = path.join(root, 'dist/cli.js')
  const bare = () => spawn(['-e', '0'])
  for (const [what, args, budget] of [
    ['--version', ['--version'], 1.5],
    ['check of one 50-line file', ['check', file], 2],
  ]) {
    const run = () => spawn([cli, ...args])
    await turns(3, bare, run)
    const [empty, ours] = await turns(25, bare, run)
    row(`gpu-compose ${what} / node -e 0 (${ours.toFixed(0)} ms)`, ours / empty, budget)
  }
}

async function thousand() {
  const folder = path.join(work, 'many')
  for (let i = 0; i < 1000; i++) {
    fs.mkdirSync(path.join(folder, String(i)), { recursive: true })
    fs.writeFileSync(
      path.join(folder, String(i), 'docker-compose.yml'),
      `services:\n${services(3, i)}`.split('\n').slice(0, 50).join('\n'),
    )
  }
  const files = fs.readdirSync(folder).map((name) => path.join(folder, name, 'docker-compose.yml'))
  const script = path.join(work, 'bare.mjs')
  fs.writeFileSync(
    script,
    `import fs from 'node:fs'; import { parseDocument } from ${JSON.stringify(pathToFileURL(path.join(work, 'core.mjs')).href)};
for (const file of ${JSON.stringify(files)}) parseDocument(fs.readFileSync(file, 'utf8'), { merge: true }).toJS()`,
  )
  const cli = path.join(root, 'dist/cli.js')
  const ours = () => spawn([cli, 'check', '--format', 'json', folder])
  const [bare, checked] = await turns(5, () => spawn([script]), ours)
  row(`1,000 files of 50 lines / bare yaml parse of them (${checked.toFixed(0)} ms)`, checked / bare, 1.5)
  const time = '/usr/bin/time'
  if (fs.existsSync(time)) {
    const { stderr } = spawnSync(time, ['-f', '%M', process.execPath, cli, 'check', '--format', 'json', folder], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    row('memory for 1,000 files', Number(stderr.trim().split('\n').at(-1)) / 1024, 200, 'MB')
  }
  await rival(files, checked)
}

/** dclint on the same files in the same run; it is only installed for this, below .cache/. */
async function rival(files, checked) {
  const home = path.join(root, '.cache/bench')
  const bin = path.join(home, 'node_modules/dclint/bin/dclint.cjs')
  if (!fs.existsSync(bin)) {
    fs.mkdirSync(home, { recursive: true })
    fs.writeFileSync(path.join(home, 'package.json'), '{"private":true}')
    spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', 'dclint@3.1.0'], {
      cwd: home,
      stdio: 'inherit',
    })
  }
  if (!fs.existsSync(bin)) return console.log('dclint could not be installed: that row is left out.')
  const started = performance.now()
  // A tenth of the files is enough: its cost a file does not change with their number.
  spawn([bin, '-r', ...files.slice(0, 100).map((file) => path.dirname(file))])
  const perFile = (performance.now() - started) / 100
  rows.push({
    what: `throughput on 1,000 files against dclint (${perFile.toFixed(0)} ms a file)`,
    value: Number((perFile / (checked / 1000)).toFixed(1)),
    budget: 30,
    unit: '× or more',
    ok: perFile / (checked / 1000) >= 30,
  })
}

/** What the language server holds with 200 files open, each once typed in. */
async function serverMemory() {
  if (process.platform !== 'linux') return console.log('memory is read from /proc: that row is left out.')
  const server = spawnProcess(process.execPath, [path.join(root, 'dist/vscode/server.js'), '--stdio'])
  const connection = createMessageConnection(server.stdout, server.stdin)
  const shown = new Set()
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, version }) => shown.add(`${uri} ${version}`))
  connection.listen()
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} })
  await connection.sendNotification('initialized', {})
  const uris = Array.from(
    { length: 200 },
    (_, i) => pathToFileURL(path.join(work, `open/${i}/docker-compose.yml`)).href,
  )
  for (const [i, uri] of uris.entries()) {
    const textDocument = { uri, languageId: 'yaml', version: 1, text: `services:\n${services(3, i)}` }
    await connection.sendNotification('textDocument/didOpen', { textDocument })
  }
  const until = async (version) => {
    while (!uris.every((uri) => shown.has(`${uri} ${version}`))) await new Promise((next) => setTimeout(next, 20))
  }
  await until(1)
  for (const uri of uris) {
    const contentChanges = [{ text: `services:\n${services(3)}# typed\n` }]
    await connection.sendNotification('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges })
  }
  await until(2)
  const resident = /VmRSS:\s*(\d+)/.exec(fs.readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]
  row('memory of the language server, 200 files open', Number(resident) / 1024, 120, 'MB')
  server.kill()
}

function sizes() {
  const size = (file) => fs.statSync(path.join(root, file)).size / 1e6
  row('command-line bundle', size('dist/cli.js') + size('dist/cli-main.js'), 1.5, 'MB')
  if (fs.existsSync(path.join(root, 'dist/gpu-compose.vsix'))) row('VSIX', size('dist/gpu-compose.vsix'), 1, 'MB')
}

const module = await core()
await linting(module)
await keystroke(module)
await requests(root, work, row)
await startUp()
await thousand()
await serverMemory()
sizes()
fs.rmSync(work, { recursive: true, force: true })
for (const { what, value, budget, unit, ok } of rows)
  console.log(`${ok ? 'ok  ' : 'OVER'} ${what}: ${value} ${unit} (budget ${budget})`)
const out = process.argv.indexOf('--json')
if (out > 0) fs.writeFileSync(process.argv[out + 1], `${JSON.stringify(rows, null, 2)}\n`)
