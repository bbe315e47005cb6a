/** What an expansion may grow to: `ENV A=$A$A` doubles with each line, so longer values count as not known. */
export const LONGEST_VALUE = 4096

/** A shell pattern with at most one `*` as a matcher; undefined for others, whose matching would cost more than it tells. */
function matcher(pattern: string, greedy: boolean): string | undefined {
  if (/[[\]\\(|]/.test(pattern) || pattern.split('*').length > 2) return undefined
  const star = greedy ? '[\\s\\S]*' : '[\\s\\S]*?'
  return pattern
    .replace(/[.+^${}()|\]/]/g, '\\$&')
    .replace(/\?/g, '[\\s\\S]')
    .replace(/\*/, star)
}

/** `${V#pattern}`, `##`, `%`, `%%`; undefined where the pattern is not understood. */
export function removePattern(value: string, operator: string, pattern: string): string | undefined {
  const source = matcher(pattern, operator.length === 2)
  if (source === undefined) return undefined
  if (operator.startsWith('#')) return value.replace(new RegExp(`^${source}`), '')
  if (operator === '%%') return value.replace(new RegExp(`${source}$`), '')
  return removeShortestEnd(value, source)
}

/** The shortest end that matches starts last; a regular expression would find the first. */
function removeShortestEnd(value: string, source: string): string {
  const whole = new RegExp(`^${source}$`)
  for (let at = value.length; at >= 0; at--) if (whole.test(value.slice(at))) return value.slice(0, at)
  return value
}

/** `${V/pattern/text}` and `//`; only literal patterns. */
export function replacePattern(value: string, operator: string, pattern: string, text: string): string | undefined {
  if (pattern === '' || /[[\]\\*?(|]/.test(pattern)) return undefined
  return operator === '//' ? value.split(pattern).join(text) : value.replace(pattern, () => text)
}

/** True when the name matches a pattern with at most one `*`. */
export function matchesPattern(name: string, pattern: string): boolean {
  const source = matcher(pattern, true)
  return source !== undefined && new RegExp(`^${source}$`).test(name)
}
