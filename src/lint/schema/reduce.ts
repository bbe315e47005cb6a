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
 * nothing; where it has the type of none, the accepted types are told once.
 */
export function reduce(errors: readonly SchemaError[]): readonly Mistake[] {
  const leaves = errors.filter(({ keyword }) => !WRAPPERS.has(keyword))
  const choices = new Set(errors.filter(({ keyword }) => WRAPPERS.has(keyword)).map(({ instancePath }) => instancePath))
  const kept = leaves.filter((error) => !isOtherChoice(error, choices, leaves) && !isMisspelt(error, leaves))
  return [...byIdentity(kept).values()].map((same) => ({ error: same[0] as SchemaError, types: same.flatMap(typesOf) }))
}

/** A wrong type in one alternative means nothing when another alternative took the value's type and failed inside. */
const isOtherChoice = (error: SchemaError, choices: ReadonlySet<string>, leaves: readonly SchemaError[]): boolean =>
  error.keyword === 'type' &&
  choices.has(error.instancePath) &&
  leaves.some(
    (other) =>
      other.instancePath.startsWith(`${error.instancePath}/`) ||
      (other.instancePath === error.instancePath && other.keyword !== 'type'),
  )

/** A key is missing where another one is unknown: most likely it is there, misspelt. */
const isMisspelt = (error: SchemaError, leaves: readonly SchemaError[]): boolean =>
  error.keyword === 'required' &&
  leaves.some((other) => other.keyword === 'additionalProperties' && other.instancePath === error.instancePath)

const typesOf = ({ keyword, params }: SchemaError): readonly string[] =>
  keyword === 'type' ? [params.type as string | readonly string[]].flat() : []

function byIdentity(errors: readonly SchemaError[]): Map<string, SchemaError[]> {
  const groups = new Map<string, SchemaError[]>()
  for (const error of errors) {
    const { keyword, instancePath, params } = error
    const id = JSON.stringify([instancePath, keyword, keyword === 'type' ? '' : params])
    groups.set(id, [...(groups.get(id) ?? []), error])
  }
  return groups
}

/** Of two equal items, the index of the later one. */
export const secondOf = (params: SchemaError['params']): number => Math.max(Number(params.i), Number(params.j))
