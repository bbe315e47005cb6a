import { remember } from '../text'
import { type CudaImageEntry, cudaImageEntries } from './cuda-image-index'
import type { ListedCudaImage } from './cuda-images'
import { type CudaTag, parseCudaTag } from './cuda-tag'
import { lazy } from './lazy'
import { compareVersions } from './versions'

/** Each family from old to new; NVIDIA replaced centos8 by rockylinux8, cm2 by azl3. */
const FAMILIES: readonly (readonly string[])[] = [
  [
    'ubuntu14.04',
    'ubuntu16.04',
    'ubuntu17.04',
    'ubuntu18.04',
    'ubuntu20.04',
    'ubuntu22.04',
    'ubuntu24.04',
    'ubuntu26.04',
  ],
  ['centos6', 'centos7', 'centos8', 'rockylinux8', 'rockylinux9', 'rockylinux10'],
  ['ubi7', 'ubi8', 'ubi9', 'ubi10'],
  ['oraclelinux8', 'oraclelinux9'],
  ['cm2', 'azl3'],
]

/** What a tag meant; a missing part is free. */
interface Wanted {
  readonly version: string
  readonly kind: 'base' | 'runtime' | 'devel'
  readonly library: string | undefined
  readonly os: string | undefined
}

interface Candidate {
  readonly image: ListedCudaImage
  readonly kind: string
  readonly library: string | undefined
}

function candidate(image: CudaImageEntry): Candidate[] {
  if (image.status !== 'active' && image.status !== 'eol-listed') return []
  const dash = image.flavor.indexOf('-')
  const library = dash < 0 ? undefined : image.flavor.slice(0, dash)
  return [{ image: { ...image, status: image.status }, kind: image.flavor.slice(dash + 1), library }]
}

const candidates = lazy(() => [...cudaImageEntries().values()].flatMap(candidate))

const newest = lazy(
  () =>
    candidates()
      .map(({ image }) => image.cuda)
      .sort(compareVersions)
      .at(-1) as string,
)

/** Tags with cuDNN were never `-base`; without a word on the flavour the smallest is meant, with cuDNN the runtime. */
function wantedOf({ version, cudnn, kind, flavor, os }: CudaTag): Wanted {
  const library = cudnn ?? (flavor?.startsWith('tensorrt') ? 'tensorrt' : undefined)
  const smallest = library ? 'runtime' : 'base'
  return { version, library, kind: kind && !(library && kind === 'base') ? kind : smallest, os }
}

/** Plain `cudnn` is cuDNN 9 so far (12.4.1 on). */
const cudnnMajor = (library: string): number => Number(/\d+$/.exec(library)?.[0] ?? 9)

const minorOf = (version: string): number => Number(version.split('.')[1] ?? 0)
const majorOf = (version: string): number => Number(version.split('.')[0])

// The weights rank, they measure nothing: minor and OS kept (0) < a newer minor on the same OS < a newer OS < an older OS of the same minor
// < another cuDNN major < an older minor < another major. Among other majors the newest wins: the old one is gone for good.
function versionCost(wanted: string, found: string): number {
  const majors = majorOf(found) - majorOf(wanted)
  if (majors < 0) return 400 - majors
  if (majors > 0) return 200 + (100 - majorOf(found)) / 10 + (100 - minorOf(found)) / 1000
  const minors = wanted.includes('.') ? minorOf(found) - minorOf(wanted) : minorOf('0.99') - minorOf(found)
  if (minors < 0) return 80 - minors
  return minors === 0 ? 0 : 4 + minors / 2
}

/** Without an OS the newest Ubuntu is meant: the tags without one were always Ubuntu. */
function osCost(wanted: string | undefined, found: string): number {
  const family = FAMILIES.find((names) => names.includes(wanted ?? 'ubuntu24.04')) ?? []
  const [from, to] = [family.indexOf(wanted ?? 'ubuntu24.04'), family.indexOf(found)]
  if (found === wanted) return 0
  if (to < 0) return 150
  if (!wanted) return Math.abs(from - to)
  return to > from ? 12 + (to - from) : 14 + 2 * (from - to)
}

function libraryCost(wanted: string | undefined, found: string | undefined): number {
  if (wanted === found || !wanted || !found) return 0
  return cudnnMajor(wanted) === cudnnMajor(found) ? 0 : 40
}

const cost = (wanted: Wanted, { image, library }: Candidate): number =>
  versionCost(wanted.version, image.cuda) +
  osCost(wanted.os, image.os) +
  libraryCost(wanted.library, library) +
  (image.cuda === wanted.version ? 0 : 0.2) +
  (image.status === 'active' ? 0 : 0.1)

const sameKind = (wanted: Wanted, { kind, library }: Candidate): boolean =>
  kind === wanted.kind &&
  Boolean(library) === Boolean(wanted.library) &&
  (library !== 'tensorrt' || wanted.library === 'tensorrt')

/**
 * Tags that can be pulled, nearest first to what a tag meant: flavour and having cuDNN kept, then OS and minor, then cuDNN's major, then live before end of life.
 * `latest` means the newest base image. Never the tag itself; empty for what is no tag of NVIDIA's grammar.
 */
export const nearestCudaImages = (tag: string, limit: number): readonly ListedCudaImage[] =>
  byNearness(tag).slice(0, limit)

const byNearness = remember((tag): readonly ListedCudaImage[] => {
  const parsed = parseCudaTag(tag === 'latest' ? `${newest()}-base-ubuntu24.04` : tag)
  if (!parsed) return []
  const wanted = wantedOf(parsed)
  return candidates()
    .filter((found) => found.image.tag !== tag && sameKind(wanted, found))
    .map((found) => ({ image: found.image, cost: cost(wanted, found) }))
    .sort(
      (a, b) => a.cost - b.cost || compareVersions(b.image.cuda, a.image.cuda) || (a.image.tag < b.image.tag ? -1 : 1),
    )
    .map(({ image }) => image)
})
