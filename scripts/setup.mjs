// What `npm start` and `npm test` do first on a fresh clone: the packages of the lock file, and nothing when they are there.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '..')
const stamp = path.join(root, 'node_modules/.package-lock.json')
const lock = path.join(root, 'package-lock.json')
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'

/** Runs a program in the project's folder, its output shown. */
export const run = (command, args, options = {}) =>
  execFileSync(command, args, { cwd: root, stdio: 'inherit', ...options })

export function install() {
  const current = fs.existsSync(stamp) && fs.statSync(stamp).mtimeMs >= fs.statSync(lock).mtimeMs
  if (current) return
  // No package of ours needs its install script; those of others would try to download.
  run(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    shell: process.platform === 'win32',
  })
}

export const build = () => run(process.execPath, ['scripts/build.mjs'])
