import { asMap, asSeq, type MapValue } from '../../documents/tree'
import { LISTS, PAIRS, SCALARS, SWITCHES } from './fields'
import type { Reader } from './reader'
import { quote } from './shell'

const flag = (name: string, value: string | undefined): readonly string[] => (value === undefined ? [] : [name, value])
const each = (name: string, values: readonly string[]): readonly string[] => values.flatMap((value) => [name, value])

/** What a flag says word for word. */
export function plainFlags(reader: Reader): readonly string[] {
  const all = Object.entries
  return [
    ...all(SCALARS).flatMap(([key, name]) => flag(name, reader.at(key))),
    ...all(SWITCHES).flatMap(([key, name]) => (reader.isTrue(key) ? [name] : [])),
    ...all(LISTS).flatMap(([key, name]) => each(name, reader.texts(reader.field(key)))),
    ...all(PAIRS).flatMap(([key, name]) => each(name, reader.pairs(reader.field(key)))),
    ...each('--add-host', reader.pairs(reader.field('extra_hosts'), ':')),
    ...each('--label-file', reader.texts(reader.field('label_file'))),
  ]
}

export function ulimitFlags(reader: Reader): readonly string[] {
  const limits = asMap(reader.field('ulimits'))?.entries ?? []
  return limits.flatMap(({ key, value }) => {
    const map = asMap(value)
    const text = map ? [map.get('soft'), map.get('hard')].map((one) => reader.text(one)).join(':') : reader.text(value)
    return flag('--ulimit', `${key.value}=${text}`)
  })
}

export function portFlags(reader: Reader): readonly string[] {
  const items = asSeq(reader.field('ports'))?.items ?? []
  return items.flatMap((item) => {
    const map = asMap(item)
    return flag('-p', map ? longPort(map, reader) : reader.text(item))
  })
}

function longPort(map: MapValue, reader: Reader): string | undefined {
  const [host, published, target, protocol] = ['host_ip', 'published', 'target', 'protocol'].map((key) =>
    reader.text(map.get(key)),
  )
  if (target === undefined) return undefined
  const address = host === undefined ? [] : [host.includes(':') ? `[${host}]` : host]
  const outside = published === undefined ? (host === undefined ? [] : ['']) : [published]
  return `${[...address, ...outside, target].join(':')}${protocol && protocol !== 'tcp' ? `/${protocol}` : ''}`
}

export function loggingFlags(reader: Reader): readonly string[] {
  const options = reader.pairs(reader.field('logging', 'options'))
  return [...flag('--log-driver', reader.at('logging', 'driver')), ...each('--log-opt', options)]
}

const HEALTH: Readonly<Record<string, string>> = {
  interval: '--health-interval',
  timeout: '--health-timeout',
  retries: '--health-retries',
  start_period: '--health-start-period',
  start_interval: '--health-start-interval',
}

export function healthFlags(reader: Reader): readonly string[] {
  const test = reader.field('healthcheck', 'test')
  const [kind, ...words] = test?.kind === 'seq' ? reader.texts(test) : ['CMD-SHELL', ...reader.texts(test)]
  if (kind === 'NONE' || reader.isTrue('healthcheck', 'disable')) return ['--no-healthcheck']
  // The flag knows the form for a shell alone.
  const command = kind === 'CMD' ? words.map(quote).join(' ') : words[0]
  const others = Object.entries(HEALTH).flatMap(([key, name]) => flag(name, reader.at('healthcheck', key)))
  return [...flag('--health-cmd', command), ...others]
}

/** `ipc`, `pid` and `network_mode`: another service is known to Docker by its container alone. */
export function sharedFlags(reader: Reader): readonly string[] {
  return ['ipc', 'pid', 'network_mode'].flatMap((key) => {
    const value = reader.at(key)
    const name = key === 'network_mode' ? '--network' : `--${key}`
    const other = /^service:(.+)$/.exec(value ?? '')?.[1]
    if (other === undefined) return flag(name, value)
    return reader.lose(key, `start ${other} first, then add ${name} container:NAME`)
  })
}

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
