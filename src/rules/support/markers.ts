/** What the marker's variables are in a Linux container; the machine is taken for the usual one. */
const LINUX: Readonly<Record<string, string>> = {
  sys_platform: 'linux',
  platform_system: 'Linux',
  os_name: 'posix',
  platform_machine: 'x86_64',
  implementation_name: 'cpython',
}

/** Whether a requirement with this marker is installed on Linux x86-64. @returns undefined when it depends on what is not known */
export function appliesOnLinux(marker: string | undefined): boolean | undefined {
  if (marker === undefined) return true
  if (/\bor\b|[()]/.test(marker)) return undefined
  const clauses = marker.split(/\band\b/).map(clauseHolds)
  if (clauses.includes(false)) return false
  return clauses.includes(undefined) ? undefined : true
}

function clauseHolds(clause: string): boolean | undefined {
  const [, name = '', operator, value] = /^\s*(\w+)\s*(==|!=)\s*["']([^"']*)["']\s*$/.exec(clause) ?? []
  const ours = LINUX[name]
  if (ours === undefined || value === undefined) return undefined
  return (ours === value) === (operator === '==')
}
