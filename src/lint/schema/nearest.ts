import type { Path } from '../../documents/tree'

/** Words that people write for a key, where the letters alone would not lead to it. */
const MEANT: Readonly<Record<string, string>> = {
  gpu: 'gpus',
  shm: 'shm_size',
  shmsize: 'shm_size',
  env: 'environment',
  envs: 'environment',
  env_vars: 'environment',
  cmd: 'command',
  device: 'devices',
  depends: 'depends_on',
  workdir: 'working_dir',
  work_dir: 'working_dir',
  user_id: 'user',
  mem: 'mem_limit',
  memory_limit: 'mem_limit',
}

const plain = (word: string): string => word.toLowerCase().replaceAll('-', '_').trim()

/** The allowed key that was most likely meant; undefined when none is near. */
export function nearestKey(key: string, allowed: readonly string[]): string | undefined {
  const word = plain(key)
  const meant = MEANT[word]
  if (meant && allowed.includes(meant)) return meant
  const most = Math.max(1, Math.floor(word.length / 3))
  const near = allowed
    .filter((name) => Math.abs(name.length - word.length) <= most)
    .map((name) => ({ name, far: distance(word, plain(name)) }))
    .sort((a, b) => a.far - b.far)
  const [best, next] = near
  return best && best.far <= most && best.far !== next?.far ? best.name : undefined
}

/** Letters to add, drop, change or swap with the next one, to make one word of the other. */
export function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) row[j] = Math.min(step(rows, row, a, b, i, j), swap(rows, a, b, i, j))
    rows.push(row)
  }
  return at(rows, a.length, b.length)
}

const at = (rows: readonly number[][], i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY

const step = (rows: readonly number[][], row: readonly number[], a: string, b: string, i: number, j: number): number =>
  Math.min(at(rows, i - 1, j) + 1, (row[j - 1] ?? 0) + 1, at(rows, i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1))

const swap = (rows: readonly number[][], a: string, b: string, i: number, j: number): number =>
  a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(rows, i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY

type Table = Readonly<Record<string, readonly string[]>>

const split = new WeakMap<Table, readonly (readonly [string[], readonly string[]])[]>()

/** The keys allowed at a path: `table` has `services.*.build` → context, …, with `*` for any name or index. */
export function keysAt(table: Table, path: Path): readonly string[] {
  const places = split.get(table) ?? Object.entries(table).map(([place, keys]) => [partsOf(place), keys] as const)
  split.set(table, places)
  return places.flatMap(([place, keys]) => (isPlaceOf(place, path) ? keys : []))
}

const partsOf = (place: string): string[] => (place === '' ? [] : place.split('.'))

const isPlaceOf = (place: readonly string[], path: Path): boolean =>
  place.length === path.length && place.every((part, i) => part === '*' || part === String(path[i]))
