// npm test: every layer, on a fresh clone too. Ends with one line over all layers: `N passed, N failed, N skipped`.
// `npm test -- unit cli` runs the layers named.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { install, root } from './setup.mjs'

const total = { passed: 0, failed: 0, skipped: 0 }
const node = process.execPath
// A dot in colour is nine characters of a log.
if (!process.stdout.isTTY) process.env.NO_COLOR = '1'
const bin = (name) => path.join(root, 'node_modules', ...name.split('/'))

/** Runs a program; the layer counts as one test. */
const one = (args) => () => {
  const { status } = spawnSync(node, args, { cwd: root, stdio: 'inherit' })
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 }
}

/** Runs vitest and counts its tests from its own report. */
const vitest =
  (...filters) =>
  () => {
    const report = path.join(root, 'out', `vitest-${filters[0]?.replaceAll('/', '-')}.json`)
    fs.rmSync(report, { force: true })
    const args = [
      bin('vitest/vitest.mjs'),
      'run',
      ...filters,
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]
    const { status } = spawnSync(node, args, { cwd: root, stdio: 'inherit' })
    if (!fs.existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
    const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
      fs.readFileSync(report, 'utf8'),
    )
    const failed = Math.max(numFailedTests, status === 0 ? 0 : Math.max(1, numFailedTestSuites))
    return { passed: numPassedTests, failed, skipped: numPendingTests }
  }

/** Runs a script that closes with `N passed, N failed, N skipped`. */
const counted = (script) => () => {
  const { stdout, status } = spawnSync(node, [script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  process.stdout.write(stdout)
  const line = [...stdout.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1)
  if (!line) return { passed: 0, failed: 1, skipped: 0 }
  const [passed, failed, skipped] = line.slice(1).map((n) => Number(n ?? 0))
  return { passed, failed: failed === 0 && status !== 0 ? 1 : failed, skipped }
}

const OTHER_LAYERS = ['cli', 'lsp', 'engine', 'vscode']

/** Every folder of tests that is no layer of its own: a new room is tested without being named here. */
function rooms() {
  const folders = fs.readdirSync(path.join(root, 'test'), { withFileTypes: true }).filter((one) => one.isDirectory())
  return folders.flatMap(({ name }) => (OTHER_LAYERS.includes(name) ? [] : `test/${name}/`))
}

const layers = {
  build: one(['scripts/build.mjs']),
  types: one([bin('typescript/bin/tsc'), '-p', '.']),
  lint: one([bin('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', '.']),
  boundaries: one([bin('dependency-cruiser/bin/dependency-cruise.mjs'), '--config', '.dependency-cruiser.cjs', 'src']),
  generated: one(['scripts/update.mjs', '--check']),
  unit: vitest(...rooms()),
  cli: vitest('test/cli'),
  lsp: vitest('test/lsp'),
  engine: counted('test/engine/run.mjs'),
  vscode: counted('test/vscode/run.mjs'),
}

install()
fs.mkdirSync(path.join(root, 'out'), { recursive: true })
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in layers))
if (unknown.length > 0) {
  console.error(`No such layer: ${unknown.join(', ')}. There are: ${Object.keys(layers).join(', ')}.`)
  process.exit(2)
}
for (const [name, layer] of Object.entries(layers)) {
  if (asked.length > 0 && !asked.includes(name) && name !== 'build') continue
  console.log(`\n== ${name}`)
  const started = Date.now()
  const result = layer()
  for (const key of Object.keys(total)) total[key] += result[key]
  console.log(
    `== ${name}: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped in ${Math.round((Date.now() - started) / 1000)} s`,
  )
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed === 0 ? 0 : 1)
