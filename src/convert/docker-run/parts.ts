import { asMap, asSeq, type MapValue } from '../../documents/tree'
import { LISTS, PAIRS, SCALARS, SWITCHES } from './fields'
import { each, flag } from './flags'
import type { Reader } from './reader'

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
