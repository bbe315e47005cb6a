import { asMap } from '../../documents/tree'
import { flag } from './flags'
import type { Reader } from './reader'

/** `deploy` as far as Compose itself heeds it. */
export function deployFlags(reader: Reader): readonly string[] {
  const limit = (key: string, own: string) =>
    reader.field(own) ? undefined : reader.at('deploy', 'resources', 'limits', key)
  const reserved = reader.field('mem_reservation')
    ? undefined
    : reader.at('deploy', 'resources', 'reservations', 'memory')
  return [
    ...flag('--cpus', limit('cpus', 'cpus')),
    ...flag('--memory', limit('memory', 'mem_limit')),
    ...flag('--pids-limit', limit('pids', 'pids_limit')),
    ...flag('--memory-reservation', reserved),
  ]
}

const CONDITIONS: Readonly<Record<string, string>> = { any: 'always', 'on-failure': 'on-failure' }

export function restartFlags(reader: Reader): readonly string[] {
  const own = reader.at('restart')
  if (own !== undefined) return own === 'no' || own === 'false' ? [] : ['--restart', own]
  const policy = asMap(reader.field('deploy', 'restart_policy'))
  const condition = CONDITIONS[policy ? (reader.text(policy.get('condition')) ?? 'any') : 'none']
  const attempts = reader.text(policy?.get('max_attempts'))
  if (!condition) return []
  return ['--restart', condition === 'on-failure' && attempts ? `${condition}:${attempts}` : condition]
}

const SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 }

export function stopFlags(reader: Reader): readonly string[] {
  const written = reader.at('stop_grace_period')
  if (written === undefined) return []
  const parts = [...written.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)]
  if (parts.map(([part]) => part).join('') !== written)
    return reader.lose('stop_grace_period', `${written} is not known`)
  const seconds = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (SECONDS[unit ?? ''] ?? 0), 0)
  return ['--stop-timeout', String(Math.ceil(seconds))]
}

const PULLS: Readonly<Record<string, string>> = {
  always: 'always',
  never: 'never',
  missing: 'missing',
  if_not_present: 'missing',
}

export function pullFlags(reader: Reader): readonly string[] {
  const policy = reader.at('pull_policy')
  if (policy === undefined || policy === 'build') return []
  const known = PULLS[policy]
  return known
    ? flag('--pull', known === 'missing' ? undefined : known)
    : reader.lose('pull_policy', `${policy} is left out`)
}
