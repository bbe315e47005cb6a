import type { Text } from '../text'
import { asMap, type Entry, type MapValue, type Value } from '../tree'
import { resolvePath } from '../workspace'
import { readEnvironment } from './environment'
import { readInline } from './inline'
import type { Lookup } from './interpolate'
import { layered } from './layers'
import { textOf } from './text'
import type { Build } from './types'

/** A context that is no folder of this machine: a URL, a Git address. */
const REMOTE = /^[a-z][a-z0-9+.-]*:\/\/|^git@|^github\.com\/|\.git(#|$)/i

/**
 * @param entries the `build` of each layer, weakest first
 * @param folderOf the folder that relative paths of a value start from
 */
export function readBuild(
  entries: readonly Entry[],
  lookup: Lookup,
  folderOf: (value: Value) => string,
): Build | undefined {
  const node = entries.at(-1)?.value
  if (!node || (node.kind === 'scalar' && node.value === null)) return undefined
  const maps = entries.flatMap(({ value }) => asMap(value) ?? [])
  const last = (key: string): Text | undefined => textOf(layered(maps, key).at(-1)?.value, lookup)
  const context = contextOf(entries, lookup)
  const [dockerfile, text] = [last('dockerfile'), last('dockerfile_inline')]
  const inline = readInline(text, lookup)
  const contextPath = contextPathOf(context, folderOf(context?.node ?? node))
  const dockerfilePath = text ? inline?.path : dockerfilePathOf(contextPath, dockerfile)
  const [target, args] = [last('target'), argsOf(maps, lookup)]
  return { context, contextPath, dockerfile, dockerfilePath, inline, target, args, node }
}

/** `build: dir` is short for `build: {context: dir}`. */
function contextOf(entries: readonly Entry[], lookup: Lookup): Text | undefined {
  const values = entries.flatMap(({ value }) => (value.kind === 'map' ? (value.get('context') ?? []) : [value]))
  return values.flatMap((value) => textOf(value, lookup) ?? []).at(-1)
}

function contextPathOf(context: Text | undefined, folder: string): string | undefined {
  const where = context ? context.value : '.'
  return where === undefined || REMOTE.test(where) ? undefined : resolvePath(folder, where)
}

function dockerfilePathOf(contextPath: string | undefined, dockerfile: Text | undefined): string | undefined {
  const name = dockerfile ? dockerfile.value : 'Dockerfile'
  return contextPath === undefined || !name ? undefined : resolvePath(contextPath, name)
}

function argsOf(maps: readonly MapValue[], lookup: Lookup): ReadonlyMap<string, Text | undefined> {
  const args = new Map<string, Text | undefined>()
  for (const { value } of layered(maps, 'args')) {
    for (const { name, node, valueSpan, value: known, interpolated, form } of readEnvironment(value, lookup)) {
      const whole = textOf(node, lookup)
      const raw = form === 'list' ? (whole?.raw.slice(name.length + 1) ?? '') : (whole?.raw ?? '')
      const absent = form === 'list' ? !whole?.raw.includes('=') : !whole
      args.set(name, absent ? undefined : { value: known, raw, span: valueSpan, node, interpolated })
    }
  }
  return args
}
