import type { Service } from '../../../documents/compose/types'
import type { Op } from '../../../edits/ops'
import type { RuleContext } from '../../../lint/rule'
import { isExtended } from '../../support/extended'
import { mergePart } from './merge-part'
import { askNvidia } from './nvidia'
import { isUnclear, type Maker, presentIn } from './present'
import { UNHIDDEN, unhide } from './unhide'
import { type Asked, isRefusal, type Refusal, refusal, type Wiring, type Wish } from './wish'

export interface Given {
  readonly wiring: Wiring
  readonly ops: readonly Op[]
  /** What else changes by it. */
  readonly notes: readonly string[]
}

/** Nothing is to be done: why. */
export interface Present {
  readonly present: string
}

/** How the GPUs of a maker are asked for. */
export interface Asking {
  readonly maker: Maker
  /** @param service the one that gets them, as far as a file has it */
  ask(service: Service | undefined): Asked | Refusal
}

/** What gives a service the GPUs of NVIDIA that are wished for; else why nothing is changed. */
export const giveGpu = (service: Service, wish: Wish, context: RuleContext): Given | Present | Refusal =>
  giveAsked(service, { maker: 'nvidia', ask: () => askNvidia(wish, context.target) }, context)

/** The same for GPUs of any maker. */
export function giveAsked(service: Service, { maker, ask }: Asking, context: RuleContext): Given | Present | Refusal {
  const { name } = service
  const present = presentIn(service, context, maker)
  if (present) return { present: `${name} has a GPU already: ${present}.` }
  if (isUnclear(service, maker))
    return refusal(`${name} says something of devices already that may be meant for a GPU: see gpu-compose check.`)
  const asked = ask(service)
  if (isRefusal(asked)) return asked
  const merged = mergePart(service.node, asked.part)
  if (isRefusal(merged)) return refusal(`${name}: ${merged.refused}`)
  const shown = maker === 'nvidia' ? unhide(service, asked.wiring) : []
  const notes = [...(asked.notes ?? []), ...notesOn(service), ...(shown.length > 0 ? [UNHIDDEN] : [])]
  return { wiring: asked.wiring, ops: [...merged.ops, ...shown], notes }
}

function notesOn(service: Service): readonly string[] {
  const { name, document, partial } = service
  const heirs = isExtended(service) ? document.services.filter(({ base }) => base === service) : []
  return [
    ...heirs.map((heir) => `${heir.name} extends ${name} and gets the GPU too.`),
    ...(partial ? [`${name} is not all in this file, and what could not be read may ask for a GPU already.`] : []),
  ]
}
