// Compiles the schemas to plain functions (no code is made from text at run time, so they run in web workers too):
// src/lint/schema/generated/validators.generated.js, with the keys each place allows, and src/workload/generated/. Nothing is done when it is up to date.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { compact, helpers } from './compact-validators.mjs'

const root = new URL('..', import.meta.url)
const require = createRequire(import.meta.url)
const outDir = new URL('src/lint/schema/generated/', root)
const workloadDir = new URL('src/workload/generated/', root)

const composeSource = () =>
  new URL('schema/compose-spec.json', pathToFileURL(require.resolve('docker-compose/package.json')))
const own = (name) => new URL(`schemas/${name}`, root)

const inputs = () => [
  fileURLToPath(import.meta.url),
  fileURLToPath(new URL('compact-validators.mjs', import.meta.url)),
  composeSource(),
  own('compose.overlay.json'),
  own('kubernetes-gpu.schema.json'),
  own('devcontainer-gpu.schema.json'),
  own('bentofile.schema.json'),
  own('workload.schema.json'),
]

const readJson = (url) => JSON.parse(readFileSync(url, 'utf8'))

/** The Compose schema with our overlay. Objects are merged; anything else is replaced. */
export function composeSchema() {
  return merge(readJson(composeSource()), readJson(own('compose.overlay.json')))
}

function merge(base, over) {
  const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isObject(base) || !isObject(over)) return over
  return { ...base, ...Object.fromEntries(Object.entries(over).map(([key, value]) => [key, merge(base[key], value)])) }
}

const NOTES = new Set([
  'description',
  'title',
  '$comment',
  'default',
  'examples',
  'deprecated',
  '$id',
  '$schema',
  'format',
])
const MAPS = new Set(['properties', 'patternProperties', 'definitions', '$defs'])

/**
 * A schema without what plays no part in checking. Formats go too: Compose's own have changed from one version to the next.
 * `isMap` marks objects whose keys are names, not keywords.
 */
function bare(schema, isMap = false) {
  if (Array.isArray(schema)) return schema.map((item) => bare(item))
  if (typeof schema !== 'object' || schema === null) return schema
  const kept = Object.entries(schema).filter(
    ([key]) => isMap || !(NOTES.has(key) || (key === 'uniqueItems' && isSlow(schema))),
  )
  return Object.fromEntries(
    kept.map(([key, value]) => [key, key === 'enum' ? value : bare(value, !isMap && MAPS.has(key))]),
  )
}

/** Lists of more than scalars would be compared each with each. Compose drops repeated items of those it has before it checks them. */
const isSlow = ({ items }) => ![items?.type].flat().every((type) => ['string', 'number', 'integer'].includes(type))

/**
 * The keys that each place of a document may have, where no others are allowed: `services.*.build` → context, …
 * (`*` stands for any name or index). Our schemas do not contain themselves, so the walk ends.
 */
function keysByPlace(root) {
  const found = {}
  const visit = (given, place) => {
    const schema = resolve(root, given)
    if (typeof schema !== 'object' || schema === null) return
    const below = (name) => (place === '' ? name : `${place}.${name}`)
    if (schema.properties) found[place] = [...new Set([...(found[place] ?? []), ...Object.keys(schema.properties)])]
    for (const choice of choicesOf(schema)) visit(choice, place)
    for (const [name, value] of Object.entries(schema.properties ?? {})) visit(value, below(name))
    for (const value of anyNameOf(schema)) visit(value, below('*'))
  }
  visit(root, '')
  return found
}

const resolve = (root, schema) =>
  schema?.$ref
    ? schema.$ref
        .slice(2)
        .split('/')
        .reduce((at, key) => at[key], root)
    : schema
const choicesOf = ({ oneOf = [], anyOf = [], allOf = [] }) => [...oneOf, ...anyOf, ...allOf]
const anyNameOf = ({ patternProperties = {}, additionalProperties, items }) => [
  ...Object.values(patternProperties),
  additionalProperties,
  items,
]

const OPTIONS = {
  allErrors: true,
  messages: false,
  strict: false,
  inlineRefs: false,
  validateFormats: false,
  code: { source: true, esm: true, lines: false },
}

