import type { Service } from '../../documents/compose/types'
import type { Op } from '../../edits/ops'

/** Sets a variable that the service does not have; undefined where its `environment` is written elsewhere. */
export function addVariable({ node }: Service, name: string, value: string): Op | undefined {
  const entry = node.entry('environment')
  if (!entry) return { op: 'insert', map: node, key: 'environment', value: { [name]: value } }
  const { value: written, merged } = entry
  if (merged || written.via || written.tag) return undefined
  if (written.kind === 'map') return { op: 'insert', map: written, key: name, value }
  if (written.kind === 'seq') return { op: 'append', seq: written, value: `${name}=${value}` }
  return written.value === null ? { op: 'set', target: written, value: { [name]: value } } : undefined
}
