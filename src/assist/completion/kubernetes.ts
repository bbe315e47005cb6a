import type { RuleContext } from '../../lint/rule'
import { imageTags } from './images'
import { type Completions, fitting, type Proposal } from './item'
import { inYaml, variableValues } from './variables'
import { itemAround } from './yaml-item'
import { type YamlPlace, yamlPlace } from './yaml-place'

export function kubernetesCompletions(context: RuleContext, offset: number): Completions | undefined {
  const { file, facts } = context
  const place = yamlPlace(file, offset)
  if (!place) return undefined
  const { path, typed, span, role } = place
  if (role === 'value' && /(?:^|\/)(?:initC|c)ontainers\/-\/image$/.test(path)) return imageTags(typed, span, facts)
  if (role === 'value' && /(?:^|\/)env\/-\/value$/.test(path)) return environmentValues(place, context)
  const proposals = role === 'key' ? resources(path, facts) : values(place, file.text, facts)
  return proposals && fitting(proposals, typed, span)
}

type Facts = RuleContext['facts']

const MAKERS: Readonly<Record<string, string>> = { nvidia: 'NVIDIA', amd: 'AMD', intel: 'Intel' }

/** Names of resources, which are keys there. */
function resources(path: string, facts: Facts): readonly Proposal[] | undefined {
  if (!/(?:^|\/)resources\/(?:limits|requests)$/.test(path)) return undefined
  return facts
    .kubernetesGpu()
    .resources.filter((resource) => !('pattern' in resource))
    .map(({ name, vendor }) => ({ label: name, text: `${name}: 1`, detail: `GPUs of ${MAKERS[vendor]}` }))
}

/** The name may stand on either side of its value. */
function environmentValues(place: YamlPlace, { file, facts, target }: RuleContext): Completions | undefined {
  const { before, behind } = itemAround(place, file.text)
  const name = [...before.matchAll(NAME)].at(-1)?.[1] ?? [...behind.matchAll(NAME)][0]?.[1] ?? ''
  const found = variableValues(name, place.typed, place.span, { facts, target })
  if (!found || place.lead !== '') return undefined
  // GPUs are handed out by the device plugin: `all` and indexes would take those of other pods.
  const items = name === 'NVIDIA_VISIBLE_DEVICES' ? found.items.filter(({ label }) => APART.has(label)) : found.items
  return inYaml({ ...found, items }, place)
}

const NAME = /\bname:[ \t]*["']?([\w.-]+)/g
const APART: ReadonlySet<string> = new Set(['none', 'void'])

function values(place: YamlPlace, text: string, facts: Facts): readonly Proposal[] | undefined {
  const { path, lead, span } = place
  const { taint, runtimeClass } = facts.kubernetesGpu()
  if (/(?:^|\/)tolerations\/-$/.test(path)) return [toleration(taint, text, span.start, lead)]
  if (/(?:^|\/)tolerations\/-\/key$/.test(path))
    return [{ label: taint, text: `${lead}${taint}`, detail: 'the taint of nodes with NVIDIA GPUs' }]
  const [, part = ''] = /(?:^|\/)tolerations\/-\/(operator|effect)$/.exec(path) ?? []
  if (part !== '') return ofTaint(place, part, text, taint)
  if (!/(?:^|\/)runtimeClassName$/.test(path)) return undefined
  return [{ label: runtimeClass, text: `${lead}${runtimeClass}`, detail: "the class of NVIDIA's runtime" }]
}

/** The other parts of a toleration whose key is that of NVIDIA's nodes. */
function ofTaint(place: YamlPlace, part: string, text: string, taint: string): readonly Proposal[] | undefined {
  const { before, behind } = itemAround(place, text)
  if (!`${before}\n${behind}`.includes(taint)) return undefined
  const [label, detail] =
    part === 'operator' ? ['Exists', 'whatever the value of the taint'] : ['NoSchedule', 'the effect of that taint']
  return [{ label, text: `${place.lead}${label}`, detail }]
}

/** A whole item, its further lines under its first. */
function toleration(taint: string, text: string, start: number, lead: string): Proposal {
  const column = start - (text.lastIndexOf('\n', start - 1) + 1) + lead.length
  const newLine = `${text.includes('\r\n') ? '\r\n' : '\n'}${' '.repeat(column)}`
  return {
    label: `key: ${taint}`,
    text: `${lead}key: ${taint}${newLine}operator: Exists${newLine}effect: NoSchedule`,
    detail: 'lets the pod onto nodes with NVIDIA GPUs',
  }
}
