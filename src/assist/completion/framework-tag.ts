import { type Facts, type FrameworkImage, versionPrefix } from '../../facts'
import { type ImageFacts, imageFacts, testedWith } from '../image-facts'
import { endOf } from './ended'
import type { Proposal } from './item'

/** A tag of an image that brings a framework along, with what it holds. */
export function frameworkTag(image: FrameworkImage, fullName: string, facts: Facts): Proposal {
  const { tag, framework, version, python, ubuntu } = image
  const reference = { registry: undefined, repository: fullName, fullName, tag, digest: undefined }
  const known = imageFacts(reference, facts)
  const needs = known ?? testedWith(reference, facts)
  const ended = image.ended ? 'TensorFlow 1 has ended' : ubuntu && endOf(`ubuntu${ubuntu}`, facts)
  const detail = [
    version && !tag.startsWith(version) && `${framework} ${version}`,
    needs && `${known ? '' : 'tested with '}${libraries(needs)}`,
    python && `Python ${python}`,
    needs?.driver && `driver ≥ ${needs.driver}`,
    ended,
  ]
  return { label: tag, detail: detail.filter(Boolean).join(' · '), ...(ended && { ended: true }) }
}

const libraries = ({ cuda, cudnn }: ImageFacts): string =>
  `CUDA ${versionPrefix(cuda, 3)}${cudnn ? ` · cuDNN ${versionPrefix(cudnn, 2)}` : ''}`
