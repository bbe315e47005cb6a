// Builds the bundles into dist/. `node scripts/build.mjs [NAME…]` builds only the named ones; `--meta` prints their sizes.
import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { buildSchemas } from './build-schemas.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

// jsonc-parser's `main` is UMD, whose requires a bundler cannot follow.
const node = { platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'] }
const web = { platform: 'browser', target: 'es2022', mainFields: ['browser', 'module', 'main'] }

/** Another bundle that is loaded from beside this one, so that it costs nothing until it is needed. */
const beside = (filter, path) => ({
  name: `beside ${path}`,
  setup: (plugin) => plugin.onResolve({ filter }, () => ({ path, external: true })),
})

/** Scaffolding is loaded when a project is wished for, by command line and server alike. */
const scaffold = beside(/\/service\/scaffold$/, './scaffold.js')

/** Runs in Node, and in a worker as a script: what it declares must not become global there. */
const anywhere = {
  ...web,
  format: 'cjs',
  target: ['node20', 'es2022'],
  supported: { 'dynamic-import': false },
  banner: { js: '(() => {' },
  footer: { js: '})()' },
}

/** One entry a bundle: its name, and what differs from the common options. */
const bundles = [
  {
    name: 'cli',
    entryPoints: { cli: 'src/adaptors/cli/entry.ts' },
    ...node,
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    name: 'cli-main',
    entryPoints: { 'cli-main': 'src/adaptors/cli/main.ts' },
    ...node,
    mainFields: ['module', 'main'],
    // The bundle runs from a compile cache (vm.Script), where only `require` can load another file.
    supported: { 'dynamic-import': false },
    plugins: [
      beside(/\/lsp\/node$/, './lsp-node.js'),
      beside(/^\.\/new$/, './cli-new.js'),
      beside(/\/ask$/, './cli-ask.js'),
    ],
  },
  {
    name: 'cli-new',
    entryPoints: { 'cli-new': 'src/adaptors/cli/new/index.ts' },
    ...node,
    supported: { 'dynamic-import': false },
    plugins: [beside(/\/ask$/, './cli-ask.js'), scaffold],
  },
  {
    name: 'cli-ask',
    entryPoints: { 'cli-ask': 'src/adaptors/cli/ask.ts' },
    ...node,
  },
  {
    name: 'lsp-node',
    entryPoints: { 'lsp-node': 'src/adaptors/lsp/node.ts' },
    ...node,
    plugins: [beside(/^\.\/core$/, './server-core.js'), beside(/^\.\/protocol-node$/, './lsp-protocol.js')],
  },
  {
    name: 'lsp-node',
    entryPoints: { 'lsp-protocol': 'src/adaptors/lsp/protocol-node.ts' },
    ...node,
  },
  {
    name: 'lsp-node',
    entryPoints: { 'server-core': 'src/adaptors/lsp/core.ts' },
    ...anywhere,
    plugins: [beside(/^vscode-languageserver$/, './lsp-protocol.js'), scaffold],
  },
  {
    name: 'scaffold',
    entryPoints: { scaffold: 'src/service/scaffold.ts' },
    ...anywhere,
  },
  {
    name: 'vscode-server',
    entryPoints: { 'vscode/server': 'src/adaptors/lsp/main.ts' },
    ...node,
    plugins: [beside(/^\.\/node$/, '../lsp-node.js')],
  },
  {
    name: 'vscode-server-web',
    entryPoints: { 'vscode/server.web': 'src/adaptors/lsp/web.ts' },
    ...web,
    format: 'iife',
  },
  {
    name: 'vscode-desktop',
    entryPoints: { 'vscode/desktop': 'src/adaptors/vscode/desktop.ts' },
    ...node,
    external: ['vscode'],
  },
  {
    name: 'vscode-web',
    entryPoints: { 'vscode/web': 'src/adaptors/vscode/web.ts' },
    ...web,
    format: 'cjs',
    external: ['vscode'],
  },
]

/** The parts of js-yaml that parse. It comes as one file, and of much else in it no bundler can tell that nothing is missed without it. */
const PARSER = /^src\/(?:parser\/(?:events|parser|parser_scalar)|common\/(?:exception|snippet|tagname))\.ts$/

const onlyParser = {
  name: 'only the parser of js-yaml',
  setup: (plugin) =>
    plugin.onLoad({ filter: /[\\/]js-yaml\.mjs$/ }, ({ path }) => {
      const [licence, ...parts] = readFileSync(path, 'utf8').split(/^\/\/#region (?=.*$)/m)
      const kept = parts.filter((part) => PARSER.test(part.slice(0, part.indexOf('\n')))).map((part) => `// ${part}`)
      const names = ['CHOMPING_MODE', 'COLLECTION_STYLE', 'EVENT_ID', 'getScalarValue', 'parseEvents']
      return { contents: [licence, ...kept, `export { ${names.join(', ')} }`].join('\n') }
    }),
}

const common = { bundle: true, minify: true, outdir: 'dist', legalComments: 'linked', logLevel: 'warning' }

await buildSchemas()

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const chosen = bundles.filter(({ name }) => wanted.length === 0 || wanted.includes(name))

await Promise.all(
  chosen.map(({ name, plugins = [], ...own }) =>
    build({ absWorkingDir: root, ...common, ...own, plugins: [...plugins, onlyParser] }),
  ),
)

if (process.argv.includes('--meta')) {
  for (const [file] of chosen.flatMap(({ entryPoints }) => Object.entries(entryPoints)))
    console.log(`dist/${file}.js ${statSync(new URL(`../dist/${file}.js`, import.meta.url)).size} bytes`)
}
