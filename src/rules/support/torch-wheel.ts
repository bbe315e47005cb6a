import type { PackageInstall } from '../../documents/dockerfile/pip-types'
import type { ShellWord } from '../../documents/dockerfile/types'
import type { Facts } from '../../facts'
import { comesFromPypi } from './package-index'
import type { Installed } from './python-packages'

export interface TorchWheel {
  readonly one: Installed
  /** `cu118`, `rocm6.0`, `xpu`, `cpu`. */
  readonly build: string
  /** `11.8` of `cu118`; undefined for builds without CUDA. */
  readonly cuda: string | undefined
  /** What says so: the version, an index of PyTorch, or the default of PyPI for this version on x86-64. */
  readonly by: 'version' | 'index' | 'default'
  /** The index that says so. */
  readonly index: ShellWord | undefined
}

const INDEX = /\/whl\/(?:nightly\/|test\/|lts\/[\d.]+\/)?(cu\d+|rocm[\d.]+|xpu|cpu)(?=\/|$)/

/** Which build of torch an install brings; undefined where that cannot be said. */
export function torchWheel(one: Installed, facts: Facts): TorchWheel | undefined {
  const { requirement, install, applies } = one
  if (requirement.name !== 'torch' || requirement.url || applies === false || install.tool === 'conda') return undefined
  const local = requirement.pinned?.split('+')[1]
  if (local !== undefined) return wheel(one, local, 'version', undefined)
  const index = indexOf(one)
  if (index) return wheel(one, buildOf(index), 'index', index)
  if (!comesFromPypi(install) || torchUrls(install).length > 0) return undefined
  const cuda = requirement.pinned && facts.torch(requirement.pinned)?.pypiDefaultCuda
  return cuda ? wheel(one, `cu${cuda.replace('.', '')}`, 'default', undefined) : undefined
}

function wheel(
  one: Installed,
  build: string | undefined,
  by: TorchWheel['by'],
  index: ShellWord | undefined,
): TorchWheel | undefined {
  if (build === undefined || !/^(?:cu\d{2,3}|rocm[\d.]+|xpu|cpu)$/.test(build)) return undefined
  return { one, build, cuda: cudaOfBuild(build), by, index }
}

/** `cu118` → `11.8`, `cu92` → `9.2`. */
export const cudaOfBuild = (build: string): string | undefined => /^cu(\d+)(\d)$/.exec(build)?.slice(1).join('.')

const buildOf = ({ value }: ShellWord): string | undefined => INDEX.exec(value ?? '')?.[1]

const urlsOf = ({ indexUrl, extraIndexUrls, findLinks }: PackageInstall): readonly ShellWord[] => [
  ...(indexUrl ? [indexUrl] : []),
  ...extraIndexUrls,
  ...findLinks,
]

const torchUrls = (install: PackageInstall): readonly ShellWord[] =>
  urlsOf(install).filter(({ value, raw }) => /pytorch/.test(value ?? raw))

/**
 * The index that torch surely comes from: the only one, or one beside PyPI where the version is pinned (a local version
 * such as 2.1.0+cu118 is newer to pip than the same without).
 */
function indexOf({ install, requirement }: Installed): ShellWord | undefined {
  const urls = urlsOf(install)
  const known = urls.filter((word) => buildOf(word) !== undefined)
  const [index, ...more] = known
  if (!index || more.length > 0 || urls.some(({ value }) => value === undefined)) return undefined
  const others = urls.filter((word) => word !== index && !/^https?:\/\/pypi\.org\//.test(word.value ?? ''))
  if (others.length > 0) return undefined
  return install.indexUrl === index || requirement.pinned !== undefined || install.tool === 'uv' ? index : undefined
}
