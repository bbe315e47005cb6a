import { span } from '../../text'
import { writtenOf } from '../plain-text'
import type { SourceFile } from '../source'
import { asMap, type Entry, ScalarValue, type SeqValue, type Value } from '../tree'
import type { EnvFile, EnvFileVariable } from './env-file'
import { interpolate, type Lookup } from './interpolate'
import type { EnvFileUse, EnvironmentVariable } from './types'

/** The variables of one `environment:`, in the order of the text. Items that are no text are left out. */
export function readEnvironment(value: Value, lookup: Lookup): readonly EnvironmentVariable[] {
  if (value.kind === 'map') return value.entries.flatMap((entry) => ofEntry(entry, lookup) ?? [])
  return value.kind === 'seq' ? ofList(value, lookup) : []
}

function ofEntry(entry: Entry, lookup: Lookup): EnvironmentVariable | undefined {
  const { key, value: node } = entry
  if (node.kind !== 'scalar' || node.tag === '!reset') return undefined
  const text = interpolate(valueText(node), lookup)
  return {
    name: String(key.value),
    value: node.value === null ? undefined : text.value,
    interpolated: text.interpolated,
    nameSpan: key.span,
    valueSpan: node.span,
    node,
    form: 'map',
    owner: entry,
  }
}

/** Compose writes numbers in their shortest form: `1.10` becomes `1.1`. */
const valueText = (node: ScalarValue): string =>
  typeof node.value === 'number' && Math.abs(node.value) < 1e15 ? String(node.value) : writtenOf(node)

function ofList(list: SeqValue, lookup: Lookup): readonly EnvironmentVariable[] {
  return list.items.flatMap((node) => {
    if (node.kind !== 'scalar' || typeof node.value !== 'string') return []
    const { value } = node
    const equals = value.indexOf('=')
    const name = equals < 0 ? value : value.slice(0, equals)
    const resolvedName = interpolate(name, lookup).value
    if (!resolvedName) return []
    const text = equals < 0 ? undefined : interpolate(value.slice(equals + 1), lookup)
    const interpolated = text?.interpolated ?? false
    return [
      { name: resolvedName, value: text?.value, interpolated, ...spans(node, equals), node, form: 'list', owner: node },
    ]
  })
}

/** Where name and value stand inside `NAME=value`: found exactly, unless escapes or folding changed the text. */
function spans(node: ScalarValue, equals: number): { nameSpan: typeof node.span; valueSpan: typeof node.span } {
  const text = String(node.value)
  const at = node.source.indexOf(text)
  if (at < 0) return { nameSpan: node.span, valueSpan: node.span }
  const start = node.span.start + at
  const end = start + text.length
  const middle = equals < 0 ? end : start + equals
  return { nameSpan: span(start, middle), valueSpan: span(Math.min(end, middle + 1), end) }
}

/** The variables of a file of `env_file`. */
export const ofEnvFile = ({ file, variables }: EnvFile): readonly EnvironmentVariable[] =>
  variables.map((variable) => ofVariable(file, variable))

function ofVariable(file: SourceFile, variable: EnvFileVariable): EnvironmentVariable {
  const { name, value, interpolated, nameSpan, valueSpan } = variable
  const node = new ScalarValue(file, span(nameSpan.start, valueSpan.end), undefined, undefined, value ?? null, 'plain')
  return { name, value, interpolated, nameSpan, valueSpan, node, form: 'env_file', owner: node }
}

export function readEnvFileUses(value: Value, lookup: Lookup): readonly EnvFileUse[] {
  const items = value.kind === 'seq' ? value.items : [value]
  return items.flatMap((node) => {
    const map = asMap(node)
    const path = map ? map.get('path') : node
    if (path?.kind !== 'scalar' || path.value === null) return []
    const required = map?.get('required')
    return [
      {
        node,
        path: interpolate(writtenOf(path), lookup).value,
        required: !(required?.kind === 'scalar' && required.value === false),
        raw: map?.has('format') ?? false,
      },
    ]
  })
}

/**
 * The variables after merging, weakest layer first: one a name, the last one wins and keeps the place of the first.
 * `NAME: !reset` takes away what one map says; two that were merged are a list by then, which it does not reach, nor does
 * it reach an env_file (measured: Compose 2.40.3).
 */
export function mergeEnvironment(
  fromFiles: readonly EnvironmentVariable[],
  entries: readonly Entry[],
  lookup: Lookup,
): readonly EnvironmentVariable[] {
  const own = new Map<string, EnvironmentVariable>()
  for (const [index, { value }] of entries.entries()) {
    for (const variable of readEnvironment(value, lookup)) own.set(variable.name, variable)
    const resets = index === 1 ? (asMap(value)?.entries.filter((entry) => entry.value.tag === '!reset') ?? []) : []
    for (const { key } of resets) if (own.get(String(key.value))?.form === 'map') own.delete(String(key.value))
  }
  return fromFiles.length === 0 ? [...own.values()] : byName([...fromFiles, ...own.values()])
}

const byName = (variables: readonly EnvironmentVariable[]): readonly EnvironmentVariable[] => [
  ...new Map(variables.map((variable) => [variable.name, variable])).values(),
]
