import type { RuleContext } from '../../lint/rule'
import { imageTags } from './images'
import { type Completions, fitting, type Proposal } from './item'
import { serviceValues } from './service-values'
import { inYaml, variableValues } from './variables'
import { pathThroughAliases } from './yaml-aliases'
import { type YamlPlace, yamlPlace } from './yaml-place'

const ENVIRONMENT = /^environment\/(NVIDIA_\w+)$/
const ASSIGNED = /^(NVIDIA_\w+)=(.*)$/

/** @param schemaElsewhere true where another extension proposes what the schema lists */
export function composeCompletions(
  context: RuleContext,
  offset: number,
  schemaElsewhere: boolean,
): Completions | undefined {
  const place = yamlPlace(context.file, offset)
  if (place?.role !== 'value') return undefined
  const [, key] = /^services\/[^/]+\/(.+)$/.exec(pathThroughAliases(place, 'services/', context.file) ?? '') ?? []
  if (key === undefined) return undefined
  if (key === 'image') return imageTags(place.typed, place.span, context.facts)
  return variableAt(key, place, context) ?? proposed(serviceValues(key, place, context, schemaElsewhere), place)
}

function variableAt(key: string, place: YamlPlace, context: RuleContext): Completions | undefined {
  const { typed, span, lead } = place
  const [, name] = ENVIRONMENT.exec(key) ?? []
  if (name) {
    const found = lead === '' ? variableValues(name, typed, span, context) : undefined
    return found && inYaml(found, place)
  }
  const [, own, value] = (key === 'environment/-' && ASSIGNED.exec(typed)) || []
  if (own === undefined || value === undefined) return undefined
  return variableValues(own, value, { start: span.start + own.length + 1, end: span.end }, context)
}

const proposed = (proposals: readonly Proposal[] | undefined, place: YamlPlace): Completions | undefined =>
  proposals &&
  fitting(
    proposals.map((one) => written(one, place)),
    place.typed,
    place.span,
  )

/** With the blank that is missing, and with quotes where a bare number would be no text. */
function written(proposal: Proposal, { lead, quoted, path }: YamlPlace): Proposal {
  const { label } = proposal
  const needsQuotes = !quoted && path.endsWith('/device_ids/-') && /^\d+$/.test(label)
  const text = `${lead}${needsQuotes ? `"${label}"` : label}`
  return text === label ? proposal : { ...proposal, text }
}
