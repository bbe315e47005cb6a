import type { Service } from '../../documents/compose/types'
import { asSeq } from '../../documents/tree'
import type { Op, Plain } from '../../edits/ops'
import { composeVersion, dockerVersion } from '../../host/engine'
import type { Target } from '../../host/target'
import { addVariable } from '../support/add-variable'
import { setVariable, variableOf } from '../support/environment-variable'
import { isBefore } from '../support/host-versions'
import { addRequest, firstIndexes } from '../support/request-fix'
import type { Ask, Form } from './ask'

export interface Written {
  readonly title: string
  readonly ops: readonly Op[]
}

/** Writes what a service asks for in another form; undefined where the file has no place for it. */
export function writeAsk(service: Service, ask: Ask, form: Form): Written | undefined {
  const ops = WRITERS[form](service, ask)
  const lost = lostBy(service, ask, form)
  return ops && { title: `${TITLES[form]}${lost ? `; ${lost}` : ''}`, ops: [...ops, ...ask.remove] }
}

const TITLES: Readonly<Record<Form, string>> = {
  deploy: 'GPU: reserve under deploy (Docker Compose 1.28 and later)',
  gpus: 'GPU: ask with gpus (Docker Compose 2.30 and later)',
  runtime: 'GPU: ask with runtime: nvidia (where Docker has that runtime)',
  cdi: 'GPU: name CDI devices (Docker Compose 2.30, Engine 28.2 and later)',
}

/** What the other form cannot say. */
function lostBy(service: Service, { form: from, capabilities, options }: Ask, to: Form): string | undefined {
  const chosenHere = capabilities.length > 0 || variableOf(service, 'NVIDIA_DRIVER_CAPABILITIES') !== undefined
  const lost = [
    ...(options && (to === 'runtime' || to === 'cdi') ? ['options of the request'] : []),
    ...(chosenHere && to === 'cdi' ? ['the list of capabilities: CDI brings all of them'] : []),
  ]
  if (lost.length > 0) return `loses ${lost.join(' and ')}`
  return from === 'cdi' ? 'capabilities become those of the image' : undefined
}

const WRITERS: Readonly<Record<Form, (service: Service, ask: Ask) => readonly Op[] | undefined>> = {
  deploy: (service, ask) => {
    const op = addRequest(service, {
      driver: 'nvidia',
      ...chosen(ask),
      capabilities: ['gpu', ...ask.capabilities],
      ...own(ask),
    })
    return op && [op]
  },
  gpus: ({ node }, ask) => {
    if (node.has('gpus')) return undefined
    const short = ask.gpus === 'all' && ask.capabilities.length === 0 && !ask.options
    const { capabilities } = ask
    const item = { driver: 'nvidia', ...chosen(ask), ...(capabilities.length > 0 && { capabilities }), ...own(ask) }
    return [{ op: 'insert', map: node, key: 'gpus', value: short ? 'all' : [item] }]
  },
  runtime: (service, ask) => {
    const { node } = service
    if (node.has('runtime')) return undefined
    const visible = setTo(service, 'NVIDIA_VISIBLE_DEVICES', namesOf(ask).join(','))
    const list = ask.capabilities.join(',')
    const driver = list === '' ? [] : setTo(service, 'NVIDIA_DRIVER_CAPABILITIES', list)
    return (
      visible && driver && [{ op: 'insert', map: node, key: 'runtime', value: 'nvidia' }, ...joined(visible, driver)]
    )
  },
  cdi: ({ node }, ask) => {
    const names = namesOf(ask).map((id) => `nvidia.com/gpu=${id}`)
    const entry = node.entry('devices')
    const seq = asSeq(entry?.value)
    if (!entry) return [{ op: 'insert', map: node, key: 'devices', value: names }]
    if (!seq || seq.via || seq.tag || entry.merged) return undefined
    return names.map((value): Op => ({ op: 'append', seq, value }))
  },
}

const chosen = ({ gpus }: Ask): { readonly [key: string]: Plain } =>
  typeof gpus === 'object' ? { device_ids: [...gpus] } : { count: gpus }

const own = ({ options }: Ask): { readonly [key: string]: Plain } => (options ? { options } : {})

/** As NVIDIA_VISIBLE_DEVICES has them: a count means the first GPUs (measured). */
const namesOf = ({ gpus }: Ask): readonly string[] =>
  typeof gpus === 'number' ? firstIndexes(gpus) : gpus === 'all' ? ['all'] : gpus

function setTo(service: Service, name: string, value: string): readonly Op[] | undefined {
  const variable = variableOf(service, name)
  const op = variable ? setVariable(variable, value) : addVariable(service, name, value)
  return op && [op]
}

/** Two variables that both make a new `environment` are one insertion. */
function joined(first: readonly Op[], second: readonly Op[]): readonly Op[] {
  const [a, b] = [first[0], second[0]]
  if (a?.op !== 'insert' || b?.op !== 'insert' || a.key !== 'environment' || b.key !== 'environment')
    return [...first, ...second]
  return [{ ...a, value: { ...(a.value as object), ...(b.value as object) } as Plain }]
}

/** False where the target surely does not take the form. */
export function isTaken(form: Form, target: Target): boolean {
  if ((form === 'gpus' || form === 'cdi') && isBefore(composeVersion(target), '2.30')) return false
  return form !== 'cdi' || !isBefore(dockerVersion(target), '25.0')
}
