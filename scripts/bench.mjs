// npm run bench: ratios measured in one run, since machines differ. Prints a table; `--json FILE` keeps it. No timed test depends on it.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { serverMemory } from './bench/memory.mjs'
import { requests } from './bench/requests.mjs'
import { startUp, thousand } from './bench/runs.mjs'
import { core, keystroke, linting } from './bench/texts.mjs'
import { install, root } from './setup.mjs'

install()
spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' })
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'gpu-compose-bench-'))
const rows = []
/** A figure that must not exceed its budget; `least` turns it round. */
const row = (what, value, budget, unit = '×', least = false) =>
  rows.push({ what, value: Number(value.toFixed(2)), budget, unit, ok: least ? value >= budget : value <= budget })

function sizes() {
  const size = (file) => fs.statSync(path.join(root, file)).size / 1e6
  row('command-line bundle', size('dist/cli.js') + size('dist/cli-main.js'), 1.5, 'MB')
  if (fs.existsSync(path.join(root, 'dist/gpu-compose.vsix'))) row('VSIX', size('dist/gpu-compose.vsix'), 1, 'MB')
}

const module = await core(root, work)
await linting(module, row)
await keystroke(module, row)
await requests(root, work, row)
await startUp(root, work, row)
await thousand(root, work, row)
await serverMemory(root, work, row)
sizes()
fs.rmSync(work, { recursive: true, force: true })
for (const { what, value, budget, unit, ok } of rows)
  console.log(`${ok ? 'ok  ' : 'OVER'} ${what}: ${value} ${unit} (budget ${budget})`)
const out = process.argv.indexOf('--json')
if (out > 0) fs.writeFileSync(process.argv[out + 1], `${JSON.stringify(rows, null, 2)}\n`)
