// Writes what is generated: src/rules/index.ts, src/frameworks/index.ts, the rule ids of schemas/config.schema.json, the settings and
// sentences of the VS Code manifest (package.json, package.nls.json), the sentences of the extension (l10n/), the pages under
// docs/, the snippets of editors, and the projects under examples/.
// `--check` writes nothing and ends with 1 when a file is not as it would be written.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = path.resolve(import.meta.dirname, '..')
const check = process.argv.includes('--check')
const stale = []

function put(file, text) {
  const target = path.join(root, file)
  const before = fs.existsSync(target) ? fs.readFileSync(target, 'utf8') : undefined
  if (before === text) return
  stale.push(file)
  if (check) return
  fs.mkdirSync(path.dirname(target), { recursive: true })
  fs.writeFileSync(target, text)
}

const ruleFiles = fs
  .readdirSync(path.join(root, 'src/rules'), { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /^(compose|dockerfile|image|kubernetes|devcontainer|bentofile|script)\/[a-z0-9-]+\.ts$/.test(file))
  .sort()
const nameOf = (file) => file.replace(/\.ts$/, '').replace(/[/-]+(\w)/g, (_, letter) => letter.toUpperCase())
put(
  'src/rules/index.ts',
  `// Written by \`npm run update\`. A rule is added by its file alone.
import type { AnyRule } from '../lint/rule'
${ruleFiles.map((file) => `import ${nameOf(file)} from './${file.replace(/\.ts$/, '')}'`).join('\n')}

export const rules: readonly AnyRule[] = [
${ruleFiles.map((file) => `  ${nameOf(file)},`).join('\n')}
]
`,
)

const frameworkFiles = fs
  .readdirSync(path.join(root, 'src/frameworks'))
  .filter((file) => /^[a-z0-9-]+\.ts$/.test(file) && file !== 'index.ts' && file !== 'types.ts')
  .map((file) => file.replace(/\.ts$/, ''))
  .sort()
const frameworkImports = [...frameworkFiles, 'types']
  .sort()
  .map((file) => `import ${file === 'types' ? 'type { Framework }' : nameOf(file)} from './${file}'`)
put(
  'src/frameworks/index.ts',
  `// Written by \`npm run update\`. A framework is added by its file alone.
${frameworkImports.join('\n')}

export const frameworks: readonly Framework[] = [
${frameworkFiles.map((file) => `  ${nameOf(file)},`).join('\n')}
]
`,
)

/** The sentences that the extension itself says, for translators. */
const sentence = /l10n\.t\(\s*(['"])((?:\\.|(?!\1).)*)\1/g
const saying = fs.readdirSync(path.join(root, 'src/adaptors/vscode')).sort()
const said = saying.flatMap((file) => {
  const code = fs.readFileSync(path.join(root, 'src/adaptors/vscode', file), 'utf8')
  return [...code.matchAll(sentence)].map(([, , text]) => text.replace(/\\(.)/g, '$1'))
})
const bundle = Object.fromEntries(said.sort().map((text) => [text, text]))
put('l10n/bundle.l10n.json', `${JSON.stringify(bundle, null, 2)}\n`)

/** Bundles a TypeScript entry, runs it and gives its exports. */
async function load(entry) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gpu-compose-update-'))
  const outfile = path.join(folder, 'entry.mjs')
  await build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    format: 'esm',
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    plugins: [
      {
        name: 'collect-cases',
        setup: (b) =>
          b.onResolve({ filter: /support\/rule-tester$/ }, () => ({
            path: path.join(root, 'scripts/update/collect.ts'),
          })),
      },
    ],
  })
  const module = await import(pathToFileURL(outfile).href)
  fs.rmSync(folder, { recursive: true, force: true })
  return module
}

const tests = ruleFiles
  .map((file) => `test/rules/${file.replace(/\.ts$/, '.test.ts')}`)
  .filter((file) => fs.existsSync(path.join(root, file)))
const { generate } = await load(`
${tests.map((file) => `import './${file}'`).join('\n')}
export { generate } from './scripts/update/generate'
`)
const read = (file) =>
  fs.existsSync(path.join(root, file)) ? fs.readFileSync(path.join(root, file), 'utf8') : undefined
const files = await generate(read)
for (const [file, text] of files) put(file, text)

// A page without a rule or a framework is left from one that went.
for (const folder of ['docs/rules', 'docs/frameworks']) {
  const docs = path.join(root, folder)
  for (const file of fs.existsSync(docs) ? fs.readdirSync(docs, { recursive: true, encoding: 'utf8' }) : []) {
    const page = `${folder}/${file.replaceAll('\\', '/')}`
    if (!page.endsWith('.md') || files.has(page)) continue
    stale.push(page)
    if (!check) fs.rmSync(path.join(root, page))
  }
}

if (check && stale.length > 0) {
  console.error(`Not as \`npm run update\` would write them:\n${stale.map((file) => `  ${file}`).join('\n')}`)
  process.exit(1)
}
console.log(check ? 'All generated files are up to date.' : `Wrote ${stale.length} files.`)
