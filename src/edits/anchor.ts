import type { Entry, MapValue, Value } from '../documents/tree'
import type { Op } from './ops'

/** The ops done where the aliased values of them are written: at the anchor. Undefined where that is not to be found. */
export function atAnchor(ops: readonly Op[]): readonly Op[] | undefined {
  const moved = ops.map(moveOp)
  return moved.includes(undefined) ? undefined : (moved as readonly Op[])
}

/** How often a text is brought to other places by aliases and merge keys. */
export function usesOf(value: Value): number {
  return everywhere(rootOf(value), value).filter(({ via }) => via).length
}

function moveOp(op: Op): Op | undefined {
  switch (op.op) {
    case 'set':
      return withValue(op.target, (target) => ({ ...op, target }))
    case 'append':
      return withValue(op.seq, (seq) => ({ ...op, seq }))
    case 'rename':
      return withEntry(op.entry, (entry) => ({ ...op, entry }))
    case 'remove-entry':
      return withValue(op.map, (map) => withEntry(op.entry, (entry) => ({ ...op, map, entry }), map))
    case 'insert': {
      const { after, ...rest } = op
      if (!after) return withValue(op.map, (map) => ({ ...op, map }))
      return withValue(op.map, (map) => withEntry(after, (entry) => ({ ...rest, map, after: entry }), map))
    }
    default:
      return undefined
  }
}

/** The same text where it is written and not brought to by an alias; of the same kind, since the text is the same. */
function withValue<V extends Value>(value: V, make: (original: V) => Op | undefined): Op | undefined {
  const original = value.via ? everywhere(rootOf(value), value).find(({ via }) => !via) : value
  return original && make(original as V)
}

function withEntry(entry: Entry, make: (original: Entry) => Op, map = entry.key.parent): Op | undefined {
  const home = map?.kind === 'map' ? map : undefined
  const original =
    home && (originalMap(home)?.entries.find(({ key }) => key.span.start === entry.key.span.start) ?? undefined)
  return original && !original.merged ? make(original) : undefined
}

const originalMap = (map: MapValue): MapValue | undefined =>
  map.via
    ? (everywhere(rootOf(map), map).find((one): one is MapValue => !one.via && one.kind === 'map') ?? undefined)
    : map

function rootOf(value: Value): Value {
  let root: Value = value
  while (root.parent) root = root.parent
  return root
}

/** Every value below `from` that is made of the same text. */
function everywhere(from: Value, { span, kind }: Value): readonly Value[] {
  const own = from.kind === kind && from.span.start === span.start && from.span.end === span.end ? [from] : []
  if (from.kind === 'scalar') return own
  const inner = from.kind === 'seq' ? from.items : from.entries.map(({ value }) => value)
  return [...own, ...inner.flatMap((value) => everywhere(value, { span, kind } as Value))]
}
