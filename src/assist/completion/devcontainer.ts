import { type JsonPlace, jsonPlace } from '../../documents/json/place'
import type { RuleContext } from '../../lint/rule'
import { imageTags } from './images'
import { type Completions, fitting, type Proposal } from './item'
import { indexes } from './variables'

export function devcontainerCompletions(context: RuleContext, offset: number): Completions | undefined {
  const place = jsonPlace(context.file, offset)
  if (!place) return undefined
  if (place.path === 'image') return place.quoted ? imageTags(place.typed, place.span, context.facts) : undefined
  const proposals = valuesAt(place, context)
  return proposals && fitting(written(proposals, place), place.typed, place.span)
}

function valuesAt(place: JsonPlace, { file, target }: RuleContext): readonly Proposal[] | undefined {
  if (place.path === 'hostRequirements/gpu') return GPU
  if (!/^runArgs\/\d+$/.test(place.path)) return undefined
  const gpus = [
    { label: 'all', detail: 'every GPU; without one the container does not start' },
    ...indexes(target).map(({ label, detail = `GPU ${label}` }) => ({ label: `device=${label}`, detail })),
  ]
  const isValue = /"--gpus"\s*,\s*"?$/.test(file.text.slice(0, place.span.start))
  return isValue ? gpus : [...gpus.map((one) => ({ ...one, label: `--gpus=${one.label}` })), ...ARGUMENTS]
}

const ARGUMENTS: readonly Proposal[] = [
  { label: '--runtime=nvidia', detail: "NVIDIA's runtime; it must be registered in the daemon" },
  { label: '--device=nvidia.com/gpu=all', detail: 'every GPU, through CDI' },
]

/** devcontainers/spec docs/specs/gpu-host-requirement.md, devcontainers/cli singleContainer.ts. */
const GPU: readonly Proposal[] = [
  { label: 'optional', detail: 'a GPU where the host has one' },
  { label: 'true', detail: 'a GPU, with a warning where the host has none' },
]

/** A text needs its quotes; `true` is none. */
const written = (proposals: readonly Proposal[], { quoted }: JsonPlace): readonly Proposal[] =>
  proposals.flatMap((one) => {
    if (one.label === 'true') return quoted ? [] : [one]
    return [quoted ? one : { ...one, text: `"${one.label}"` }]
  })
