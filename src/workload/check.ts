import { keys, type SchemaError, workload as validate, wants } from './generated/workload.generated'
import type { Workload } from './types'

/** One thing that is wrong with a workload. */
export interface Mistake {
  /** The key at the top, and the item of its list; undefined where the whole is no map. */
  readonly key: string | undefined
  readonly item?: number
  readonly message: string
}

/** All keys of a workload. */
export const workloadKeys: readonly string[] = keys

/** What is wrong with a plain value as a workload: one sentence a key, in the order of the schema. */
export function mistakesOf(value: unknown): readonly Mistake[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [{ key: undefined, message: 'A workload is a map of keys and values, such as "framework: pytorch".' }]
  if (validate(value)) return []
  const found = new Map<string, Mistake>()
  for (const error of validate.errors ?? []) {
    const mistake = mistakeOf(error, value as Readonly<Record<string, unknown>>)
    const known = found.get(mistake.key ?? '')
    if (!known || (known.item === undefined && mistake.item !== undefined)) found.set(mistake.key ?? '', mistake)
  }
  return [...found.values()]
}

/** Only after `mistakesOf` found none. */
export function asWorkload(value: unknown): Workload {
  const { $schema: _, ...workload } = value as Workload & { readonly $schema?: string }
  return workload
}

function mistakeOf({ keyword, instancePath, params }: SchemaError, value: Readonly<Record<string, unknown>>): Mistake {
  if (keyword === 'required') return { key: undefined, message: 'There is no "framework": name one, such as pytorch.' }
  const [, key = '', item] = instancePath.split('/')
  if (keyword === 'additionalProperties') return unknown(String(params.additionalProperty))
  const list = value[key]
  const given = item === undefined ? list : (list as readonly unknown[])[Number(item)]
  const name = item === undefined ? `"${key}"` : `Item ${Number(item) + 1} of "${key}"`
  const message = `${name} is ${shown(given)}: "${key}" must be ${wants[key]}.`
  return { key, message, ...(item !== undefined && { item: Number(item) }) }
}

const unknown = (key: string): Mistake => ({ key, message: `There is no key "${key}" in a workload.` })

/** The value as a message shows it, cut where it is long. */
function shown(value: unknown): string {
  const text = typeof value === 'number' ? `${value} (a number)` : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
