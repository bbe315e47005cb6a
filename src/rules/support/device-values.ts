import { writtenOf } from '../../documents/plain-text'
import type { SeqValue, Value } from '../../documents/tree'
import type { Plain } from '../../edits/ops'
import { nearest } from '../../text/nearest'

const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']
const EVERY = new Set(['all', 'every', 'any', 'max', '*', 'true', 'yes', 'on', 'gpu', 'gpus', 'nvidia'])
const GPU_ID = /^(?:\d{1,3}|GPU-[\w-]+|MIG-[\w/-]+)$/

/** Every scalar below a value as text, commas and blanks taken as separators; undefined where nothing is written. */
export function words(value: Value): readonly string[] {
  if (value.kind === 'seq') return value.items.flatMap(words)
  if (value.kind === 'map') return value.entries.map(({ key }) => String(key.value))
  const text = value.value === null ? '' : writtenOf(value)
  return text.includes('$') ? [text] : text.split(/[\s,;]+/).filter((word) => word !== '')
}

export const unique = (items: readonly string[]): readonly string[] => [...new Set(items)]

/** The ids of GPUs that a text names: `0,2`, `GPU-3a…`; undefined where it names something else. */
export function gpuIds(text: string): readonly string[] | undefined {
  const ids = text.split(/[\s,;]+/).filter((id) => id !== '')
  return ids.length > 0 && ids.every((id) => GPU_ID.test(id)) ? unique(ids) : undefined
}

/** What a malformed count most likely means; undefined where that is open. */
export function meantCount(written: string): number | 'all' | undefined {
  const text = written.trim().toLowerCase()
  if (/^[+-]?\d+$/.test(text)) return Number(text) < 0 ? 'all' : Number(text)
  if (/^\d+\.0+$/.test(text)) return Number.parseInt(text, 10)
  if (NUMBERS.includes(text)) return NUMBERS.indexOf(text)
  if (EVERY.has(text) || nearest(text, ['all']) === 'all') return 'all'
  const digits = /^x?\s*(\d{1,3})\s*x?\s*(?:gpus?|cards?|devices?)?$/.exec(text)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Capabilities as a list that keeps CUDA: a driver capability without compute would take it away. */
export function usableCapabilities(found: readonly string[]): readonly string[] {
  const list = unique(found.map((word) => (/^gpus?$/i.test(word) ? 'gpu' : word)))
  if (list.length === 0) return ['gpu']
  const drops = list.includes('utility') && !list.includes('compute')
  return drops ? list.flatMap((word) => (word === 'utility' ? ['compute', 'utility'] : [word])) : list
}

const OPTION = /(?:^|,)\s*"?(driver|count|device|capabilities)=/g

/** What `docker run --gpus` means by a text such as `device=0,2` or `all,capabilities=utility`; undefined for other texts. */
export function cliRequest(text: string): { readonly [key: string]: Plain } | undefined {
  const bare = text.replace(/["'\\]/g, '').trim()
  const marks = [...bare.matchAll(OPTION)]
  if (marks.length === 0) return undefined
  const lead = bare.slice(0, marks[0]?.index).replace(/,$/, '').trim()
  const request: Record<string, Plain> = { driver: 'nvidia' }
  if (lead !== '') request.count = meantCount(lead) ?? 'all'
  for (const [i, mark] of marks.entries()) {
    const value = bare.slice(mark.index + mark[0].length, marks[i + 1]?.index).trim()
    Object.assign(request, option(mark[1] ?? '', value))
  }
  return request
}

function option(name: string, value: string): { readonly [key: string]: Plain } {
  const parts = value.split(',').filter((part) => part !== '')
  if (name === 'driver') return { driver: value }
  if (name === 'count') return { count: meantCount(value) ?? 'all' }
  return name === 'device' ? { device_ids: parts } : { capabilities: parts }
}

/** The texts of a list that stand in it before already: Compose refuses them (`items at 0 and 1 are equal`). */
export function duplicates(list: SeqValue): readonly Value[] {
  const seen = new Set<unknown>()
  return list.items.filter((item) => item.kind === 'scalar' && seen.size === seen.add(item.value).size)
}

/** A value as a message shows it: texts in quotes, the rest as written, on one line. */
export function shown(value: Value): string {
  if (value.kind === 'scalar' && typeof value.value === 'string') return `"${value.value}"`
  const text = value.source.trim().replace(/\s+/g, ' ')
  return text.length > 40 ? `${text.slice(0, 40)}…` : text || 'empty'
}
