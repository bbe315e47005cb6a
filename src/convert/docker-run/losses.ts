import type { Service } from '../../documents/compose/types'
import { asMap } from '../../documents/tree'
import { IDLE, LISTS, PAIRS, SCALARS, SPECIAL, SWITCHES } from './fields'
import type { Reader } from './reader'

/** Says what of a service the command does not carry, beside what the parts said already. */
export function tellLosses(reader: Reader): void {
  if (reader.service.partial) reader.lose('extends', 'a file that the service is made of could not be read')
  startFirst(reader)
  networks(reader)
  copies(reader)
  for (const key of Object.keys(OTHERS)) if (reader.field(key)) reader.lose(key, OTHERS[key] ?? '')
  for (const key of keysOf(reader)) untold(key, reader)
}

const OTHERS: Readonly<Record<string, string>> = {
  volumes_from: 'add --volumes-from with the name of the container',
  secrets: 'mount their files by hand under /run/secrets',
  configs: 'mount their files by hand',
  links: 'give both containers a network of their own',
  external_links: 'give both containers a network of their own',
}

function untold(key: string, reader: Reader): void {
  const told = [SCALARS, SWITCHES, LISTS, PAIRS, OTHERS].some((table) => key in table)
  if (told || SPECIAL.has(key) || IDLE.has(key) || key.startsWith('x-') || key === '<<') return
  if (reader.field(key)) reader.lose(key, 'is left out')
}

function startFirst(reader: Reader): void {
  const value = reader.field('depends_on')
  const names = asMap(value)?.entries.map(({ key }) => String(key.value)) ?? reader.texts(value)
  if (names.length > 0) reader.lose('depends_on', `start ${names.join(', ')} first`)
}

/** Networks that Compose makes are gone with it; one that stands by itself has a name. */
function networks(reader: Reader): void {
  if (reader.field('network_mode')) return
  const value = reader.field('networks')
  const named = asMap(value)?.entries.map(({ key }) => String(key.value)) ?? reader.texts(value)
  const own = named.filter((key) => networkName(key, reader) === undefined)
  const others = reader.document.services.length > 1
  if (own.length > 0 || (named.length === 0 && others))
    reader.lose(
      'networks',
      `the network of Compose (${own.join(', ') || 'default'}), with the names of the other services, is left out`,
    )
  if (named.length - own.length > 1) reader.lose('networks', 'only the first one is joined')
}

/** The network of a name of its own that a service joins first. */
export function networkFlags(reader: Reader): readonly string[] {
  if (reader.field('network_mode')) return []
  const value = reader.field('networks')
  const keys = asMap(value)?.entries.map(({ key }) => String(key.value)) ?? reader.texts(value)
  const name = keys.map((key) => networkName(key, reader)).find((one) => one !== undefined)
  return name === undefined ? [] : ['--network', name]
}

function networkName(key: string, reader: Reader): string | undefined {
  const map = reader.top('networks', key)
  if (!map || reader.text(map.get('external')) !== 'true') return undefined
  return reader.text(map.get('name')) ?? key
}

function copies(reader: Reader): void {
  const { replicas } = reader.service
  if (replicas && replicas.value !== 1) reader.lose('scale', `this is one container, not ${replicas.value}`)
}

/** The keys of the service in each file that makes it. */
function keysOf({ service, project, document }: Reader): ReadonlySet<string> {
  const layers = project.siblingsOf(document).flatMap(({ services }) => services)
  const parts = layers.filter(({ name }) => name === service.name)
  for (let at: Service | undefined = service; at && parts.length < 100; at = at.base) parts.push(at)
  return new Set(parts.flatMap(({ node }) => node.entries.map(({ key }) => String(key.value))))
}
