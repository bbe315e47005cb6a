// What a real Docker Engine and Docker Compose say: `node test/engine/run.mjs [FILTER …]` runs the tests of this folder.
// Ends with `N passed, N failed, N skipped`; where no engine can be had, the layer counts as one skipped test.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { startEngine } from './harness/engine.mjs'
import { RELEASES, Unavailable } from './harness/packages.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const report = path.join(root, 'out/vitest-engine.json')

/** @returns the variables of the engine, or undefined where there is none: why is printed */
async function started(release) {
  try {
    return await startEngine(release)
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    console.log(`skipped: Docker Engine ${release.engine}: ${error.message}`)
    return undefined
  }
}

/** Tests read the variables of both engines from ENGINES. */
function vitest(engines) {
  const program = path.join(root, 'node_modules/vitest/vitest.mjs')
  const config = path.join(import.meta.dirname, 'vitest.config.mts')
  const options = ['--config', config, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  const call = [process.execPath, program, 'run', ...process.argv.slice(2), ...options]
  const tests = spawn('setpriv', ['--pdeathsig', 'TERM', ...call], {
    cwd: root,
    env: { ...process.env, ENGINES: JSON.stringify(engines) },
    stdio: 'inherit',
  })
  process.on('exit', () => tests.kill())
  return new Promise((resolve) => tests.on('close', resolve))
}

function counts(code) {
  if (!fs.existsSync(report)) return [0, 1, 0]
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(fs.readFileSync(report, 'utf8'))
  return [numPassedTests, Math.max(numFailedTests, code === 0 ? 0 : 1), numPendingTests]
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1))

const current = await started(RELEASES.current)
const old = current && (await started(RELEASES.old))
fs.rmSync(report, { force: true })
const [passed, failed, skipped] = current ? counts(await vitest({ current, old })) : [0, 0, 1]
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exit(failed === 0 ? 0 : 1)
