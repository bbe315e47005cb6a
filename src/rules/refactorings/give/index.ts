import type { Service } from '../../../documents/compose/types'
import type { Op } from '../../../edits/ops'
import type { RuleContext } from '../../../lint/rule'
import { isExtended } from '../../support/extended'
import { mergePart } from './merge-part'
import { isPart, partFor } from './part'
import { isUnclear, presentIn } from './present'
import { usualWiring, whyNot } from './target'
import { UNHIDDEN, unhide } from './unhide'
import { isRefusal, type Refusal, refusal, type Wiring, type Wish } from './wish'

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

/** What gives a service the GPUs that are wished for; else why nothing is changed. */
export function giveGpu(service: Service, wish: Wish, context: RuleContext): Given | Present | Refusal {
  const { target } = context
  const { name } = service
  const present = presentIn(service, context)
  if (present) return { present: `${name} has a GPU already: ${present}.` }
  if (isUnclear(service))
    return refusal(`${name} says something of devices already that may be meant for a GPU: see gpu-compose check.`)
  const wiring = wish.wiring ?? usualWiring(wish.gpus, target)
  const part = partFor(wiring, wish.gpus, target)
  const why = whyNot(wiring, wish.gpus, target)
  if (why !== undefined || !isPart(part)) return why === undefined ? (part as Refusal) : refusal(why)
  const merged = mergePart(service.node, part)
  if (isRefusal(merged)) return refusal(`${name}: ${merged.refused}`)
  const shown = unhide(service, wiring)
  const notes = [...notesOn(service), ...(shown.length > 0 ? [UNHIDDEN] : [])]
  return { wiring, ops: [...merged.ops, ...shown], notes }
}

function notesOn(service: Service): readonly string[] {
  const { name, document, partial } = service
  const heirs = isExtended(service) ? document.services.filter(({ base }) => base === service) : []
  return [
    ...heirs.map((heir) => `${heir.name} extends ${name} and gets the GPU too.`),
    ...(partial ? [`${name} is not all in this file, and what could not be read may ask for a GPU already.`] : []),
  ]
}
