import type { Service } from '../../documents/compose/types'
import type { Project } from '../../documents/project'
import type { Entry, MapValue, ScalarValue, SeqValue, Value } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import type { Report, RuleFix } from '../../lint/rule'
import { addVariable } from './add-variable'
import { variableOf } from './environment-variable'
import { isForShell, SPEAKS } from './inline-variable'

const NAME = 'NVIDIA_VISIBLE_DEVICES'
const ASSIGNED = new RegExp(`(?:^|[\\s;&"'(])${NAME}=`)

/** NVIDIA_VISIBLE_DEVICES where it is no variable of the container: under `build.args`, under `labels`, in the command. */
export function* misplacedDevices(service: Service, project: Project): Iterable<Report> {
  if (!service.document.file.text.includes(NAME) || variableOf(service, NAME)) return
  if (!declaresArg(service, project)) yield* named(service, service.node.at('build', 'args'), 'build.args')
  yield* named(service, service.node.get('labels'), 'labels')
  for (const key of ['command', 'entrypoint'] as const) yield* inCommand(service, key)
}

function declaresArg(service: Service, project: Project): boolean {
  const text = project.buildOf(service)?.dockerfile?.file.text ?? ''
  return new RegExp(`^\\s*ARG\\b.*\\b${NAME}\\b`, 'im').test(text)
}

function* named(service: Service, holder: Value | undefined, place: string): Iterable<Report> {
  if (holder?.kind === 'map') {
    const entry = holder.entry(NAME)
    if (entry) yield { message: 'misplaced', data: { place }, at: entry.key, fixes: moveEntry(service, holder, entry) }
    return
  }
  const item = holder?.kind === 'seq' ? holder.items.find(isAssignment) : undefined
  if (holder?.kind !== 'seq' || item?.kind !== 'scalar') return
  yield { message: 'misplaced', data: { place }, at: item, fixes: moveItem(service, holder, item) }
}

const isAssignment = (item: Value): boolean => item.kind === 'scalar' && String(item.value).startsWith(`${NAME}=`)

const TITLE = 'Move it to environment'

function moveEntry(service: Service, map: MapValue, entry: Entry): readonly RuleFix[] {
  const { value } = entry
  if (entry.merged || value.kind !== 'scalar' || value.via) return []
  const environment = service.node.get('environment')
  if (environment?.kind === 'seq') return move({ op: 'remove-entry', map, entry }, environment, String(value.value))
  return [{ title: TITLE, ops: [{ op: 'move', map, entry, into: service.node, path: ['environment'] }] }]
}

function moveItem(service: Service, seq: SeqValue, item: ScalarValue): readonly RuleFix[] {
  const remove: Op = { op: 'remove-item', seq, item }
  const value = String(item.value).slice(NAME.length + 1)
  const environment = service.node.get('environment')
  if (environment?.kind === 'seq') return move(remove, environment, value)
  if (environment?.kind === 'map')
    return [{ title: TITLE, ops: [remove, { op: 'insert', map: environment, key: NAME, value }] }]
  const insert: Op = { op: 'insert', map: service.node, key: 'environment', value: { [NAME]: value } }
  return environment ? [] : [{ title: TITLE, ops: [remove, insert] }]
}

const move = (remove: Op, environment: SeqValue, value: string): readonly RuleFix[] => [
  { title: TITLE, ops: [remove, { op: 'append', seq: environment, value: `${NAME}=${value}` }] },
]

function* inCommand(service: Service, key: 'command' | 'entrypoint'): Iterable<Report> {
  const command = service.node.get(key)
  const words = command?.kind === 'seq' ? command.items : command ? [command] : []
  const word = words.find((one) => one.kind === 'scalar' && ASSIGNED.test(String(one.value)))
  if (word?.kind !== 'scalar') return
  const start = word.source.indexOf(`${NAME}=`)
  const first = String(words[0]?.kind === 'scalar' ? words[0].value : '')
  if (
    isForShell(service.commandText) ? !SPEAKS.test(word.source.slice(0, start)) : /^(?:\/usr\/bin\/)?env\b/.test(first)
  )
    yield { message: 'command', at: word, fixes: word.via ? [] : otherVariable(word, start) }
  else if (first.startsWith(`${NAME}=`))
    yield { message: 'misplaced', data: { place: key }, at: word, fixes: word.via ? [] : outOfCommand(service, word) }
}

function otherVariable({ file, span: { start: from } }: ScalarValue, at: number): readonly RuleFix[] {
  const span = { start: from + at, end: from + at + NAME.length }
  const title = 'Set CUDA_VISIBLE_DEVICES in the command'
  return [{ title, ops: [{ op: 'replace', file, span, text: 'CUDA_VISIBLE_DEVICES' }] }]
}

/** Without a shell it would be the name of a program. */
function outOfCommand(service: Service, word: ScalarValue): readonly RuleFix[] {
  const { file, source, parent, span } = word
  const [all, quote = '', value = ''] =
    new RegExp(`^(["']?)${NAME}=([\\w,-]+)(?:\\s+(?=\\S)|["']?$)`).exec(source) ?? []
  const add = addVariable(service, NAME, value)
  if (all === undefined || !add) return []
  const cut = { start: span.start + quote.length, end: span.start + all.length }
  const remove: Op =
    parent?.kind === 'seq' && all === source
      ? { op: 'remove-item', seq: parent, item: word }
      : { op: 'replace', file, span: cut, text: '' }
  return [{ title: TITLE, ops: [remove, add] }]
}
