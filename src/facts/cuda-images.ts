import {
  type CudaImageEntry,
  completeVersions,
  cudaImageEntries,
  flavorsOfVersion,
  knownMinors,
  knownOses,
  type ListedStatus,
  seenTags,
  tagsWithoutOs,
} from './cuda-image-index'
import { type CudaTag, parseCudaTag } from './cuda-tag'
import { compareVersions } from './versions'

/** A tag that can be pulled. `partial`: seen on Docker Hub, of a version whose other tags are not known. */
export interface ListedCudaImage extends CudaImageEntry {
  readonly status: ListedStatus
}

/** Why a tag cannot be pulled: what a message says of it. */
export type AbsentReason =
  /** It was listed and is no longer. */
  | 'withdrawn'
  /** The version lacks its patch level: such tags are gone for every version (the last were of 11.1). */
  | 'two-part'
  /** It names no OS: such tags are gone for every version. */
  | 'no-os'
  /** `latest` was removed in January 2021 (NVIDIA/nvidia-docker#1454). */
  | 'latest'
  /** The version exists on this OS, but not in this flavour (cuDNN named in another way, or not offered). */
  | 'flavor'
  /** The version was never built on this OS. */
  | 'os'

/** Once listed, or of a form that no longer exists. What the table still knows of it is kept. */
export interface RemovedCudaImage extends Partial<Omit<CudaImageEntry, 'tag' | 'status'>> {
  readonly tag: string
  readonly status: 'removed'
  readonly reason: 'withdrawn' | 'two-part' | 'no-os' | 'latest'
}

/** NVIDIA's list of this very version is complete and never held the tag. */
export interface NeverCudaImage {
  readonly tag: string
  readonly status: 'never'
  readonly reason: 'flavor' | 'os'
}

/** Nothing may be said: published after the table, an OS suffix it never saw, or no tag of NVIDIA's grammar. */
export interface UnknownCudaImage {
  readonly tag: string
  readonly status: 'unknown'
  /** True when a public file uses this very tag. */
  readonly seen: boolean
}

export type CudaImage = ListedCudaImage | RemovedCudaImage | NeverCudaImage | UnknownCudaImage

const isComplete = (version: string): boolean => completeVersions().has(version)

/**
 * An OS that a version lacks though an older and a newer version have it: more likely a hole in NVIDIA's own list
 * (13.0.2 without ubi10) than an image that was skipped, so nothing is claimed.
 */
function isGap(version: string, os: string): boolean {
  const withOs = [...completeVersions()].filter(([, oses]) => oses.has(os)).map(([cuda]) => cuda)
  return (
    withOs.some((cuda) => compareVersions(cuda, version) < 0) &&
    withOs.some((cuda) => compareVersions(cuda, version) > 0)
  )
}

/** A complete list is proof for that version alone: patches of old minors still appear (12.8.2 came after 13.1.0). */
function neverReason({ version, patch, os }: CudaTag): 'flavor' | 'os' | undefined {
  if (!patch || !os || !isComplete(version) || !knownOses().has(os)) return undefined
  if (completeVersions().get(version)?.has(os)) return 'flavor'
  return isGap(version, os) ? undefined : 'os'
}

/** Forms of tag that exist for no version; not claimed past the minors and versions that are known. */
function goneForm({ version, parts, os }: CudaTag): 'two-part' | 'no-os' | undefined {
  if (parts === 2) return knownMinors().has(version) ? 'two-part' : undefined
  if (os) return undefined
  if (parts === 1) return [...knownMinors()].some((minor) => minor.startsWith(`${version}.`)) ? 'no-os' : undefined
  return isComplete(version) ? 'no-os' : undefined
}

function removed(image: CudaImageEntry): RemovedCudaImage {
  return { ...image, status: 'removed', reason: 'withdrawn' }
}

/** What is known of a tag of `nvidia/cuda`. Only `removed` and `never` say that it cannot be pulled. */
export function cudaImage(tag: string): CudaImage {
  const listed = cudaImageEntries().get(tag)
  if (listed) return listed.status === 'removed' ? removed(listed) : { ...listed, status: listed.status }
  if (seenTags().has(tag)) return { tag, status: 'unknown', seen: true }
  if (tag === 'latest') return { tag, status: 'removed', reason: 'latest' }
  if (tagsWithoutOs().has(tag)) return { tag, status: 'removed', reason: 'withdrawn' }
  return unlisted(tag)
}

function unlisted(tag: string): CudaImage {
  const parsed = parseCudaTag(tag)
  const form = parsed && goneForm(parsed)
  if (form) return { tag, status: 'removed', reason: form }
  const never = parsed && neverReason(parsed)
  return never ? { tag, status: 'never', reason: never } : { tag, status: 'unknown', seen: false }
}

/**
 * How a version names its cuDNN images: `['cudnn8']`, `['cudnn7', 'cudnn8']`, `['cudnn']`. A minor (`12.4`) answers by its highest patch.
 * `none`: the version never had any (12.4.0). `unknown`: not in the table.
 */
export function cudnnNaming(cuda: string): readonly string[] | 'none' | 'unknown' {
  const flavors = [...flavorsOfVersion(resolveVersion(cuda))]
  if (flavors.length === 0) return 'unknown'
  const names = new Set(flavors.flatMap((flavor) => /^cudnn\d*/.exec(flavor)?.[0] ?? []))
  return names.size > 0 ? [...names] : 'none'
}

function resolveVersion(cuda: string): string {
  if (completeVersions().has(cuda)) return cuda
  const patches = [...completeVersions().keys()].filter((version) => version.startsWith(`${cuda}.`))
  return patches.sort(compareVersions).at(-1) ?? cuda
}
