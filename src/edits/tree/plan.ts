import type { Entry, Value } from '../../documents/tree'
import { canMove, isNeeded } from './anchors'
import type { Addition } from './move'
import {
  type Child,
  type Collection,
  childrenOf,
  endOf,
  hasHidden,
  headOf,
  holderOf,
  isAliased,
  isEntry,
  isFlow,
  startOf,
  textOf,
} from './place'
import { refuse } from './refuse'

/** Additions behind one child (or, without, behind all that the collection holds). */
export interface Group {
  readonly after: Child | undefined
  readonly additions: Addition[]
}

/** What a set of ops does to the collections of one file, before any text is written. */
export interface Plan {
  readonly removed: Map<Collection, Set<Child>>
  readonly added: Map<Collection, Group[]>
  /** Collections that stay but lose all they hold. */
  readonly emptied: Set<Collection>
  readonly moved: Map<Child, number>
}

export const newPlan = (): Plan => ({ removed: new Map(), added: new Map(), emptied: new Set(), moved: new Map() })

export function planRemoval(plan: Plan, collection: Collection, child: Child): void {
  if (isAliased(collection) || !childrenOf(collection).includes(child)) refuse('it is written elsewhere')
  plan.removed.set(collection, (plan.removed.get(collection) ?? new Set()).add(child))
}

export function planAddition(plan: Plan, collection: Collection, addition: Addition, after?: Entry): void {
  if (isAliased(collection)) refuse('the collection is written at its anchor')
  const groups = plan.added.get(collection) ?? []
  plan.added.set(collection, groups)
  const children = childrenOf(collection)
  const child = after && children.includes(after) ? after : undefined
  const group = groups.find((known) => (known.after ?? children.at(-1)) === (child ?? children.at(-1)))
  if (group) group.additions.push(addition)
  else groups.push({ after: child, additions: [addition] })
}

/** A map or list left without children goes with its key, and so on upwards, as far as that changes nothing else. */
export function collapse(plan: Plan): void {
  const queue = [...plan.removed.keys()]
  for (const collection of queue) {
    if (!isLeftEmpty(plan, collection)) continue
    plan.removed.delete(collection)
    const owner = mustStay(collection) ? undefined : ownerOf(collection)
    if (!owner) {
      plan.emptied.add(collection)
      continue
    }
    planRemoval(plan, owner.collection, owner.child)
    queue.push(owner.collection)
  }
}

const isLeftEmpty = (plan: Plan, collection: Collection): boolean =>
  plan.removed.get(collection)?.size === childrenOf(collection).length &&
  !plan.added.has(collection) &&
  !hasHidden(collection)

function ownerOf(collection: Collection): { collection: Collection; child: Child } | undefined {
  const { parent } = collection
  if (!parent) return undefined
  const child = parent.kind === 'seq' ? collection : holderOf(collection)
  return child && { collection: parent, child }
}

/** Maps whose keys mean something by themselves: a service, network or volume without settings is still one. */
const NAMED = new Set<unknown>([
  'services',
  'networks',
  'volumes',
  'configs',
  'secrets',
  'models',
  'depends_on',
  'features',
])

/** An `emptyDir: {}` asks for a directory too. */
function mustStay(collection: Collection): boolean {
  const { path } = collection
  const [key, above] = [path.at(-1), path.at(-2)]
  return path.length === 0 || key === 'services' || key === 'emptyDir' || (typeof key === 'string' && NAMED.has(above))
}

/** @throws Refused where text that stays needs something that goes, or something is added to what goes */
export function checkPlan(plan: Plan): void {
  for (const [collection, gone] of plan.removed) for (const child of gone) checkAnchors(plan, collection, child)
  for (const collection of plan.emptied)
    for (const child of childrenOf(collection)) checkAnchors(plan, collection, child)
  for (const collection of plan.added.keys()) checkStays(plan, collection)
}

function checkAnchors(plan: Plan, collection: Collection, child: Child): void {
  const text = textOf(collection)
  const to = plan.moved.get(child) ?? movedWithin(plan, child)
  const start = isFlow(collection) ? startOf(child) : headOf(collection, child)
  const place = { start, end: endOf(child) }
  if (to === undefined ? isNeeded(text, place) : !canMove(text, place, to)) refuse('an anchor in it is used elsewhere')
}

/** The destination of an entry that is moved out of this child. */
function movedWithin(plan: Plan, child: Child): number | undefined {
  for (const [entry, to] of plan.moved) if (startOf(entry) >= startOf(child) && endOf(entry) <= endOf(child)) return to
  return undefined
}

/** @throws Refused where the value stands in something that the plan removes */
export function checkStays(plan: Plan, place: Value): void {
  for (let at: Value = place; at.parent; at = at.parent) {
    if (plan.emptied.has(at.parent)) refuse('its place is emptied')
    const gone = plan.removed.get(at.parent)
    for (const child of gone ?? []) if ((isEntry(child) ? child.value : child) === at) refuse('its place is removed')
  }
}
