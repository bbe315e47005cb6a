import type { MapValue, Value } from '../documents/tree'
import type { Span } from '../text'
import { asWorkload, type Mistake, mistakesOf } from './check'
import type { Workload } from './types'

export interface SpecProblem {
  readonly message: string
  readonly span: Span
}

export interface ReadSpec {
  /** Undefined where there is a problem. */
  readonly workload: Workload | undefined
  readonly problems: readonly SpecProblem[]
}

/** Keys whose value is a version: a number keeps the text it was written with, `3.10` is not 3.1. */
const VERSIONS = new Set(['version', 'cuda', 'python'])

/**
 * Reads a workload from the tree of a YAML or JSON text, with the place of every mistake.
 * @param over wishes that stand before those of the text
 */
export function readSpec(root: Value, over: Readonly<Record<string, unknown>> = {}): ReadSpec {
  const plain = root.kind === 'map' ? { ...plainMap(root), ...over } : undefined
  const problems = mistakesOf(plain).map((mistake) => ({ message: mistake.message, span: placeOf(mistake, root) }))
  return { workload: problems.length === 0 ? asWorkload(plain) : undefined, problems }
}

const plainMap = (map: MapValue): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    map.entries.map(({ key, value }) => [String(key.value), plainOf(value, VERSIONS.has(String(key.value)))]),
  )

function plainOf(value: Value, version = false): unknown {
  if (value.kind === 'map') return plainMap(value)
  if (value.kind === 'seq') return value.items.map((item) => plainOf(item))
  return version && typeof value.value === 'number' ? value.source : value.value
}

function placeOf({ key, item }: Mistake, root: Value): Span {
  const entry = root.kind === 'map' && key !== undefined ? root.entry(key) : undefined
  if (!entry) return root.span
  const one = item !== undefined && entry.value.kind === 'seq' ? entry.value.items[item] : undefined
  return one?.span ?? entry.value.span
}
