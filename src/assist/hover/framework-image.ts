import type { ImageReference } from '../../documents/images'
import type { Facts, FrameworkImage, TableName } from '../../facts'
import { testedWith } from '../image-facts'

/** What is known of a tag beside its CUDA. */
export interface OwnFacts {
  readonly points: readonly (string | undefined | false)[]
  readonly table: TableName
  /** Where the very row is from. */
  readonly source?: string
}

/** @returns undefined for a tag of which nothing may be said */
export function frameworkFacts(reference: ImageReference, facts: Facts): OwnFacts | undefined {
  const image = facts.frameworkImage(reference.fullName, reference.tag ?? '')
  if (image.status === 'unknown') return undefined
  const { source } = image
  if (image.status === 'known') return { points: pointsOf(image, reference, facts), table: 'framework-images', source }
  const missing = `Docker Hub had no image of this release on ${image.date}`
  return { points: [missing], table: 'framework-images', source }
}

function pointsOf(image: FrameworkImage, reference: ImageReference, facts: Facts): OwnFacts['points'] {
  const { framework, version, python, ubuntu, driver, ended } = image
  const system = [python && `Python ${python}`, ubuntu && `Ubuntu ${ubuntu}`].filter(Boolean).join(' · ')
  return [
    version && `${framework} ${version}${version.endsWith('a0') ? ', a build of NVIDIA before that release' : ''}`,
    tested(reference, facts),
    system,
    KINDS[/-(runtime|devel)$/.exec(image.tag)?.[1] ?? ''],
    driver && `Its release notes ask for the driver ${driver} or later`,
    ended && 'TensorFlow 1 has no monthly release after 23.03',
  ]
}

function tested(reference: ImageReference, facts: Facts): string | undefined {
  const needs = testedWith(reference, facts)
  return needs && `Tested with CUDA ${needs.cuda} and cuDNN ${needs.cudnn}; what the image holds is not written down`
}

/** pytorch/pytorch docker.Makefile @04da8a0f. */
const KINDS: Readonly<Record<string, string | undefined>> = {
  runtime: 'runtime: on plain Ubuntu; PyTorch brings CUDA and cuDNN along',
  devel: 'devel: on nvidia/cuda with cuDNN, its compiler and headers',
}
