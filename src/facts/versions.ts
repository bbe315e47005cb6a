/** Dotted versions as CUDA, drivers, engines and Python packages write them. Local parts (`+cu118`) and a leading `v` count for nothing. */

const PRE_RELEASE = /(?:a|b|c|rc|alpha|beta|dev|pre)[.-]?\d*/i

interface Parts {
  readonly numbers: readonly number[]
  readonly pre: boolean
}

/** Tables are sorted and searched by the same few thousand versions again and again. */
const known = new Map<string, Parts>()
const KEPT = 10_000

function partsOf(version: string): Parts {
  const parts = known.get(version) ?? readParts(version)
  if (known.size >= KEPT) known.clear()
  known.set(version, parts)
  return parts
}

function readParts(version: string): Parts {
  const bare = version.trim().replace(/^v/i, '').split('+')[0] as string
  const release = /^\d+(?:\.\d+)*/.exec(bare)?.[0] ?? ''
  return {
    numbers: release === '' ? [] : release.split('.').map(Number),
    pre: PRE_RELEASE.test(bare.slice(release.length)),
  }
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return Math.sign(difference)
  }
  return 0
}

/** Missing numbers count as 0 (`2.1` equals `2.1.0`); a pre-release comes before its release. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [partsOf(a), partsOf(b)]
  return compareNumbers(x.numbers, y.numbers) || Number(y.pre) - Number(x.pre)
}

/** The first numbers of a version: `versionPrefix('12.4.1', 2)` is `12.4`. */
export const versionPrefix = (version: string, count: number): string =>
  partsOf(version).numbers.slice(0, count).join('.')

export const majorOf = (version: string): number | undefined => partsOf(version).numbers[0]

/** True when `version` begins with all numbers of `prefix`: `1.17.3` is of `1.17`, `1.170` is not. */
export const isOf = (version: string, prefix: string): boolean => {
  const wanted = partsOf(prefix).numbers
  return wanted.length > 0 && wanted.every((number, i) => partsOf(version).numbers[i] === number)
}

/** A table's `1.19-1.26` covers every patch of 1.26: the upper end is compared by as many numbers as it has. */
function between(version: string, from: string, to: string): boolean {
  if (compareVersions(version, from) < 0 && !isOf(version, from)) return false
  return to === '' || isOf(version, to) || compareVersions(version, to) < 0
}

const TESTS: Readonly<Record<string, (version: string, bound: string) => boolean>> = {
  '>=': (version, bound) => compareVersions(version, bound) >= 0,
  '<=': (version, bound) => compareVersions(version, bound) <= 0,
  '==': (version, bound) => compareVersions(version, bound) === 0,
  '>': (version, bound) => compareVersions(version, bound) > 0,
  '<': (version, bound) => compareVersions(version, bound) < 0,
}

function meets(version: string, clause: string): boolean {
  const operator = /^(>=|<=|==|>|<)\s*(.+)$/.exec(clause)
  if (operator)
    return (TESTS[operator[1] as string] as (v: string, b: string) => boolean)(version, operator[2] as string)
  const range = /^([\d.]+)-([\d.]*)$/.exec(clause)
  return range ? between(version, range[1] as string, range[2] as string) : isOf(version, clause)
}

/** `1.19-1.26` (both ends and their patches), `1.27-` (open), `>=9.8,<10`, `1.18` (that version and its patches). */
export function inRange(version: string, range: string): boolean {
  if (partsOf(version).numbers.length === 0) return false
  return range.split(',').every((clause) => meets(version, clause.trim()))
}
