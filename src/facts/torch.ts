import { lazy } from './lazy'
import table from './tables/pytorch.json'
import { compareVersions, isOf, versionPrefix } from './versions'

export interface TorchRow {
  readonly torch: string
  /**
   * Local version suffix (`cu118`) → where the wheel lies under the download host: `whl/cu118` (an index), `torch_stable.html` (a `-f` page), `PyPI`.
   * The official pages do not print all wheels: a suffix that is missing here is at most a doubt.
   */
  readonly wheels: Readonly<Record<string, string>>
  /** CUDA of a plain `pip install` on Linux x86_64. */
  readonly pypiDefaultCuda?: string
  /** Releases of ROCm that it has wheels for, each under an index of its own (`whl/rocm7.2`), oldest first. */
  readonly rocm?: readonly string[]
  /** It has wheels for Intel GPUs, under the index `whl/xpu`. A release that lacks the word may have some too. */
  readonly xpu?: true
  readonly torchvision?: string
  readonly torchaudio?: string
  readonly python?: string
  /** cuDNN inside the wheel, by CUDA minor. The image's own cuDNN is not used. */
  readonly cudnn?: Readonly<Record<string, string>>
  readonly experimentalCuda?: readonly string[]
}

interface Row {
  readonly torch: string
  readonly wheels?: string
  readonly default?: string
  readonly rocm?: string
  readonly xpu?: true
  readonly torchvision?: string
  readonly torchaudio?: string
  readonly python?: string
  readonly cudnn?: Readonly<Record<string, string>>
  readonly experimental?: readonly string[]
}

const wheelsOf = (list: string): Record<string, string> =>
  Object.fromEntries(
    list.split(' ').map((wheel) => [wheel.split('=')[0] as string, wheel.split('=')[1] ?? `whl/${wheel}`]),
  )

function rowOf({ wheels, rocm, default: pypiDefaultCuda, experimental, ...row }: Row): TorchRow {
  return {
    ...row,
    wheels: wheels ? wheelsOf(wheels) : {},
    ...(rocm && { rocm: rocm.split(' ') }),
    ...(pypiDefaultCuda && { pypiDefaultCuda }),
    ...(experimental && { experimentalCuda: experimental }),
  }
}

export const torchRows = lazy((): readonly TorchRow[] => (table.rows as unknown as readonly Row[]).map(rowOf))

/** @param version `2.1.0`, `2.1.0+cu118`, or `2.1` for its highest patch; undefined when not known */
export function torch(version: string): TorchRow | undefined {
  const exact = torchRows().find((row) => compareVersions(row.torch, version) === 0 && version.split('.').length > 2)
  if (exact || versionPrefix(version, 3).split('.').length !== 2) return exact
  return torchRows()
    .filter((row) => isOf(row.torch, version))
    .at(-1)
}

/**
 * The release of torch that a release of a companion was published for, which its wheel asks for exactly.
 * @param version `0.16.0`, all its numbers; undefined when not known
 */
export const torchOfCompanion = (companion: 'torchvision' | 'torchaudio', version: string): TorchRow | undefined =>
  torchRows().find((row) => row[companion] !== undefined && compareVersions(row[companion], version) === 0)

export interface TorchArchSupport {
  readonly computeCapabilities: readonly string[]
  readonly platform: string
}

/** What a wheel's kernels were compiled for. @returns undefined where no build list was read */
export function torchArchSupport(version: string, cuda: string): readonly TorchArchSupport[] | undefined {
  const rows = table.archSupport.filter((row) => {
    const [from = '', to = from] = row.torch.split('-')
    return (
      compareVersions(version, from) >= 0 &&
      (compareVersions(version, to) <= 0 || isOf(version, to)) &&
      row.cuda.split(' ').includes(cuda)
    )
  })
  return rows.length > 0
    ? rows.map(({ sm, platform }) => ({ computeCapabilities: sm.split(' '), platform }))
    : undefined
}
