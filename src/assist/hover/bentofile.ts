import type { BentofileDocument } from '../../documents/bentofile/types'
import { parseRequirement } from '../../documents/dockerfile/requirement'
import { type Facts, majorOf } from '../../facts'
import type { RuleContext } from '../../lint/rule'
import { acceptedFrom, bentomlInSight } from '../bentoml-in-sight'
import { touches } from '../touches'
import type { Hover } from '.'
import { page } from './page'
import { packagePage } from './pin'

/** What `docker.cuda_version` and the packages of a bentofile mean. */
export function bentofileHover({ document, facts }: RuleContext, offset: number): Hover | undefined {
  if (document.kind !== 'bentofile') return undefined
  return cudaVersion(document, offset, facts) ?? packages(document, offset, facts)
}

function cudaVersion({ cudaVersion: text, baseImage, file }: BentofileDocument, offset: number, facts: Facts) {
  if (!text?.value || baseImage || !touches(text.span, offset)) return undefined
  const { era } = bentomlInSight(file.text, facts) ?? {}
  const cuda = Object.hasOwn(era?.aliases ?? {}, text.value) ? era?.aliases[text.value] : text.value
  if (!era || !cuda || !era.cuda.includes(cuda)) return undefined
  const since = acceptedFrom(cuda, facts)
  const driver = facts.minorVersionCompat(majorOf(cuda) ?? 0)?.minDriverLinux
  const points = [
    `The image is built on nvidia/cuda with CUDA ${cuda} and cuDNN${cuda === text.value ? '' : `, for which ${text.value} stands in BentoML ${era.version}`}`,
    since && `Accepted by BentoML from ${since} on`,
    driver && `Driver ≥ ${driver}`,
  ]
  const tables = ['bentoml', 'cuda-releases'] as const
  return { span: text.span, markdown: page(`cuda_version ${text.value}`, points, tables, facts) }
}

function packages({ pythonPackages }: BentofileDocument, offset: number, facts: Facts): Hover | undefined {
  const text = pythonPackages.find(({ span }) => touches(span, offset))
  const requirement = parseRequirement(text?.value ?? '')
  const markdown = requirement?.pinned ? packagePage(requirement, facts) : undefined
  return text && markdown ? { span: text.span, markdown } : undefined
}
