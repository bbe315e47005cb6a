import type { EnvironmentVariable, Service } from '../../../documents/compose/types'
import type { Value } from '../../../documents/tree'
import type { Op } from '../../../edits/ops'
import { removeVariable, variableOf } from '../../support/environment-variable'
import type { Wiring } from './wish'

const NAME = 'NVIDIA_VISIBLE_DEVICES'

/** Takes a word away that kept GPUs from the service; the runtime of NVIDIA gets another value in its place. */
export function unhide(service: Service, wiring: Wiring): readonly Op[] {
  const variable = wiring === 'runtime' ? undefined : variableOf(service, NAME)
  if (!variable || !/^(?:void|none)$/.test(variable.value ?? '') || !isAlone(variable, service)) return []
  const op = removeVariable(variable)
  return op ? [op] : []
}

export const UNHIDDEN = `${NAME}, which kept GPUs from it, was deleted.`

/** False where the text serves other services too. */
function isAlone({ node, interpolated }: EnvironmentVariable, service: Service): boolean {
  for (let at: Value | undefined = node; at && at !== service.node; at = at.parent)
    if (at.via || at.anchor) return false
  return !interpolated && node.file === service.document.file
}
