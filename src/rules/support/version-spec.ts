import { compareVersions, inRange, isOf, versionPrefix } from '../../facts'

/** @returns undefined for a clause that cannot be read */
function clauseAdmits(clause: string, version: string): boolean | undefined {
  const [, operator, bound = '', wildcard] = /^(~=|===?|>=|<=|!=|>|<)\s*([\w.+!]+?)(\.\*)?$/.exec(clause.trim()) ?? []
  if (!operator || !/^\d/.test(bound)) return undefined
  if (wildcard) return isOf(version, bound) === (operator !== '!=')
  if (operator === '!=') return compareVersions(version, bound) !== 0
  if (operator === '~=')
    return compareVersions(version, bound) >= 0 && isOf(version, versionPrefix(bound, bound.split('.').length - 1))
  return inRange(version, `${operator.replace('===', '==')}${bound}`)
}

/** Whether a requirement's specifier admits a version; undefined when it cannot be read. */
export function admits(specifier: string, version: string): boolean | undefined {
  const clauses = specifier.split(',').filter((clause) => clause.trim() !== '')
  const answers = clauses.map((clause) => clauseAdmits(clause, version))
  return answers.includes(undefined) ? undefined : !answers.includes(false)
}

const MINORS = Array.from({ length: 60 }, (_, minor) => minor)

/** The newest unbroken run of minors for which something holds, as a specifier: `>=1.19,<1.27`; no upper end where none is known. */
export function newestRun(majors: readonly number[], holds: (version: string) => boolean): string | undefined {
  const versions = majors.flatMap((major) => MINORS.map((minor) => `${major}.${minor}`))
  const last = versions.findLastIndex(holds)
  if (last < 0) return undefined
  const first = versions.slice(0, last + 1).findLastIndex((version) => !holds(version)) + 1
  return `>=${versions[first]},<${versions[last + 1] ?? `${Math.max(...majors) + 1}`}`
}
