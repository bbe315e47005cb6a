import type { Value } from '../../documents/tree'
import type { Plain } from '../../edits/ops'
import { cliRequest, gpuIds, meantCount, unique, words } from './device-values'

/** A form of `gpus` that Compose takes. */
export interface Meaning {
  readonly value: Plain
  readonly title: string
  /** False where the text may have meant something else. */
  readonly safe: boolean
}

const all = (safe: boolean): Meaning => ({ value: 'all', title: 'Write all', safe })

const counted = (count: number): Meaning => ({
  value: [{ driver: 'nvidia', count }],
  title: `Ask for ${count === 1 ? 'one GPU' : `${count} GPUs`} (count: ${count})`,
  safe: true,
})

const named = (ids: readonly string[], safe: boolean): Meaning => ({
  value: [{ driver: 'nvidia', device_ids: ids }],
  title: `Name the GPUs: device_ids [${ids.join(', ')}]`,
  safe,
})

/** What a text in place of `gpus: all` means, the likeliest first. */
export function requestsForText(text: string): readonly Meaning[] {
  const request = cliRequest(text)
  if (request) return [{ value: [request], title: 'Write it as a request', safe: true }]
  const bare = text.replace(/["']/g, '').trim()
  const count = meantCount(bare)
  if (count === 0) return [named(['0'], false), all(false)]
  if (typeof count === 'number') return [counted(count)]
  const ids = gpuIds(bare)
  if (ids) return [named(ids, true)]
  return [all(count === 'all')]
}

/** What a list of words or numbers in place of requests means. */
export function requestsForList(items: readonly Value[]): Meaning | undefined {
  const found = unique(items.flatMap(words))
  if (found.length === 1 && found[0]?.toLowerCase() === 'all') return all(true)
  const [request] = found.length > 0 && items.length === 1 ? [cliRequest(found.join(','))] : []
  if (request) return { value: [request], title: 'Write it as a request', safe: true }
  const ids = gpuIds(found.join(','))
  return ids && named(ids, true)
}
