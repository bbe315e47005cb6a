// Fetches what the VS Code checks need, once: the editors (npm) and a Chromium (Debian). No native module is built.
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { chromium, homeOf, nodePackage, root, serverMain } from './editors.mjs'

const run = promisify(execFile)
const limit = { timeout: 240_000, maxBuffer: 64 * 1024 * 1024 }
const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--omit=dev', '--loglevel=error']
const npm = (cwd) => run('npm', ['install', ...flags], { cwd, ...limit })

/** @returns why the checks cannot run here; undefined when everything is in place */
export async function setUp(editors) {
  if (process.platform !== 'linux') return `code-server runs on Linux only (this is ${process.platform})`
  try {
    await Promise.all([installChromium(), ...editors.map(installEditor)])
  } catch (error) {
    const said = String(error.stderr ?? '').trim() || error.message
    return `the editors could not be installed: ${said.split('\n').slice(0, 3).join(' ')}`
  }
  return undefined
}

async function installEditor(editor) {
  const home = homeOf(editor)
  const ready = path.join(home, 'ready')
  if (fs.existsSync(ready) && fs.existsSync(serverMain(editor))) return
  fs.rmSync(home, { recursive: true, force: true })
  fs.mkdirSync(home, { recursive: true })
  const dependencies = { 'code-server': editor.codeServer, ...(editor.node && { [nodePackage]: editor.node }) }
  fs.writeFileSync(path.join(home, 'package.json'), JSON.stringify({ private: true, dependencies }))
  await npm(home)
  const vscode = path.join(home, 'node_modules/code-server/lib/vscode')
  await Promise.all([npm(vscode), npm(path.join(vscode, 'extensions'))])
  await linkRipgrep(vscode)
  fs.writeFileSync(ready, '')
}

/** Older versions download ripgrep at install time, which we do not run: file search then needs the machine's own. */
async function linkRipgrep(vscode) {
  const owner = path.join(vscode, 'node_modules/@vscode/ripgrep')
  const link = path.join(owner, 'bin/rg')
  if (!fs.existsSync(owner) || fs.existsSync(link)) return
  if (!fs.existsSync('/usr/bin/rg')) await apt('ripgrep')
  fs.mkdirSync(path.dirname(link), { recursive: true })
  fs.rmSync(link, { force: true })
  fs.symlinkSync('/usr/bin/rg', link)
}

async function installChromium() {
  if (!fs.existsSync(chromium)) await apt('chromium', 'fonts-dejavu-core')
}

let aptQueue = Promise.resolve()

/** One apt at a time: it locks its database. */
function apt(...packages) {
  const install = async () => {
    await run('apt-get', ['update', '-qq'], { cwd: root, ...limit })
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { cwd: root, ...limit })
  }
  aptQueue = aptQueue.then(install)
  return aptQueue
}
