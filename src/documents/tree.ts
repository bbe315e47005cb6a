import type { Span } from '../text'
import type { SourceFile } from './source'

export type Key = string | number
export type Path = readonly Key[]
export type Value = ScalarValue | MapValue | SeqValue
export type ScalarStyle = 'plain' | 'single' | 'double' | 'block'

/**
 * A value of a YAML or JSON document and where it stands.
 * `span` is where its text is written. A value that came through an alias or a merge key (`<<`) is written at its
 * anchor: then `via` is where the alias stands that brought it here, and `parent` is the map that it was brought into.
 */
abstract class Located {
  via?: Span
  tag?: string
  anchor?: string

  constructor(
    readonly file: SourceFile,
    readonly span: Span,
    readonly parent: MapValue | SeqValue | undefined,
    readonly key: Key | undefined,
  ) {}

  /** For readers of text only, who see the end of a collection after its children. */
  endAt(end: number): void {
    ;(this as { span: Span }).span = { start: this.span.start, end }
  }

  get path(): Path {
    return this.parent ? [...this.parent.path, this.key as Key] : []
  }

  /** The text as it is written, quotes included. */
  get source(): string {
    return this.file.text.slice(this.span.start, this.span.end)
  }
}

export class ScalarValue extends Located {
  readonly kind = 'scalar'

  constructor(
    file: SourceFile,
    span: Span,
    parent: MapValue | SeqValue | undefined,
    key: Key | undefined,
    /** The value by YAML 1.2 core rules (JSON rules in JSON). Interpolation is not resolved here. */
    readonly value: string | number | boolean | null,
    readonly style: ScalarStyle,
  ) {
    super(file, span, parent, key)
  }
}

/** `key: value`. Keys that are no scalar are dropped by the reader and told as a problem. */
export interface Entry {
  readonly key: ScalarValue
  readonly value: Value
  /** From the key to the end of the value. */
  readonly span: Span
  /** True where a merge key (`<<`) brought the entry here. */
  readonly merged: boolean
}

const NONE: readonly Entry[] = []

/** Most maps have a handful of keys, which are found sooner by looking than by an index. */
const SMALL = 12

const indexOf = (entries: readonly Entry[]): Map<string, Entry> =>
  new Map(entries.map((entry) => [String(entry.key.value), entry]))

/** A plain loop: rules ask for keys more often than for anything else. */
function lastNamed(entries: readonly Entry[], name: string): Entry | undefined {
  for (let i = entries.length - 1; i >= 0; i--) {
    const { value } = (entries[i] as Entry).key
    if (value === name || (typeof value !== 'string' && String(value) === name)) return entries[i]
  }
  return undefined
}

export class MapValue extends Located {
  readonly kind = 'map'
  flow = false
  /** In the order of the text; those of merge keys come last. A key that stands twice is listed twice. */
  readonly entries: readonly Entry[] = []
  /** Entries of merge keys that this map has itself: they count for nothing. */
  shadowed: readonly Entry[] = NONE
  #index: Map<string, Entry> | undefined

  /** For readers of text only. */
  add(entry: Entry): void {
    const entries = this.entries as Entry[]
    entries.push(entry)
    this.#index?.set(String(entry.key.value), entry)
  }

  /** The last of two equal keys counts. */
  entry(name: string): Entry | undefined {
    if (this.entries.length > SMALL) this.#index ??= indexOf(this.entries)
    return this.#index ? this.#index.get(name) : lastNamed(this.entries, name)
  }

  get(name: string): Value | undefined {
    return this.entry(name)?.value
  }

  has(name: string): boolean {
    return this.entry(name) !== undefined
  }

  /** The value at a path of keys below this map, or undefined where a step is missing. */
  at(...path: Key[]): Value | undefined {
    let value: Value | undefined = this
    for (const key of path) value = child(value, key)
    return value
  }
}

export class SeqValue extends Located {
  readonly kind = 'seq'
  readonly items: Value[] = []
  flow = false
}

function child(value: Value | undefined, key: Key): Value | undefined {
  if (value?.kind === 'map') return value.get(String(key))
  if (value?.kind === 'seq' && typeof key === 'number') return value.items[key]
  return undefined
}

export const asMap = (value: Value | undefined): MapValue | undefined => (value?.kind === 'map' ? value : undefined)
export const asSeq = (value: Value | undefined): SeqValue | undefined => (value?.kind === 'seq' ? value : undefined)
export const asScalar = (value: Value | undefined): ScalarValue | undefined =>
  value?.kind === 'scalar' ? value : undefined

/** Null, an empty value, or nothing at all. */
export const isNull = (value: Value | undefined): boolean =>
  value === undefined || (value.kind === 'scalar' && value.value === null)

/** The plain JavaScript value, as JSON would hold it. */
export function toPlain(value: Value): unknown {
  if (value.kind === 'scalar') return value.value
  if (value.kind === 'seq') return value.items.map(toPlain)
  const plain: Record<string, unknown> = Object.create(null)
  for (const { key, value: inner } of value.entries) plain[String(key.value)] = toPlain(inner)
  return plain
}
