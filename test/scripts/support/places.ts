/** The parts of JSON Schema that ours are written in. */
export interface Schema {
  readonly $ref?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly then?: Schema
  readonly if?: Schema
}

type Wrap = (value: unknown) => unknown

const VALUES: readonly unknown[] = [
  ...[null, true, '', 'x', 'a b', -1, 1.5, 7, 1e9, [], {}, { unknown: 1, 'x-own': 1, 'a/b~c': [] }, [[], {}]],
  ...[
    ['x', 'x'],
    [1, 1],
    [{ a: 1 }, { a: 1 }],
  ],
]

/** Documents that have each of some right and wrong values at each place that a schema speaks about. */
export function* documentsAt(
  root: Schema,
  given: Schema | boolean = root,
  wrap: Wrap = (it) => it,
): Generator<unknown> {
  if (typeof given === 'boolean') return
  const schema = given.$ref ? (follow(root, given.$ref) as Schema) : given
  for (const value of [...VALUES, ...(schema.enum ?? [])]) yield wrap(value)
  for (const [inner, wrapInner] of below(schema)) yield* documentsAt(root, inner, (value) => wrap(wrapInner(value)))
}

const follow = (root: unknown, ref: string): unknown =>
  ref
    .slice(2)
    .split('/')
    .reduce((at, key) => (at as Record<string, unknown>)[key], root)

function* below(schema: Schema): Generator<readonly [Schema | boolean, Wrap]> {
  for (const choice of [schema.oneOf, schema.anyOf, schema.allOf].flatMap((choices) => choices ?? []))
    yield [choice, (value) => value]
  if (schema.then) yield [schema.then, (value) => ({ ...fitting(schema.if), ...(value as object) })]
  for (const [key, inner] of Object.entries(schema.properties ?? {})) yield [inner, (value) => ({ [key]: value })]
  for (const inner of Object.values(schema.patternProperties ?? {})) yield [inner, (value) => ({ some: value })]
  yield [schema.additionalProperties ?? false, (value) => ({ some: value })]
  if (schema.items) yield [schema.items, (value) => ['x', value]]
}

/** An object to which a condition applies. */
const fitting = (condition: Schema | undefined): object =>
  Object.fromEntries(
    Object.entries(condition?.properties ?? {}).map(([key, inner]) => [key, inner.const ?? inner.enum?.[0]]),
  )
