import { asMap, type MapValue } from '../tree'
import { resolvePath } from '../workspace'
import type { Extended, LinkedService } from './context'
import type { Lookup } from './interpolate'
import { textOf } from './text'

/** Longest chain of `extends` that is followed. */
const CHAIN_LIMIT = 100

export interface Layers {
  /** The maps that make up the service, weakest first. */
  readonly maps: readonly MapValue[]
  /** True where a part of the service is not known. */
  readonly partial: boolean
}

/** A service with what it extends, and with the files that are merged over its own. */
export function layersOf(service: LinkedService): Layers {
  const { context } = service.document
  const seen = new Set<LinkedService>()
  const maps: MapValue[] = []
  let whole = collect(service, seen, maps) && !context.incomplete
  for (const over of context.overridesOf(service.document)) {
    const other = over.service(service.name)
    if (other) whole = collect(other, seen, maps) && whole
  }
  // Compose refuses a service that an included file has too, unless both are equal: then nothing is sure.
  if (context.includedBy(service.document).some((other) => other.service(service.name))) whole = false
  return { maps, partial: !whole }
}

/** Adds the maps of its bases, then its own. @returns false where a base is missing or the chain never ends */
function collect(service: LinkedService, seen: Set<LinkedService>, maps: MapValue[]): boolean {
  if (seen.has(service) || seen.size > CHAIN_LIMIT) return false
  seen.add(service)
  const { base } = service
  const unsure = base !== undefined && isTaggedBase(service, base, maps.length > 0)
  const whole = base ? collect(base, seen, maps) && !unsure : !service.node.has('extends')
  const parts = service.document.partsOf(service.name)
  maps.push(...parts)
  return whole && parts.slice(1).every((part) => !part.has('extends'))
}

/**
 * `!reset` and `!override` of an extended service reach what it extends itself, and nothing that lies below the extending
 * one; within one file, Compose 2.40.3 applies them or not by chance (measured).
 */
const isTaggedBase = (service: LinkedService, base: LinkedService, isOver: boolean): boolean =>
  (isOver || (base.document === service.document && base.node.has('extends'))) &&
  /!(?:reset|override)\b/.test(base.node.source)

/** The service that `extends` names, of the same file, of one that it includes, or of another. */
export function baseOf({ document, extended }: LinkedService): LinkedService | undefined {
  const { context } = document
  const { name, file } = extended ?? {}
  if (!name) return undefined
  if (!file)
    return document.service(name) ?? context.includedBy(document).flatMap((other) => other.service(name) ?? [])[0]
  const path = resolvePath(context.folderOf(document.file), file)
  return path === undefined ? undefined : context.compose(path)?.service(name)
}

/** What `extends` says. */
export function extendedOf(node: MapValue, lookup: Lookup): Extended | undefined {
  const value = node.get('extends')
  if (!value || value.tag === '!reset') return undefined
  const map = asMap(value)
  if (!map) return { name: textOf(value, lookup)?.value, file: undefined }
  const file = textOf(map.get('file'), lookup)
  if (file && file.value === undefined) return { name: undefined, file: undefined }
  return { name: textOf(map.get('service'), lookup)?.value, file: file?.value }
}
