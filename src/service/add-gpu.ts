import type { ComposeDocument, Service } from '../documents/compose/types'
import { type Entry, isNull, type MapValue } from '../documents/tree'
import { basename } from '../documents/workspace'
import { compileOps, type FileEdit } from '../edits'
import type { Op, Plain } from '../edits/ops'
import type { RuleContext } from '../lint/rule'
import { giveGpu } from '../rules/refactorings/give'
import { isPart, partFor } from '../rules/refactorings/give/part'
import { usualWiring, whyNot } from '../rules/refactorings/give/target'
import { refusal, type Wiring, type Wish } from '../rules/refactorings/give/wish'
import { hint } from '../text'

export interface GpuWish extends Wish {
  /** Where not said, the file must have one service. */
  readonly service: string | undefined
}

interface Changed {
  readonly kind: 'changed'
  readonly service: string
  readonly wiring: Wiring
  readonly notes: readonly string[]
}

type Unchanged =
  | { readonly kind: 'present'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string }
  /** Several services could be meant. */
  | { readonly kind: 'choose'; readonly services: readonly string[] }

/** An answer whose edits are still to be applied. */
export type GpuEdits = Unchanged | (Changed & { readonly edits: readonly FileEdit[] })

/** What became of a wish for GPUs. Nothing is written. */
export type GpuAnswer = Unchanged | (Extract<GpuEdits, Changed> & { readonly text: string })

const refused = (message: string): GpuEdits => ({ kind: 'refused', message })

/** The edits that give a service of the file its GPUs. */
export function addGpu(document: ComposeDocument, wish: GpuWish, context: RuleContext): GpuEdits {
  const names = namesIn(document)
  if (wish.service === undefined && names.length > 1) return { kind: 'choose', services: names }
  const name = wish.service ?? names[0]
  if (name === undefined) return refused('It has no service.')
  const service = document.services.find((one) => one.name === name)
  return service ? ofService(service, wish, context) : ofNone(document, name, wish, context)
}

const servicesIn = ({ root }: ComposeDocument): MapValue | undefined => {
  const services = root?.get('services')
  return services?.kind === 'map' ? services : undefined
}

const namesIn = (document: ComposeDocument): readonly string[] => [
  ...new Set(document.services.map(({ name }) => name)),
  ...(servicesIn(document)?.entries ?? []).filter(({ value }) => isNull(value)).map(({ key }) => String(key.value)),
]

function ofService(service: Service, wish: GpuWish, context: RuleContext): GpuEdits {
  const given = giveGpu(service, wish, context)
  if ('present' in given) return { kind: 'present', message: given.present }
  if ('refused' in given) return refused(given.refused)
  return compiled(service.name, given.wiring, given.ops, given.notes)
}

function compiled(service: string, wiring: Wiring, ops: readonly Op[], notes: readonly string[] = []): GpuEdits {
  const edits = compileOps(ops)
  if (edits) return { kind: 'changed', service, wiring, notes, edits }
  return refused(`${service} is written in a way that leaves no sure place for it: give the GPU in an override file.`)
}

/** A service that another file has, and that this one is merged with, or is only named here. */
function ofNone(document: ComposeDocument, name: string, wish: GpuWish, context: RuleContext): GpuEdits {
  const services = servicesIn(document)
  const entry = services?.entry(name)
  const { project, target } = context
  const others = [...project.siblingsOf(document), ...project.besideOf(document)]
  const known = others.find((other) => other.services.some((one) => one.name === name))
  if (!services || !(entry ? isNull(entry.value) : known)) return refused(unknown(name, document))
  const theirs = known?.services.find((one) => one.name === name)
  const given = theirs && giveGpu(theirs, wish, context)
  if (known && given && 'present' in given)
    return { kind: 'present', message: `${basename(known.file.path)}: ${given.present}` }
  const wiring = wish.wiring ?? usualWiring(wish.gpus, target)
  const part = partFor(wiring, wish.gpus, target)
  const why = whyNot(wiring, wish.gpus, target)
  if (why !== undefined) return refused(why)
  return isPart(part) ? compiled(name, wiring, [named(services, entry, name, part)]) : refused(part.refused)
}

const named = (map: MapValue, entry: Entry | undefined, key: string, value: Plain): Op =>
  entry ? { op: 'set', target: entry.value, value } : { op: 'insert', map, key, value }

function unknown(name: string, document: ComposeDocument): string {
  const names = namesIn(document)
  const list = names.length > 0 ? `It has ${names.join(', ')}.` : 'It has none.'
  return refusal(`There is no service "${name}".${hint(name, names)} ${list}`).refused
}
