import type { RuleContext } from '../../lint/rule'
import { imageTags } from './images'
import { type Completions, fitting, type Proposal } from './item'
import { type YamlPlace, yamlPlace } from './yaml-place'

export function kubernetesCompletions({ file, facts }: RuleContext, offset: number): Completions | undefined {
  const place = yamlPlace(file, offset)
  if (!place) return undefined
  const { path, typed, span, role } = place
  if (role === 'value' && /(?:^|\/)(?:initC|c)ontainers\/-\/image$/.test(path)) return imageTags(typed, span, facts)
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

function values({ path, lead, span }: YamlPlace, text: string, facts: Facts): readonly Proposal[] | undefined {
  const { taint, runtimeClass } = facts.kubernetesGpu()
  if (/(?:^|\/)tolerations\/-$/.test(path)) return [toleration(taint, text, span.start, lead)]
  if (/(?:^|\/)tolerations\/-\/key$/.test(path))
    return [{ label: taint, text: `${lead}${taint}`, detail: 'the taint of nodes with NVIDIA GPUs' }]
  if (!/(?:^|\/)runtimeClassName$/.test(path)) return undefined
  return [{ label: runtimeClass, text: `${lead}${runtimeClass}`, detail: "the class of NVIDIA's runtime" }]
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
