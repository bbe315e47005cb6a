import type { ComposeDocument, Service } from '../documents/compose/types'
import { type Entry, isNull, type MapValue } from '../documents/tree'
import { basename } from '../documents/workspace'
import { compileOps } from '../edits'
import type { Op, Plain } from '../edits/ops'
import type { RuleContext } from '../lint/rule'
import { type Asking, giveAsked } from '../rules/refactorings/give'
import { isRefusal, refusal, type Wiring } from '../rules/refactorings/give/wish'
import { hint } from '../text'
import { type Answer, type Edits, noPlace, present, refused } from './answer'
import { askingFor, type VendorWish } from './ask-gpu'

export interface GpuWish extends VendorWish {
  /** Where not said, the file must have one service. */
  readonly service: string | undefined
}

interface Done {
  readonly service: string
  readonly wiring: Wiring
}

export type GpuAnswer = Answer<Done>
export type GpuEdits = Edits<Done>

/** The edits that give a service of the file its GPUs. */
export function addGpu(document: ComposeDocument, wish: GpuWish, context: RuleContext): GpuEdits {
  const names = namesIn(document)
  if (wish.service === undefined && names.length > 1) return { kind: 'choose', names }
  const name = wish.service ?? names[0]
  if (name === undefined) return refused('It has no service.')
  const service = document.services.find((one) => one.name === name)
  const asking = askingFor(wish, context)
  return service ? ofService(service, asking, context) : ofNone(document, name, asking, context)
}

const servicesIn = ({ root }: ComposeDocument): MapValue | undefined => {
  const services = root?.get('services')
  return services?.kind === 'map' ? services : undefined
}

const namesIn = (document: ComposeDocument): readonly string[] => [
  ...new Set(document.services.map(({ name }) => name)),
  ...(servicesIn(document)?.entries ?? []).filter(({ value }) => isNull(value)).map(({ key }) => String(key.value)),
]

function ofService(service: Service, asking: Asking, context: RuleContext): GpuEdits {
  const given = giveAsked(service, asking, context)
  if ('present' in given) return present(given.present)
  if ('refused' in given) return refused(given.refused)
  return compiled(service.name, given.wiring, given.ops, given.notes)
}

function compiled(service: string, wiring: Wiring, ops: readonly Op[], notes: readonly string[] = []): GpuEdits {
  const edits = compileOps(ops)
  if (edits) return { kind: 'changed', service, wiring, notes, edits }
  return refused(`${noPlace(service)}: give the GPU in an override file.`)
}

/** A service that another file has, and that this one is merged with, or is only named here. */
function ofNone(document: ComposeDocument, name: string, asking: Asking, context: RuleContext): GpuEdits {
  const services = servicesIn(document)
  const entry = services?.entry(name)
  const { project } = context
  const others = [...project.siblingsOf(document), ...project.besideOf(document)]
  const known = others.find((other) => other.services.some((one) => one.name === name))
  if (!services || !(entry ? isNull(entry.value) : known)) return refused(unknown(name, document))
  const theirs = known?.services.find((one) => one.name === name)
  const given = theirs && giveAsked(theirs, asking, context)
  if (known && given && 'present' in given) return present(`${basename(known.file.path)}: ${given.present}`)
  const asked = asking.ask(theirs)
  if (isRefusal(asked)) return refused(asked.refused)
  return compiled(name, asked.wiring, [named(services, entry, name, asked.part)], asked.notes)
}

const named = (map: MapValue, entry: Entry | undefined, key: string, value: Plain): Op =>
  entry ? { op: 'set', target: entry.value, value } : { op: 'insert', map, key, value }

function unknown(name: string, document: ComposeDocument): string {
  const names = namesIn(document)
  const list = names.length > 0 ? `It has ${names.join(', ')}.` : 'It has none.'
  return refusal(`There is no service "${name}".${hint(name, names)} ${list}`).refused
}
