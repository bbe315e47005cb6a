import type { SchemaError } from './generated/validators.generated'

/** One mistake: an error of the validator that says something by itself, with all the types its place accepts. */
export interface Mistake {
  readonly error: SchemaError
  /** For wrong types: what is accepted at the place. */
  readonly types: readonly string[]
}

const WRAPPERS = new Set(['oneOf', 'anyOf', 'allOf', 'if', 'not'])

/**
 * Of a tree of alternatives only what the author meant: where a value has the type of one alternative, the others say
 * nothing; where it has the type of none, the accepted types are told once. Linear in the errors.
 */
export function reduce(errors: readonly SchemaError[]): readonly Mistake[] {
  const wrongTypes = new Set(errors.filter(isType).map(sourceOf))
  const leaves = errors.filter((error) => !WRAPPERS.has(error.keyword) && !isAside(error, wrongTypes))
  const other = new Set(leaves.flatMap(meantPaths))
  const unknown = new Set(leaves.filter(({ keyword }) => keyword === 'additionalProperties').map((e) => e.instancePath))
  const choices = new Set(errors.filter(({ keyword }) => WRAPPERS.has(keyword)).map(({ instancePath }) => instancePath))
  const kept = leaves.filter((error) => {
    // A wrong type in one alternative means nothing when another one took the value's type and failed inside.
    if (isType(error)) return !(choices.has(error.instancePath) && other.has(error.instancePath))
    // A key is missing where another one is unknown: most likely it is there, misspelt.
    return error.keyword !== 'required' || !unknown.has(error.instancePath)
  })
  return [...byIdentity(kept).values()].map((same) => ({ error: same[0] as SchemaError, types: same.flatMap(typesOf) }))
}

const isType = ({ keyword }: SchemaError): boolean => keyword === 'type'

/** What an alternative says besides that the type is wrong: `type: string, enum: […]` fails twice on a number. */
const isAside = (error: SchemaError, wrongTypes: ReadonlySet<string>): boolean =>
  !isType(error) && wrongTypes.has(sourceOf(error))

/** Which schema speaks about which value. */
const sourceOf = ({ instancePath, schema }: SchemaError): string => `${instancePath} ${schema}`

/** The paths at which an error shows that some alternative took the value's type: its own and those above. */
function meantPaths(error: SchemaError): string[] {
  const parts = error.instancePath.split('/')
  const above = parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'))
  return isType(error) ? above : [...above, error.instancePath]
}

const typesOf = ({ keyword, params }: SchemaError): readonly string[] =>
  keyword === 'type' ? [params.type as string | readonly string[]].flat() : []

function byIdentity(errors: readonly SchemaError[]): Map<string, SchemaError[]> {
  const groups = new Map<string, SchemaError[]>()
  for (const error of errors) {
    const { keyword, instancePath, params } = error
    const id = JSON.stringify([instancePath, keyword, keyword === 'type' ? '' : params])
    const group = groups.get(id)
    if (group) group.push(error)
    else groups.set(id, [error])
  }
  return groups
}

/** Of two equal items, the index of the later one. */
export const secondOf = (params: SchemaError['params']): number => Math.max(Number(params.i), Number(params.j))
