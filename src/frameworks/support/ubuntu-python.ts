import type { Facts } from '../../facts'
import { compareVersions, versionPrefix } from '../../facts/versions'
import type { Build, Step } from '../types'

/** Systems of nvidia/cuda and the Python that each brings. */
export const SYSTEMS = [
  { os: 'ubuntu24.04', python: '3.12' },
  { os: 'ubuntu22.04', python: '3.10' },
] as const

/** Python on an nvidia/cuda image, which has none. */
export const APT_PYTHON: Step = {
  do: 'run',
  why: 'An nvidia/cuda image has no Python.',
  commands: [
    'apt-get update',
    'apt-get install -y --no-install-recommends python3 python3-venv',
    'rm -rf /var/lib/apt/lists/*',
  ],
}

export interface CudaBase {
  /** A whole version: `12.6.3`. */
  readonly cuda: string
  readonly cudnnMajor: number
}

/** The runtime image with this CUDA and cuDNN on the first system that has one and suits the Pythons. */
export function cudaBuild({ cuda, cudnnMajor }: CudaBase, pythons: readonly string[], facts: Facts): Build | undefined {
  for (const { os, python } of SYSTEMS) {
    const names = cudnnMajor < 9 ? [`cudnn${cudnnMajor}`] : ['cudnn']
    const found = names
      .map((name) => facts.cudaImage(`${cuda}-${name}-runtime-${os}`))
      .find(({ status }) => USABLE.has(status))
    if (!found || !pythons.includes(python)) continue
    const cudnn = 'cudnnVersion' in found ? found.cudnnVersion : undefined
    if (cudnn && compareVersions(versionPrefix(cudnn, 1), String(cudnnMajor)) !== 0) continue
    return { cuda: versionPrefix(cuda, 2), image: `nvidia/cuda:${found.tag}`, python, ...(cudnn && { cudnn }) }
  }
  return undefined
}

const USABLE: ReadonlySet<string> = new Set(['active', 'eol-listed'])
