// Whole runs of the command line, from a cold start.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { compose, services } from './files.mjs'
import { turns } from './timing.mjs'

const spawn = (args, options = {}) =>
  spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options })

export async function startUp(root, work, row) {
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

export async function thousand(root, work, row) {
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
  await rival(root, files, checked, row)
}

/** dclint on the same files in the same run; it is only installed for this, below .cache/. */
async function rival(root, files, checked, row) {
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
  row(
    `throughput on 1,000 files against dclint (${perFile.toFixed(0)} ms a file)`,
    perFile / (checked / 1000),
    30,
    '× or more',
    true,
  )
}
