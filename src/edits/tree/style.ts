import type { SourceFile } from '../../documents/source'
import type { MapValue, Value } from '../../documents/tree'
import { Kept } from '../../text'
import { columnOfChildren, isFlow, isJson, textOf } from './place'
import type { Quote, Style } from './print'

interface Steps {
  readonly eol: string
  readonly step: number
  readonly dash: number
}

const known = new Kept<SourceFile, Steps>()

/** The style of the file, with the indentation that the surroundings of `at` show. */
export function styleAt(at: Value): Style {
  const { eol, step, dash } = stepsOf(at)
  return { json: isJson(at), eol, step: nearestStep(at) ?? step, dash, pad: padAt(at) }
}

function stepsOf(at: Value): Steps {
  const steps = known.get(at.file) ?? { eol: at.file.eol, ...findSteps(rootOf(at)) }
  known.set(at.file, steps)
  return steps
}

const rootOf = (value: Value): Value => (value.parent ? rootOf(value.parent) : value)

/** The indentation of the first map and the first list that stand below a key. */
function findSteps(root: Value): Omit<Steps, 'eol'> {
  const found: { step?: number; dash?: number } = {}
  const queue: Value[] = [root]
  for (const value of queue) {
    if (found.step !== undefined && found.dash !== undefined) break
    if (value.via || value.kind === 'scalar' || isFlow(value)) continue
    if (value.kind === 'map') note(value, found)
    queue.push(...(value.kind === 'map' ? value.entries.map((entry) => entry.value) : value.items))
  }
  return { step: found.step ?? 2, dash: found.dash ?? found.step ?? 2 }
}

function note(map: MapValue, found: { step?: number; dash?: number }): void {
  for (const { value } of map.entries) {
    if (value.via || value.kind === 'scalar' || isFlow(value)) continue
    const columns = columnOfChildren(value) - columnOfChildren(map)
    if (value.kind === 'map') found.step ??= columns
    else found.dash ??= columns
  }
}

function nearestStep(at: Value): number | undefined {
  const map = at.kind === 'map' && !isFlow(at) ? at : undefined
  const parent = map?.parent
  if (!map || parent?.kind !== 'map' || isFlow(parent)) return undefined
  return columnOfChildren(map) - columnOfChildren(parent)
}

function padAt(at: Value): string {
  for (let value: Value | undefined = at; value; value = value.parent) {
    const inner = value.kind === 'map' && isFlow(value) ? textOf(value)[value.span.start + 1] : '}'
    if (inner !== '}') return inner === ' ' || inner === '\n' || inner === '\r' ? ' ' : ''
  }
  return ' '
}

/** The quotes of the last text in a list, to write its next item alike. */
export function quoteOfItems(value: Value): Quote {
  if (value.kind !== 'seq') return undefined
  const last = value.items.findLast((item) => item.kind === 'scalar' && typeof item.value === 'string' && !item.via)
  return last?.kind === 'scalar' && (last.style === 'single' || last.style === 'double') ? last.style : undefined
}
