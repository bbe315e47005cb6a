import { compareVersions, majorOf } from '../../facts'
import type { RuleContext } from '../../lint/rule'
import { acceptedFrom, bentomlInSight, hasBase } from '../bentoml-in-sight'
import { imageTags } from './images'
import { type Completions, fitting, type Proposal } from './item'
import { pinIn } from './pins'
import { type YamlPlace, yamlPlace } from './yaml-place'

export function bentofileCompletions(context: RuleContext, offset: number): Completions | undefined {
  const { file, facts } = context
  const place = yamlPlace(file, offset)
  if (place?.role !== 'value') return undefined
  if (place.path === 'docker/base_image') return imageTags(place.typed, place.span, facts)
  if (place.path === 'python/packages/-') return pinIn(place.typed, place.span, cudaOf(file.text), facts)
  const proposals = OPTIONS[place.path]?.(context)
  return (
    proposals &&
    fitting(
      proposals.map((one) => quotedText(one, place)),
      place.typed,
      place.span,
    )
  )
}

const OPTIONS: Readonly<Record<string, ((context: RuleContext) => readonly Proposal[]) | undefined>> = {
  'docker/cuda_version': ({ file, facts }) => {
    const { era, pinned } = bentomlInSight(file.text, facts) ?? {}
    const versions = era?.cuda.filter((cuda) => hasBase(cuda, era, file.text)) ?? []
    return [...versions]
      .sort((a, b) => compareVersions(b, a))
      .map((label) => {
        const since = pinned ? undefined : acceptedFrom(label, facts)
        const driver = facts.minorVersionCompat(majorOf(label) ?? 0)?.minDriverLinux
        const detail = [since && `BentoML from ${since} on`, driver && `driver ≥ ${driver}`].filter(Boolean).join(' · ')
        return { label, detail }
      })
  },
  'docker/python_version': ({ file, facts }) => {
    const { era } = bentomlInSight(file.text, facts) ?? {}
    return [...(era?.python ?? [])].reverse().map((label) => ({ label, detail: `known to BentoML ${era?.version}` }))
  },
}

/** A version of two numbers would be a number, and `3.10` another. */
const quotedText = (proposal: Proposal, { lead, quoted }: YamlPlace): Proposal => ({
  ...proposal,
  text: `${lead}${quoted ? proposal.label : `"${proposal.label}"`}`,
})

/** What `docker.cuda_version` says, or the tag of the base image. */
const cudaOf = (text: string): string | undefined =>
  /^\s*(?:cuda_version:\s*["']?|base_image:\s*["']?nvidia\/cuda:)(\d+(?:\.\d+)*)/m.exec(text)?.[1]
