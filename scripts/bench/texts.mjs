// One text, linted in a warm process: what an editor feels.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { compose } from './files.mjs'
import { turns, warm } from './timing.mjs'

/** The core in one module, as the bundles hold it. */
export async function core(root, work) {
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

export async function linting({ createLinter, defaultConfig, MemoryWorkspace, parseDocument }, row) {
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

export async function keystroke({ createLinter, defaultConfig, MemoryWorkspace }, row) {
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
