import { type Entry, isNull, type MapValue, type SeqValue, type Value } from '../../../documents/tree'
import { atAnchor, usesOf } from '../../../edits'
import type { Op, Plain } from '../../../edits/ops'
import type { Part } from './part'
import { type Refusal, refusal } from './wish'

/** Thrown where a key is written in a way that cannot take the part. */
class Obstacle extends Error {}

/**
 * What a map must get for a part to be in it: missing keys, empty ones filled, lists made longer. What came by an alias or
 * a merge key is written at its anchor, where that serves nothing else.
 */
export function mergePart(map: MapValue, part: Part): { readonly ops: readonly Op[] } | Refusal {
  try {
    const ops = intoMap(map, part)
    const own = ops.map((op) => place(op, map))
    return { ops: own }
  } catch (error) {
    if (error instanceof Obstacle) return refusal(error.message)
    throw error
  }
}

const intoMap = (map: MapValue, part: Part): readonly Op[] =>
  Object.entries(part).flatMap(([key, value]) => intoKey(map, key, value))

function intoKey(map: MapValue, key: string, value: Plain): readonly Op[] {
  const entry = map.entry(key)
  if (!entry) return [{ op: 'insert', map, key, value }]
  const { value: there } = entry
  if (there.tag) throw new Obstacle(`${keyed(entry)} carries ${there.tag}, and what it holds then is not sure.`)
  if (isNull(there)) return [{ op: 'set', target: there, value }]
  if (there.kind === 'map' && isMap(value)) return intoMap(there, value)
  if (there.kind === 'seq' && key === 'environment' && isMap(value)) return intoVariables(there, value)
  if (there.kind === 'seq' && Array.isArray(value))
    return value.map((one) => ({ op: 'append', seq: there, value: one }))
  return intoScalar(entry, value, map.key === 'environment')
}

function intoScalar(entry: Entry, value: Plain, isVariable: boolean): readonly Op[] {
  const { value: there } = entry
  if (there.kind !== 'scalar' || typeof value === 'object')
    throw new Obstacle(`${keyed(entry)} is no ${Array.isArray(value) ? 'list' : 'map'}.`)
  if (String(there.value) === String(value)) return []
  if (!isVariable) throw new Obstacle(`${keyed(entry)} says ${there.source} already.`)
  return [{ op: 'set', target: there, value }]
}

function intoVariables(seq: SeqValue, variables: Part): readonly Op[] {
  return Object.entries(variables).flatMap(([name, value]): Op[] => {
    const there = seq.items.findLast((item) => item.kind === 'scalar' && nameOf(item.value) === name)
    const text = `${name}=${value}`
    if (!there) return [{ op: 'append', seq, value: text }]
    return there.kind === 'scalar' && there.value === text ? [] : [{ op: 'set', target: there, value: text }]
  })
}

const nameOf = (item: unknown): string => String(item).split('=')[0] ?? ''

const isMap = (value: Plain): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value)

const lineOf = ({ file, span }: Value): number => file.lines.positionAt(span.start).line

const keyed = ({ key }: Entry): string => `${key.value} in line ${lineOf(key)}`

/** The op where its text is written, if no other place gets it too. */
function place(op: Op, home: MapValue): Op {
  const at = targetOf(op)
  if (at.file !== home.file) throw new Obstacle(`${nameIn(at)} is written in ${at.file.path}.`)
  const brought = outermost(at)
  if (!brought) return isShared(at) ? sharing(at) : op
  const [moved] = isTemplate(brought) && usesOf(brought) === 1 ? (atAnchor([op]) ?? []) : []
  return moved && !isShared(targetOf(moved), brought.via?.start) ? moved : sharing(brought)
}

function sharing(value: Value): never {
  const anchor = lineOf(value)
  throw new Obstacle(
    `${nameIn(value)} is written at an anchor in line ${anchor} that other places use too, and they would get the GPU as well. Write it out there, or give the GPU in an override file.`,
  )
}

const nameIn = ({ key }: Value): string => (key === undefined ? 'The service' : String(key))

function targetOf(op: Op): Value {
  if (op.op === 'insert') return op.map
  if (op.op === 'append') return op.seq
  if (op.op === 'set') return op.target
  throw new Error(`not made here: ${op.op}`)
}

/** The value that an alias or a merge key brought, of those around this one. */
function outermost(value: Value): Value | undefined {
  let found: Value | undefined
  for (let at: Value | undefined = value; at; at = at.parent) if (at.via && at.key !== '<<') found = at
  return found
}

/** Text outside the services, such as `x-gpu`, serves only those that name it. */
function isTemplate(value: Value): boolean {
  const root = rootOf(value)
  const holder = root.kind === 'map' ? root.entries.find(({ span }) => within(value, span)) : undefined
  return holder !== undefined && /^x-/.test(String(holder.key.value))
}

const within = (value: Value, span: { readonly start: number; readonly end: number }): boolean =>
  span.start <= value.span.start && value.span.end <= span.end

function rootOf(value: Value): Value {
  let root = value
  while (root.parent) root = root.parent
  return root
}

/** True where an alias other than the one at `except` brings the value, or what holds it, to another place. */
function isShared(value: Value, except?: number): boolean {
  for (let at: Value | undefined = value; at; at = at.parent)
    if (at.anchor !== undefined && aliasesOf(at.anchor, at.file.text).some((start) => start !== except)) return true
  return false
}

function aliasesOf(anchor: string, text: string): readonly number[] {
  const starts: number[] = []
  const alias = `*${anchor}`
  for (let at = text.indexOf(alias); at >= 0; at = text.indexOf(alias, at + 1))
    if (/^(?:[\s,\]}:]|$)/.test(text.slice(at + alias.length, at + alias.length + 1))) starts.push(at)
  return starts
}
