import type { ImageReference } from '../documents/images'
import { type Facts, majorOf, type TableName, versionPrefix } from '../facts'
import { branchOf } from '../rules/support/cuda-driver'

/** What the tables know of the CUDA in an image. */
export interface ImageFacts {
  readonly cuda: string
  readonly cudnn: string | undefined
  /** The oldest driver that runs programs of this CUDA. */
  readonly driver: string | undefined
  /** The driver branch that was released with this CUDA; only where older ones run its programs too. */
  readonly branch: number | undefined
  readonly table: TableName
  /** Where the very row is from, in a table of many sources. */
  readonly source?: string
}

const CUDA = /^(?:nvcr\.io\/)?nvidia\/cuda$/

/** NVIDIA publishes the same tags in both; anything else may be a mirror with tags of its own. */
export const isCudaName = (fullName: string): boolean => CUDA.test(fullName)

export const TRITON = 'nvcr.io/nvidia/tritonserver'

/** @returns undefined for an image whose CUDA is not known, and for a tag that never was */
export function imageFacts({ fullName, tag }: ImageReference, facts: Facts): ImageFacts | undefined {
  if (tag === undefined) return undefined
  if (isCudaName(fullName)) return ofCuda(tag, facts)
  if (fullName === TRITON) return ofTriton(tag, facts)
  return ofFramework(fullName, tag, facts) ?? ofName(fullName, tag, facts)
}

function ofFramework(fullName: string, tag: string, facts: Facts): ImageFacts | undefined {
  const image = facts.frameworkImage(fullName, tag)
  if (image.status !== 'known' || !image.cuda) return undefined
  return { ...made(image.cuda, image.cudnn, 'framework-images', facts), source: image.source }
}

/** A tag may name its CUDA itself. */
function ofName(fullName: string, tag: string, facts: Facts): ImageFacts | undefined {
  const cuda = facts.popularImage(fullName, tag)?.cuda
  return cuda?.includes('.') ? made(cuda, /-cudnn(\d+)(?:-|$)/.exec(tag)?.[1], 'popular-images', facts) : undefined
}

/** What the TensorFlow of its own images was tested with: nobody wrote down what they hold. Those of NVIDIA are builds of its own. */
export function testedWith({ fullName, tag = '' }: ImageReference, facts: Facts): ImageFacts | undefined {
  const image = fullName === 'tensorflow/tensorflow' ? facts.frameworkImage(fullName, tag) : undefined
  const needs = image?.status === 'known' && image.version ? facts.tensorflowNeeds(image.version) : undefined
  return needs && made(needs.cuda, needs.cudnn, 'tensorflow', facts)
}

function ofCuda(tag: string, facts: Facts): ImageFacts | undefined {
  const image = facts.cudaImage(tag)
  const cuda = ('cuda' in image && image.cuda) || facts.parseCudaTag(tag)?.version
  if (image.status === 'never' || !cuda?.includes('.')) return undefined
  return made(cuda, 'cuda' in image ? image.cudnnVersion : undefined, 'cuda-images', facts)
}

/** The images with vLLM and TensorRT-LLM have a CUDA of their own; the SDK has none. */
function ofTriton(tag: string, facts: Facts): ImageFacts | undefined {
  const row = facts.triton(tag)
  if (!row || /-sdk\b/.test(tag)) return undefined
  const plain = /^[\d.]+(?:-py3)?(?:-min)?$/.test(tag)
  const cuda = tag.includes('-vllm-') ? row.vllmCuda : tag.includes('-trtllm-') ? row.trtllm?.cuda : plain && row.cuda
  return cuda ? made(versionPrefix(cuda, 3), plain ? row.cudnn : undefined, 'triton', facts) : undefined
}

const made = (cuda: string, cudnn: string | undefined, table: TableName, facts: Facts): ImageFacts => ({
  cuda,
  cudnn,
  table,
  ...driverOf(cuda, facts),
})

type Driver = Pick<ImageFacts, 'driver' | 'branch'>

const drivers = new WeakMap<Facts, Map<string, Driver>>()

/** Looked up once a version: a list of tags asks for the same again and again. */
function driverOf(cuda: string, facts: Facts): Driver {
  const known = drivers.get(facts) ?? new Map<string, Driver>()
  drivers.set(facts, known)
  const driver = known.get(cuda) ?? readDriver(cuda, facts)
  known.set(cuda, driver)
  return driver
}

function readDriver(cuda: string, facts: Facts): Driver {
  const ofMajor = facts.minorVersionCompat(majorOf(cuda) ?? 0)?.minDriverLinux
  const driver = ofMajor ?? facts.minDriver(cuda)?.linux
  return { driver, branch: ofMajor ? branchOf(cuda, facts) : undefined }
}

/** `driver ≥ 525.60.13 (R550 shipped)`. */
export function shownDriver({ driver, branch }: ImageFacts): string | undefined {
  if (!driver) return undefined
  return `driver ≥ ${driver}${branch === undefined ? '' : ` (R${branch} shipped)`}`
}
