// Makes the code that ajv writes a third as long, and as quick: what it repeats becomes a call, and what its errors say that nobody reads goes.
// ajv writes each of these parts in one way only: what is left of the old way stops the build.

/** What the validators call, a module of its own. */
export const helpers = `
export function fail(all, instancePath, schema, keyword, params) {
  const error = { keyword, instancePath, schema, params }
  if (all === null) return [error]
  all.push(error)
  return all
}
export const failType = (all, instancePath, schema, type) => fail(all, instancePath, schema, 'type', { type })
/* ajv copies all errors so far wherever a part adds its own: with many errors that takes the square of the time. */
export function append(all, more) {
  if (all === null) return more
  for (const error of more) all.push(error)
  return all
}
export const isMap = (value) => value && typeof value == 'object' && !Array.isArray(value)
export const escaped = (key) => key.replace(/~/g, '~0').replace(/\\//g, '~1')
`

const DATA = String.raw`data\d*(?:\.\w+|\[\w+\])?`
const OLD_WAY = /schemaPath|rootData|parentData|\.concat\(|\bschema\d/

/** The code of one kind's validators. */
export function compact(code) {
  const short = withoutContext(withoutSchemas(shortErrors(code)))
    .replace(new RegExp(String.raw`(${DATA}) && typeof \1 == "object" && !Array\.isArray\(\1\)`, 'g'), 'isMap($1)')
    .replace(/(\w+)\.replace\(\/~\/g, "~0"\)\.replace\(\/\\\/\/g, "~1"\)/g, 'escaped($1)')
  const [left] = OLD_WAY.exec(short) ?? []
  if (left)
    throw new Error(`ajv writes ${left} in a new way: ${short.slice(short.indexOf(left), short.indexOf(left) + 200)}`)
  return `import { fail, failType, append, isMap, escaped } from 'schema:helpers';${short}`
}

const ERROR =
  /const (err\d+) = \{instancePath(?::([^;]*?))?,schemaPath:"([^"]*)",keyword:"(\w+)",params:(\{[^;]*?\})\};if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}/g
const CALLED = /vErrors = vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\);/g

/** Of the path of its schema an error keeps a number: readers ask only whether two errors come from one schema. */
function shortErrors(code) {
  const ids = new Map()
  const idOf = (path) => ids.set(path, ids.get(path) ?? ids.size).get(path)
  return code
    .replace(CALLED, 'vErrors = append(vErrors, $1.errors);')
    .replace(ERROR, (_, _name, at, path, keyword, params) => {
      if (!path.endsWith(`/${keyword}`)) throw new Error(`${path} is not where a ${keyword} stands`)
      const place = `vErrors, ${at ?? 'instancePath'}, ${idOf(path.slice(0, -keyword.length))}`
      const type = keyword === 'type' && /^\{type: (.*)\}$/.exec(params)?.[1]
      return type ? `vErrors = failType(${place}, ${type});` : `vErrors = fail(${place}, "${keyword}", ${params});`
    })
}

/** Our schemas neither look at the data around a value nor refer to each other dynamically: the path is enough. */
function withoutContext(code) {
  return code
    .replace(
      /\{instancePath="", parentData, parentDataProperty, rootData=data(?:, dynamicAnchors=\{\})?\}=\{\}/g,
      'instancePath=""',
    )
    .replace(
      /\{(?:instancePath:([^;{}]*?)|instancePath),parentData(?::[^;{}]*?)?,parentDataProperty(?::[^;{}]*?)?,rootData(?:,dynamicAnchors)?\}/g,
      (_, at) => at ?? 'instancePath',
    )
}

/** ajv carries each schema whole where it reads one list of it: here the code has what it reads. */
function withoutSchemas(code) {
  const schemas = new Map()
  const names = []
  const bare = code.replace(/const (schema\d+) = (\{.*?\});(?=const |function |export )/g, (_, name, text) => {
    schemas.set(name, JSON.parse(text))
    return ''
  })
  const short = bare.replace(/\b(schema\d+)((?:\.\w+|\["[^"]*"\]|\[\d+\])+)/g, (_, name, path) => {
    const value = valueAt(schemas.get(name), path)
    if (typeof value === 'string' || Array.isArray(value)) return JSON.stringify(value)
    names.push(`const names${names.length} = ${JSON.stringify(value, (key, inner) => (key === '' ? inner : 0))};`)
    return `names${names.length - 1}`
  })
  return names.join('') + short
}

const valueAt = (schema, path) =>
  [...path.matchAll(/\.(\w+)|\[("[^"]*"|\d+)\]/g)].reduce(
    (at, [, name, quoted]) => at[name ?? JSON.parse(quoted)],
    schema,
  )
