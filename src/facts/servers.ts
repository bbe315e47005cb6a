import bentomlTable from './tables/bentoml.json'
import jaxTable from './tables/jax.json'
import tritonTable from './tables/triton.json'
import vllmTable from './tables/vllm.json'
import { compareVersions, inRange, versionPrefix } from './versions'

export interface TritonRelease {
  readonly release: string
  readonly triton: string
  /** Missing for releases whose note was not found. */
  readonly cuda?: string
  /** Branch or version that the release note asks for on any GPU. */
  readonly driver?: string
  /** Branches that work on data-centre GPUs too, parted by blanks. */
  readonly dataCenter?: string
  readonly ubuntu?: string
  readonly python?: string
  readonly cudnn?: string
  readonly minCc?: string
  readonly onnxruntime?: string
  /** Of the image `…-vllm-python-py3`. */
  readonly vllm?: string
  readonly vllmCuda?: string
  readonly vllmDriver?: string
  /** Of the image `…-trtllm-python-py3`. */
  readonly trtllm?: { readonly cuda: string; readonly driver: string; readonly tensorrtLlm: string }
  /** The field on which two sources disagree. */
  readonly doubt?: string
}

/** Oldest first. */
export const tritonReleases = (): readonly TritonRelease[] => tritonTable.rows as unknown as readonly TritonRelease[]

/** @param release `23.08` or a tag of it (`23.08-py3`) */
export const triton = (release: string): TritonRelease | undefined =>
  tritonReleases().find((row) => row.release === release.split('-')[0])

/** What compose.py of a release puts an image together from. */
export interface TritonParts {
  /** Folders of the image of the release, the most wanted first. */
  readonly backends: readonly string[]
  readonly repoagents: readonly string[]
  /** What its build.py imports that does not come with Python. */
  readonly imports: readonly string[]
  /** The day on which the branch was read. */
  readonly retrieved: string
}

const { composed } = tritonTable

/** The first release of which an image can be composed. */
export const tritonComposed: string = composed.rows[0]?.from ?? ''

const wordsOf = (text = ''): readonly string[] => text.split(' ').filter(Boolean)

/** @returns undefined before that one: its branch takes DCGM from a repository whose key was replaced in 2022 */
export function tritonParts(release: string): TritonParts | undefined {
  const row: { readonly more?: string; readonly imports?: string } | undefined = composed.rows
    .filter(({ from }) => from <= release)
    .at(-1)
  return (
    row && {
      backends: [...wordsOf(composed.backends), ...wordsOf(row.more)],
      repoagents: wordsOf(composed.repoagents),
      imports: wordsOf(row.imports),
      retrieved: composed.retrieved,
    }
  )
}

export interface JaxRow {
  readonly package: string
  readonly since: string
  readonly date: string
  /** In the changelog's words. */
  readonly cuda: string
  readonly cudnn?: string
}

/** The last change of CUDA support up to a version of `jax` or `jaxlib` (they are released together from 0.4 on). */
export const jax = (version: string): JaxRow | undefined =>
  (jaxTable.rows as readonly JaxRow[]).filter((row) => compareVersions(row.since, version) <= 0).at(-1)

export interface JaxExtra {
  readonly extra: string
  readonly cuda: string
  readonly cudnn: string
  readonly nccl: string
  readonly driverBranch: number
  readonly minCc: string
}

/** What `jax[cuda12]` of the current releases accepts; `cuda12-local` asks the same of the system. */
export const jaxExtra = (extra: string): JaxExtra | undefined =>
  (jaxTable.extras as readonly JaxExtra[]).find((row) => row.extra === extra.replace(/[-_]local$/, ''))

export interface VllmRow {
  readonly vllm: string
  /** In the documentation's words. */
  readonly wheelCuda?: string
  readonly python?: string
}

/** @returns the row of that minor; undefined when its documentation was not read */
export const vllm = (version: string): VllmRow | undefined =>
  (vllmTable.rows as readonly VllmRow[]).find((row) => versionPrefix(row.vllm, 2) === versionPrefix(version, 2))

/** The lowest compute capability that vLLM's images serve. */
export const vllmMinCapability: string = vllmTable.minCc

export interface BentomlEra {
  /** The first version of the era. */
  readonly version: string
  readonly python: readonly string[]
  /** What `docker.cuda_version` accepts. */
  readonly cuda: readonly string[]
  readonly aliases: Readonly<Record<string, string>>
  readonly defaultCuda: string
  /** What is put after the CUDA version to name the base image. */
  readonly baseSuffixes: readonly string[]
  /** Base tags the era forms that nvidia/cuda does not have. */
  readonly missingBaseTags: readonly string[]
}

/** A row says what changed since the one before. */
interface EraRow {
  readonly version: string
  readonly python: string
  readonly cuda: string
  readonly aliases: Readonly<Record<string, string>>
  readonly suffixes: readonly string[]
  readonly missing: string
}

/** The last releases whose services are bound to runners, oldest first, with the dependencies that BentoML tested them with. */
export const bentomlRunners = (): readonly { readonly version: string; readonly locked: readonly string[] }[] =>
  bentomlTable.runners.map(({ version, locked }) => ({ version, locked: locked.split(' ') }))

/** The versions from 1.0 on whose options were read, newest first. */
export const bentomlVersions = (): readonly string[] => bentomlTable.eras.map(({ version }) => version).reverse()

/** Since when `service.py` itself describes the image. */
export const bentomlImageApi: string = bentomlTable.imageApiSince

/** @returns undefined before 1.0 (other images) and for what is no version */
export function bentoml(version: string): BentomlEra | undefined {
  const rows: readonly Partial<EraRow>[] = bentomlTable.eras.filter((row) => compareVersions(row.version, version) <= 0)
  if (rows.length === 0) return undefined
  const era = Object.assign({}, ...rows) as EraRow
  return {
    version: era.version,
    python: era.python.split(' '),
    cuda: era.cuda.split(' '),
    aliases: era.aliases,
    defaultCuda: inRange(version, '>=1.4.38') ? '12.8.1' : '11.6.2',
    baseSuffixes: era.suffixes,
    missingBaseTags: era.missing.split(' ').filter(Boolean),
  }
}
