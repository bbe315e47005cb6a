import type { EnvironmentVariable, Service } from '../../documents/compose/types'
import { asMap, type Value } from '../../documents/tree'
import { basename } from '../../documents/workspace'
import type { Op, Plain } from '../../edits/ops'
import type { Report } from '../../lint/rule'
import { placeOfBoth } from './own-requests'

export const variableOf = ({ environment }: Service, name: string): EnvironmentVariable | undefined =>
  environment.find((variable) => variable.name === name)

/** Where the user must look: the value; for a variable of an `env_file` the place that names the file. Undefined: another file. */
export function placeOf(service: Service, variable: EnvironmentVariable): Report['at'] | undefined {
  if (variable.form === 'env_file') return envFileUse(service, variable)
  const { node, valueSpan, form } = variable
  if (node.file !== service.document.file) return undefined
  return form === 'map' || node.via || valueSpan.start === valueSpan.end ? node : valueSpan
}

/** What a finding about a variable of an `env_file` says besides. */
export const originOf = ({ form, node, name }: EnvironmentVariable): Pick<Report, 'related'> =>
  form === 'env_file' ? { related: [{ at: node, message: `${name} is set here.` }] } : {}

/**
 * Where a finding stands that needs the variable and what the service itself writes: at the name of the service where
 * the variable comes from another file, which cannot tell it alone.
 */
export function placeBeside(
  service: Service,
  variable: EnvironmentVariable,
  own: Value,
): Pick<Report, 'at' | 'related'> | undefined {
  const at = placeOf(service, variable)
  return at ? { at, ...originOf(variable) } : placeOfBoth(service, variable.node, own, variable.name)
}

function envFileUse(service: Service, { node }: EnvironmentVariable): Value | undefined {
  const value = service.field('env_file')
  const items = value?.kind === 'seq' ? value.items : value ? [value] : []
  const paths = items.map((item) => asMap(item)?.get('path') ?? item)
  return paths.find((path) => path.kind === 'scalar' && basename(String(path.value)) === basename(node.file.path))
}

/** Takes the variable away; undefined where that would change other files or other services. */
export function removeVariable({ owner, node, form }: EnvironmentVariable): Op | undefined {
  if (form === 'env_file') return undefined
  if ('key' in owner && !('kind' in owner)) {
    const map = owner.value.parent
    return map?.kind === 'map' && !owner.merged ? { op: 'remove-entry', map, entry: owner } : undefined
  }
  return node.parent?.kind === 'seq' ? { op: 'remove-item', seq: node.parent, item: node } : undefined
}

/** Writes another value; undefined where that would change other files. */
export function setVariable({ name, node, form }: EnvironmentVariable, value: string): Op | undefined {
  if (form === 'env_file') return undefined
  const whole: Plain =
    form === 'list' ? `${name}=${value}` : /^\d{1,6}$/.test(value) && node.style === 'plain' ? Number(value) : value
  return { op: 'set', target: node, value: whole }
}

/** A repair for each op that can be carried out. */
export const fixesOf = (wanted: readonly (readonly [title: string, op: Op | undefined, safe?: boolean])[]) =>
  wanted.flatMap(([title, op, safe]) => (op ? [{ title, ops: [op], ...(safe !== undefined && { safe }) }] : []))
