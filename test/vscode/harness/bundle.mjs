// Bundles the suite for both extension hosts, and packages the extension as users get it.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { root } from './editors.mjs'

export const out = path.join(root, 'out/vscode')
export const vsix = path.join(out, 'gpu-compose.vsix')
const suite = (name) => path.join(root, 'test/vscode/suite', `${name}.ts`)
const common = { bundle: true, format: 'cjs', outdir: out, logLevel: 'warning' }

/** @param wanted words of the titles of the tests to run; all, where there are none */
export async function bundleSuite(wanted = '') {
  const define = { TITLES: JSON.stringify(wanted) }
  const node = { define, platform: 'node', target: 'node20', external: ['vscode', 'mocha'] }
  const web = { platform: 'browser', target: 'es2022', external: ['vscode'] }
  const entryPoints = Object.fromEntries(['node', 'tests', 'machine'].map((name) => [name, suite(name)]))
  await build({ ...common, ...node, entryPoints })
  // Mocha's browser build looks at a variable of Node.
  const noNode = { 'process.env.NODE_DEBUG': 'undefined' }
  await build({ ...common, ...web, define: { ...define, ...noNode }, entryPoints: { web: suite('web') } })
}

/** The most that the package may weigh, in bytes. */
const LIMIT = 1024 * 1024

export function packageExtension() {
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce')
  fs.mkdirSync(out, { recursive: true })
  const args = ['package', '--no-dependencies', '--readme-path', 'docs/extension.md', '-o', vsix]
  execFileSync(process.execPath, [vsce, ...args], { cwd: root, stdio: 'pipe' })
  const { size } = fs.statSync(vsix)
  if (size > LIMIT) throw new Error(`the package weighs ${size} bytes, more than ${LIMIT}`)
  return `${Math.round(size / 1024)} KB`
}
