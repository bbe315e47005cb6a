/** What `docker run --gpus VALUE` asks for, or the part that it refuses. */
export type GpusFlag =
  | {
      readonly kind: 'request'
      /** `all` also for a negative number; undefined where devices are named. */
      readonly count: number | 'all' | undefined
      readonly devices: readonly string[] | undefined
      /** Without `gpu`, which Docker adds. */
      readonly capabilities: readonly string[] | undefined
      /** True where neither a count nor a device is written: Docker takes one GPU then. */
      readonly countIsDefault: boolean
      readonly driver: string | undefined
    }
  | { readonly kind: 'refused'; readonly reason: 'quotes' | 'count' | 'both' | 'key' | 'twice'; readonly word: string }

const KEYS = ['driver', 'count', 'device', 'capabilities', 'options']

/** Reads the value as Docker does: one line of CSV, whose fields are a count or `key=value` (docker/cli opts/gpus.go). */
export function readGpusFlag(value: string): GpusFlag {
  const fields = csvFields(value)
  if (!fields) return { kind: 'refused', reason: 'quotes', word: value }
  const given = new Map<string, string>()
  for (const field of fields) {
    const [key, val] = keyed(field)
    const refused = refusalOf(key, val, given)
    if (refused) return refused
    given.set(val === undefined ? 'count' : key, val ?? key)
  }
  return asRequest(given)
}

/** Why Docker stops at a field, after those that it has read. */
function refusalOf(key: string, val: string | undefined, given: ReadonlyMap<string, string>): GpusFlag | undefined {
  if (val === undefined || key === 'count') {
    const word = val ?? key
    return countOf(word) === undefined ? { kind: 'refused', reason: 'count', word } : undefined
  }
  if (given.has(key)) return { kind: 'refused', reason: 'twice', word: key }
  return KEYS.includes(key) ? undefined : { kind: 'refused', reason: 'key', word: key }
}

function asRequest(given: ReadonlyMap<string, string>): GpusFlag {
  const devices = given.get('device')?.split(',')
  const written = given.get('count')
  if (devices && written !== undefined && countOf(written) !== 0)
    return { kind: 'refused', reason: 'both', word: written }
  const count = written === undefined ? (devices ? undefined : 1) : countOf(written)
  const capabilities = given
    .get('capabilities')
    ?.split(',')
    .filter((word) => word !== 'gpu')
  const countIsDefault = written === undefined && !devices
  return { kind: 'request', count, devices, capabilities, countIsDefault, driver: given.get('driver') }
}

function keyed(field: string): readonly [string, string | undefined] {
  const at = field.indexOf('=')
  return at === -1 ? [field, undefined] : [field.slice(0, at), field.slice(at + 1)]
}

function countOf(word: string): number | 'all' | undefined {
  if (word === 'all') return 'all'
  if (!/^[+-]?\d+$/.test(word)) return undefined
  return Number(word) < 0 ? 'all' : Number(word)
}

/** The fields of one line of CSV; undefined where a quote stands inside a bare field, or is not closed. */
export function csvFields(line: string): readonly string[] | undefined {
  if (line === '') return undefined
  const fields: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",]*))(?:,|$)/y
  for (;;) {
    const found = field.exec(line)
    if (!found) return undefined
    fields.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    if (field.lastIndex === line.length)
      return line.endsWith(',') && !found[0].endsWith('",') ? [...fields, ''] : fields
  }
}

/**
 * The value that was meant: quotes of a shell taken away, ids and capabilities kept together, compute not lost.
 * Undefined where that is a guess.
 */
export function meantGpusFlag(value: string): string | undefined {
  const lists: Lists = { device: [], capabilities: [], other: [] }
  let list: keyof Lists = 'other'
  const fields = csvFields(value.trim().replaceAll(/['\\]/g, ''))
  if (!fields) return undefined
  for (const field of fields) {
    const [key, val] = keyed(field.trim())
    list = listOf(key, val, list)
    if (list === 'other') lists.other.push(/^all$/i.test(key) ? 'all' : field.trim())
    else lists[list].push(...(val ?? key).split(','))
  }
  const written = write(lists)
  return readGpusFlag(written).kind === 'request' && written !== value ? written : undefined
}

interface Lists {
  readonly device: string[]
  readonly capabilities: string[]
  readonly other: string[]
}

const MEMBERS = {
  device: /^(?:\d+|GPU-[\w-]+|MIG-[\w/-]+)$/,
  capabilities: /^(?:gpu|compute|utility|graphics|video|display|compat32|ngx)$/,
} as const

/** The list that a field belongs to: a bare word goes on with the list before it where it can be a member of it. */
function listOf(key: string, val: string | undefined, before: keyof Lists): keyof Lists {
  if (val !== undefined) return key === 'device' || key === 'capabilities' ? key : 'other'
  return before !== 'other' && MEMBERS[before].test(key) ? before : 'other'
}

function write({ device, capabilities, other }: Lists): string {
  const lost = capabilities.some((word) => word !== 'gpu') && !capabilities.includes('compute')
  const listed = (key: string, words: readonly string[]) => (words.length > 0 ? [`${key}=${words.join(',')}`] : [])
  const fields = [
    ...(other.length === 0 && device.length === 0 ? ['all'] : other),
    ...listed('device', device),
    ...listed('capabilities', lost ? ['compute', ...capabilities] : capabilities),
  ]
  return fields.map((field) => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')
}
