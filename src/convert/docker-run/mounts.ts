import { splitMount } from '../../documents/compose/mounts'
import { asMap, asSeq, type MapValue, type Value } from '../../documents/tree'
import type { Reader } from './reader'
import { variable } from './shell'

/** `-v` and `--mount` of a service. */
export function mountFlags(reader: Reader): readonly string[] {
  return reader.service.volumes.flatMap(({ node }) => {
    // `tmpfs` is told by itself.
    const isTmpfs = asSeq(node.parent) === undefined || node.parent?.key === 'tmpfs'
    if (isTmpfs) return []
    const map = asMap(node)
    return map ? longFlags(map, reader) : shortFlags(node, reader)
  })
}

function shortFlags(node: Value, reader: Reader): readonly string[] {
  const written = reader.text(node)
  if (written === undefined) return reader.lose('volumes', `what ${node.source} mounts is not known`)
  const [source = '', target, ...mode] = splitMount(written)
  if (target === undefined) return ['-v', source]
  return ['-v', [sourceOf(source, node, reader), target, ...mode].join(':')]
}

const PATH = /^(?:[./~]|[A-Za-z]:|\\\\)/

function sourceOf(source: string, node: Value, reader: Reader): string {
  if (!PATH.test(source)) return /^\uE000/.test(source) ? source : volumeName(source, reader)
  if (source.startsWith('~')) return variable('HOME') + source.slice(1)
  return source.startsWith('.') ? absolute(reader.relocated(source, node)) : source
}

/** Docker takes a relative path only since its version 23. */
function absolute(relative: string): string {
  const path = relative.replace(/^(?:\.\/+)+/, '').replace(/^\.$/, '')
  return path === '' ? variable('PWD') : `${variable('PWD')}/${path}`
}

/** Compose puts the name of the project in front, unless the file gives the volume a name. */
function volumeName(key: string, reader: Reader): string {
  const map = reader.top('volumes', key)
  if (map?.has('driver') || map?.has('driver_opts'))
    reader.lose('volumes', `${key} has options of its own: let Compose make it first`)
  const name = reader.text(map?.get('name'))
  if (name !== undefined) return name
  if (reader.text(map?.get('external')) === 'true') return key
  const { projectName } = reader
  if (projectName === undefined) reader.lose('volumes', `Compose calls ${key} PROJECT_${key}`)
  return projectName === undefined ? key : `${projectName}_${key}`
}

function longFlags(map: MapValue, reader: Reader): readonly string[] {
  const text = (key: string) => reader.text(map.get(key))
  const [type = 'volume', source, target = ''] = [text('type'), text('source'), text('target')]
  if (type !== 'bind' && type !== 'volume' && type !== 'tmpfs')
    return reader.lose('volumes', `a mount of the type ${type} is left out`)
  const from = source && (type === 'volume' ? volumeName(source, reader) : sourceOf(source, map, reader))
  const mode = text('read_only') === 'true' ? ['ro'] : []
  const more = optionsOf(type, map, reader)
  // Unlike `--mount`, `-v` makes a folder that is missing, as Compose does.
  if (type !== 'tmpfs' && more.length === 0) return ['-v', [...(from ? [from] : []), target, ...mode].join(':')]
  const fields = [`type=${type}`, ...(from ? [`source=${from}`] : []), `target=${target}`, ...more]
  return ['--mount', [...fields, ...(mode.length > 0 ? ['readonly'] : [])].join(',')]
}

/** Options that only `--mount` has. */
const OPTIONS: Readonly<Record<string, readonly (readonly [path: readonly string[], name: string])[]>> = {
  bind: [[['bind', 'propagation'], 'bind-propagation']],
  volume: [
    [['volume', 'nocopy'], 'volume-nocopy'],
    [['volume', 'subpath'], 'volume-subpath'],
  ],
  tmpfs: [
    [['tmpfs', 'size'], 'tmpfs-size'],
    [['tmpfs', 'mode'], 'tmpfs-mode'],
  ],
}

function optionsOf(type: string, map: MapValue, reader: Reader): readonly string[] {
  const known = OPTIONS[type] ?? []
  const written = asMap(map.get(type))?.entries.map(({ key }) => String(key.value)) ?? []
  const missed = written.filter((key) => !known.some(([path]) => path[1] === key) && key !== 'create_host_path')
  for (const key of missed) reader.lose('volumes', `${type}.${key} is left out`)
  return known.flatMap(([path, name]) => {
    const value = reader.text(map.at(...path))
    if (value === undefined || value === 'false') return []
    return [`${name}=${name === 'tmpfs-mode' ? octal(value) : value}`]
  })
}

/** The flag takes digits of base 8 alone, the file any number (`0o700`, `0700`, 448). */
const octal = (written: string): string =>
  /^0o?[0-7]+$/.test(written) ? written.replace(/^0o?/, '') : Number(written).toString(8)
