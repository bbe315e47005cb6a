import table from './tables/packages.json'
import { compareVersions, versionPrefix } from './versions'

interface Row {
  readonly package: string
  readonly from: string
  /** Not included; missing: up to the newest known. */
  readonly before?: string
  readonly cudnn: number
  /** A pip extra that brings cuDNN along: then the system's is not needed. */
  readonly bundledBy?: string
}

/** The span of versions that a specifier admits; `!=` takes single versions away and is left aside. */
interface Admitted {
  readonly low?: string
  readonly high?: string
  readonly highIncluded: boolean
}

/** The first version past all that begin with these numbers: past 1.17.* comes 1.18. */
function nextOf(version: string, count: number): string {
  const numbers = versionPrefix(version, count).split('.').map(Number)
  return [...numbers.slice(0, -1), (numbers.at(-1) ?? 0) + 1].join('.')
}

function clauseOf(clause: string): Admitted | undefined {
  const match = /^(~=|===?|=|>=|<=|!=|>|<|)\s*([\w.+]+?)(\.\*)?$/.exec(clause.trim())
  if (!match || !/^v?\d/.test(match[2] as string)) return undefined
  const [, operator, version = '', wildcard] = match
  const count = version.split('+')[0]?.split('.').length ?? 1
  if (operator === '!=') return { highIncluded: false }
  if (operator === '>=' || operator === '>') return { low: version, highIncluded: false }
  if (operator === '<=' || operator === '<') return { high: version, highIncluded: operator === '<=' }
  if (operator === '~=') return { low: version, high: nextOf(version, count - 1), highIncluded: false }
  // conda's `=1.17` is a prefix, as is `==1.17.*`
  if (wildcard || operator === '=') return { low: version, high: nextOf(version, count), highIncluded: false }
  return { low: version, high: version, highIncluded: true }
}

function narrow(a: Admitted, b: Admitted): Admitted {
  const low = !a.low || (b.low && compareVersions(b.low, a.low) > 0) ? b.low : a.low
  const higher = !a.high || (b.high && compareVersions(b.high, a.high) < 0) ? b : a
  return { ...(low && { low }), ...(higher.high && { high: higher.high }), highIncluded: higher.highIncluded }
}

/** @returns undefined for what cannot be read */
function admitted(specifier: string): Admitted | undefined {
  const clauses = specifier
    .split(',')
    .filter((clause) => clause.trim() !== '')
    .map(clauseOf)
  return clauses.reduce<Admitted | undefined>((sum, clause) => sum && clause && narrow(sum, clause), {
    highIncluded: false,
  })
}

const reaches = ({ high, highIncluded }: Admitted, from: string): boolean =>
  !high || compareVersions(high, from) > 0 || (highIncluded && compareVersions(high, from) === 0)

const overlaps = (span: Admitted, { from, before }: Row): boolean =>
  reaches(span, from) && (!span.low || !before || compareVersions(span.low, before) < 0)

/** True when the rows, which follow each other without a gap, hold every version of the span. */
function covered(span: Admitted, rows: readonly Row[]): boolean {
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last || !span.low || compareVersions(span.low, first.from) < 0) return false
  return !last.before || !reaches(span, last.before)
}

/**
 * The major of the system's libcudnn that a pip package loads at run time.
 * @param specifier a version (`1.18.0`) or a requirement's specifier (`>=1.19,<2`, `==1.17.*`, `` for none)
 * @param extras of the requirement: `onnxruntime-gpu[cuda,cudnn]` brings its own
 * @returns undefined when the package needs none, is not known, or the specifier admits versions that differ
 */
export function systemCudnnMajor(
  packageName: string,
  specifier: string,
  extras: readonly string[] = [],
): number | undefined {
  const rows = (table.rows as unknown as readonly Row[]).filter((row) => row.package === packageName)
  const span = admitted(specifier)
  if (!span || !covered(span, rows)) return undefined
  const met = rows.filter((row) => overlaps(span, row))
  if (met.some(({ bundledBy }) => bundledBy && extras.includes(bundledBy))) return undefined
  const majors = new Set(met.map(({ cudnn }) => cudnn))
  return majors.size === 1 ? [...majors][0] : undefined
}

/** Releases of a package beside those that a table of its own names, as far as they are known; oldest first. */
export const packageReleases = (name: string): readonly string[] =>
  table.releases.find((row) => row.package === name)?.versions.split(' ') ?? []