/** What each validator checks, and in which draft it is written. */
export async function schemas() {
  const { default: Ajv } = await import('ajv')
  const { default: Ajv2020 } = await import('ajv/dist/2020.js')
  const ours = (name) => ({ schema: bare(readJson(own(`${name}.schema.json`))), ajv: new Ajv2020(OPTIONS) })
  return {
    compose: { schema: bare(composeSchema()), ajv: new Ajv(OPTIONS) },
    kubernetes: ours('kubernetes-gpu'),
    devcontainer: ours('devcontainer-gpu'),
    bentofile: ours('bentofile'),
    workload: ours('workload'),
  }
}

async function compile({ workload: _, ...others }) {
  const kinds = Object.entries(others)
  const keys = Object.fromEntries(kinds.map(([kind, { schema }]) => [kind, keysByPlace(schema)]))
  return `${await bundle(kinds)}\nexport const allowedKeys = ${JSON.stringify(keys)}\n`
}

const emit = (ajv, standalone, kind, schema) => compact(standalone(ajv.addSchema(schema, kind), { [kind]: kind }))

/** Each kind is a module of its own for esbuild, so that names do not clash and ajv's helpers are shared. */
async function bundle(kinds) {
  const { build } = await import('esbuild')
  const { default: standalone } = await import('ajv/dist/standalone/index.js')
  const entry = kinds.map(([kind]) => `export { ${kind} } from 'schema:${kind}'`).join('\n')
  const modules = {
    helpers,
    ...Object.fromEntries(kinds.map(([kind, { schema, ajv }]) => [kind, emit(ajv, standalone, kind, schema)])),
  }
  const plugin = {
    name: 'schemas',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^schema:/ }, ({ path }) => ({ path: path.slice(7), namespace: 'schema' }))
      onLoad({ filter: /.*/, namespace: 'schema' }, ({ path }) => ({
        contents: modules[path],
        resolveDir: fileURLToPath(root),
      }))
    },
  }
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: fileURLToPath(root) },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    plugins: [plugin],
    logLevel: 'error',
  })
  return outputFiles[0].text
}

/** The validator of workloads is a module of its own: only `gpu-compose new` loads it. */
async function compileWorkload({ workload }) {
  const schema = readJson(own('workload.schema.json'))
  const code = await bundle(Object.entries({ workload }))
  const keys = Object.keys(schema.properties).filter((key) => key !== '$schema')
  const wants = Object.fromEntries(keys.map((key) => [key, schema.properties[key].description]))
  return `${code}\nexport const keys = ${JSON.stringify(keys)}\nexport const wants = ${JSON.stringify(wants)}\n`
}

const ERROR_TYPES = `export interface SchemaError {
  readonly keyword: string
  readonly instancePath: string
  /** Errors of one schema have the same number. */
  readonly schema: number
  readonly params: Readonly<Record<string, unknown>>
}
export interface Validator {
  (data: unknown): boolean
  errors?: readonly SchemaError[] | null
}
`
const TYPES = `${ERROR_TYPES}export const compose: Validator
export const kubernetes: Validator
export const devcontainer: Validator
export const bentofile: Validator
export const allowedKeys: Readonly<Record<'compose' | 'kubernetes' | 'devcontainer' | 'bentofile', Readonly<Record<string, readonly string[]>>>>
`
const WORKLOAD_TYPES = `${ERROR_TYPES}export const workload: Validator
/** The keys of a workload. */
export const keys: readonly string[]
/** What each key takes, in words. */
export const wants: Readonly<Record<string, string>>
`

/** Writes the validators where an input has changed. */
export async function buildSchemas() {
  const hash = createHash('sha256')
  for (const input of inputs()) hash.update(readFileSync(input))
  const stamp = `// inputs ${hash.digest('hex')}\n`
  const outs = [new URL('workload.generated.js', workloadDir), new URL('validators.generated.js', outDir)]
  if (outs.every((out) => existsSync(out) && readFileSync(out, 'utf8').startsWith(stamp))) return false
  const all = await schemas()
  write(workloadDir, 'workload.generated.d.ts', WORKLOAD_TYPES)
  write(workloadDir, 'workload.generated.js', stamp + (await compileWorkload(all)))
  write(outDir, 'validators.generated.d.ts', TYPES)
  write(outDir, 'validators.generated.js', stamp + (await compile(all)))
  return true
}

/** Under another name first: tests of another process may read the file. */
function write(folder, name, text) {
  mkdirSync(folder, { recursive: true })
  const part = new URL(`${name}.${process.pid}.part`, folder)
  writeFileSync(part, text)
  renameSync(part, new URL(name, folder))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildSchemas()
