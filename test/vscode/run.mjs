// All checks inside a real VS Code: `node test/vscode/run.mjs [newest-node|newest-web|floor-node|ui|features …] [--picture] [--built] [--only=WORDS]`.
// `--picture` renews the pictures of docs/media/, media/walkthrough/ and the icon. The bundles are built first, unless `--built` says that they are there. `--only` names tests by words of their titles.
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { bundleSuite, out, packageExtension } from './harness/bundle.mjs'
import { editors, root } from './harness/editors.mjs'
import { setUp } from './harness/set-up.mjs'

const script = (name) => path.join(import.meta.dirname, 'harness', name)
const picture = process.argv.filter((word) => word === '--picture')
const only = process.argv.find((word) => word.startsWith('--only='))

/** Runs a script, shows what it prints, and gives it back. */
function run(file, ...args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    const timer = setTimeout(() => child.kill(), 360_000)
    let said = ''
    let errors = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
      process.stdout.write(String(chunk).replace(/^(Exit code:|Done|\n).*\n?/gm, ''))
    })
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code, said, errors })
    })
  })
}

const SUMMARY = /^(\d+) passed, (\d+) failed, (\d+) skipped$/gm

/** A harness that did not even start is started again; a test that failed has failed. */
async function checked(file, ...args) {
  let last
  for (let attempt = 1; attempt <= 3; attempt++) {
    last = await run(file, ...args)
    const summary = [...last.said.matchAll(SUMMARY)].at(-1)
    if (summary) return summary.slice(1).map(Number)
    if (last.said.includes('suite started')) break
  }
  console.log(`FAIL ${path.basename(file)} ${args.join(' ')} gave no result (exit code ${last.code})`)
  console.log(last.errors.split('\n').slice(-15).join('\n'))
  return [0, 1, 0]
}

/** Desktop VS Code needs a screen and its download; elsewhere code-server takes its place. */
async function kindHere() {
  const screen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  if (!screen) return 'code-server'
  try {
    const signal = AbortSignal.timeout(5000)
    const { ok } = await fetch('https://update.code.visualstudio.com/api/releases/stable', { signal })
    return ok ? 'desktop' : 'code-server'
  } catch {
    return 'code-server'
  }
}

const kind = await kindHere()
const checks = {
  'newest-node': () => checked(script('launch.mjs'), 'newest', 'node', kind),
  'newest-web': () => checked(script('launch.mjs'), 'newest', 'web', kind),
  'floor-node': () => checked(script('launch.mjs'), 'floor', 'node', kind),
  // Each of its steps needs the one before.
  ui: () => checked(script('ui.mjs'), ...picture),
  features: () => checked(script('features.mjs'), ...picture, ...(only ? [only] : [])),
}
const asked = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const names = Object.keys(checks).filter((name) => asked.length === 0 || asked.includes(name))

const why = await setUp(Object.values(editors))
/** On a desktop VS Code only the checks in a browser window need code-server. */
const IN_BROWSER = ['ui', 'features']
const possible = (name) => !why || (kind === 'desktop' && !IN_BROWSER.includes(name))
const total = [0, 0, 0]
const add = (counts) => {
  for (const [i, count] of counts.entries()) total[i] += count
}

if (names.some(possible)) {
  fs.mkdirSync(out, { recursive: true })
  if (!process.argv.includes('--built')) execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root })
  await bundleSuite(only?.slice('--only='.length))
  console.log(`  ok the package weighs ${packageExtension()}`)
  add([1, 0, 0])
}
for (const name of names) {
  console.log(`-- ${name}`)
  if (possible(name)) add(await checks[name]())
  else {
    console.log(`skipped: ${why}`)
    add([0, 0, 1])
  }
}
console.log(`${total[0]} passed, ${total[1]} failed, ${total[2]} skipped`)
process.exit(total[1] === 0 ? 0 : 1)
