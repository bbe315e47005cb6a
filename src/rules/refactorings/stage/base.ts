import type { Stage } from '../../../documents/dockerfile/types'
import { type ImageReference, parseImage } from '../../../documents/images'
import type { Facts } from '../../../facts'
import { isCudaName } from '../../support/cuda-stage'
import { isPlaceholder } from '../../support/root-image'
import { type Nothing, present, refusal } from './outcome'

/** A plain Debian or Ubuntu, on whose glibc the libraries of nvidia/cuda run. */
export interface PlainBase {
  readonly image: string
  /** As NVIDIA's tags end: `ubuntu22.04`; undefined for Debian. */
  readonly ubuntu: string | undefined
  /** The minor of a python image. */
  readonly python: string | undefined
  readonly slim: boolean
}

const DEBIAN = '(?:buster|bullseye|bookworm|trixie)'
const TAGS: Readonly<Record<string, RegExp>> = {
  python: new RegExp(`^(?:(?:latest|3(?:\\.\\d+){0,2})(?:-slim)?(?:-${DEBIAN})?|slim(?:-${DEBIAN})?|${DEBIAN})$`),
  debian: new RegExp(`^(?:latest|stable|1[0-3](?:\\.\\d+)?|${DEBIAN})(?:-\\d{8})?(?:-slim)?$`),
  ubuntu: /^(?:2[024]\.04|focal|jammy|noble)(?:-[\d.]+)?$/,
}

const VERSIONS: readonly (readonly [RegExp, string])[] = [
  [/^(?:20\.04|focal)/, 'ubuntu20.04'],
  [/^(?:22\.04|jammy)/, 'ubuntu22.04'],
  [/^(?:24\.04|noble)/, 'ubuntu24.04'],
]

/** What a stage stands on; else why its image leaves nothing to do, or nothing that is sure. */
export function plainBase(stage: Stage, facts: Facts): PlainBase | Nothing {
  const image = stage.rootImage
  const reference = image === undefined || isPlaceholder(stage) ? undefined : parseImage(image)
  if (image === undefined || !reference) return refusal('its base image is not known from this file.')
  const { fullName, tag = 'latest' } = reference
  if (!TAGS[fullName]?.test(tag)) return otherBase(image, reference, facts)
  const ubuntu = fullName === 'ubuntu' ? VERSIONS.find(([name]) => name.test(tag))?.[1] : undefined
  const python = fullName === 'python' ? /^3\.\d+/.exec(tag)?.[0] : undefined
  return { image, ubuntu, python, slim: /slim/.test(tag) }
}

function otherBase(image: string, { fullName, tag }: ImageReference, facts: Facts): Nothing {
  if (isCudaName(fullName)) return present(`it is built on ${image}, which brings CUDA.`)
  const { gpu, vendor } = facts.popularImage(fullName, tag) ?? {}
  if (gpu === 'required' && vendor === 'nvidia') return present(`it is built on ${image}, an image for NVIDIA GPUs.`)
  if (fullName === 'alpine' || /alpine/.test(tag ?? ''))
    return refusal(
      `it is built on ${image}, whose C library is musl, and the libraries of CUDA need glibc: take a Debian or Ubuntu image, such as python:3.12-slim.`,
    )
  return refusal(`it is built on ${image}, which is not known to be plain Debian or Ubuntu.`)
}
