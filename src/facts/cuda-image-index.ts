import { lazy } from './lazy'
import table from './tables/cuda-images.json'

/** One line of the table: images of one version that share everything but the OS. */
interface Row {
  readonly cuda: string
  readonly status: ListedStatus | 'removed'
  /** `base`, `runtime`, `devel` and these. */
  readonly plus?: string
  /** These alone. */
  readonly only?: string
  readonly branches?: readonly number[]
  readonly cudnn?: Readonly<Record<string, string>>
  readonly last?: string
  /** OS suffixes by the architectures they were built for. */
  readonly os: Readonly<Record<string, string>>
}

export type ListedStatus = 'active' | 'eol-listed' | 'partial'

/** What is known of a tag that NVIDIA listed, or that was seen on Docker Hub (`partial`). */
export interface CudaImageEntry {
  readonly tag: string
  readonly status: ListedStatus | 'removed'
  readonly cuda: string
  readonly os: string
  readonly flavor: string
  /** The cuDNN it holds: NVIDIA rebuilds tags, so an older pull may hold an older one. Missing when not established. */
  readonly cudnnVersion?: string
  readonly arches?: readonly string[]
  /** Older driver branches that the image's start check lets pass beside drivers of its own CUDA; missing when not established. */
  readonly compatDriverBranches?: readonly number[]
  /** The day NVIDIA last listed a removed tag. */
  readonly lastListed?: string
}

const ARCHES: Readonly<Record<string, readonly string[]>> = {
  both: ['amd64', 'arm64'],
  all: ['amd64', 'arm64', 'ppc64le'],
}

/** A library stands for its two flavours: `cudnn8` is `cudnn8-runtime` and `cudnn8-devel`. */
export const flavorsOf = (list: string): string[] =>
  list
    .split(' ')
    .flatMap((part) => (/^(?:cudnn\d*|tensorrt)$/.test(part) ? [`${part}-runtime`, `${part}-devel`] : [part]))

const rowFlavors = (row: Row): string[] => flavorsOf(row.only ?? `base runtime devel${row.plus ? ` ${row.plus}` : ''}`)

function entry(row: Row, os: string, arches: string, flavor: string): CudaImageEntry {
  const cudnnVersion = row.cudnn?.[flavor.split('-')[0] as string]
  return {
    tag: `${row.cuda}-${flavor}-${os}`,
    status: row.status,
    cuda: row.cuda,
    os,
    flavor,
    ...(cudnnVersion && { cudnnVersion }),
    ...(arches !== '?' && { arches: ARCHES[arches] ?? arches.split(' ') }),
    ...(row.branches && { compatDriverBranches: row.branches }),
    ...(row.last && { lastListed: row.last }),
  }
}

function* entriesOf(row: Row): Generator<CudaImageEntry> {
  for (const [arches, names] of Object.entries(row.os))
    for (const os of names.split(' ')) for (const flavor of rowFlavors(row)) yield entry(row, os, arches, flavor)
}

const rows = table.rows as unknown as readonly Row[]

/** Every tag with an OS suffix that the table holds, by tag. */
export const cudaImageEntries = lazy(() => {
  const byTag = new Map<string, CudaImageEntry>()
  for (const row of rows) for (const image of entriesOf(row)) byTag.set(image.tag, image)
  return byTag
})

/** Versions whose list is complete, oldest first, with the OS suffixes they ever had. `partial` rows do not make a list complete. */
export const completeVersions = lazy(() => {
  const oses = new Map<string, Set<string>>()
  for (const row of rows) {
    if (row.status === 'partial') continue
    const known = oses.get(row.cuda) ?? oses.set(row.cuda, new Set()).get(row.cuda)
    for (const os of Object.values(row.os).join(' ').split(' ')) known?.add(os)
  }
  return oses
})

export const knownOses = lazy(() => new Set([...completeVersions().values()].flatMap((oses) => [...oses])))

/** Tags without an OS suffix that once existed. */
export const tagsWithoutOs = lazy(
  () =>
    new Set(
      Object.entries(table.withoutOs).flatMap(([cuda, list]) => flavorsOf(list).map((flavor) => `${cuda}-${flavor}`)),
    ),
)

/** Tags newer than the table that public files use: weak evidence of each, enough to call nothing of their versions missing. */
export const seenTags = lazy(
  () => new Set(Object.entries(table.seen).flatMap(([cuda, list]) => list.split(' ').map((rest) => `${cuda}-${rest}`))),
)

export const seenVersions = lazy(
  () => new Set([...Object.keys(table.seen), ...rows.filter((row) => row.status === 'partial').map((row) => row.cuda)]),
)

/** Minors of which a three-part tag was listed or seen: where the patch level is known to be mandatory, or the two-part tags to be gone. */
export const knownMinors = lazy(
  () =>
    new Set(
      [...completeVersions().keys(), ...seenVersions()].map((version) => version.split('.').slice(0, 2).join('.')),
    ),
)

/** Flavours that a version had on some OS. */
export const flavorsOfVersion = (cuda: string): ReadonlySet<string> =>
  new Set(rows.filter((row) => row.cuda === cuda).flatMap(rowFlavors))
