import { type CudaImageEntry, cudaImageEntries } from './cuda-image-index'
import { lazy } from './lazy'
import table from './tables/cuda-images.json'
import { compareVersions } from './versions'

const FLAVORS = ['base', 'runtime', 'cudnn-runtime', 'devel', 'cudnn-devel']

const flavorRank = ({ flavor }: CudaImageEntry): number => {
  const at = FLAVORS.indexOf(flavor.replace(/^cudnn\d+/, 'cudnn'))
  return at < 0 ? FLAVORS.length : at
}

const nameOf = (os: string): string => os.replace(/[\d.]+$/, '')

/** Ubuntu first, each system by its newest version. */
const byOs = (a: string, b: string): number =>
  Number(nameOf(b) === 'ubuntu') - Number(nameOf(a) === 'ubuntu') ||
  nameOf(a).localeCompare(nameOf(b)) ||
  compareVersions(b.slice(nameOf(b).length), a.slice(nameOf(a).length))

/** The tags of nvidia/cuda that can be pulled: newest CUDA first, then by flavour and OS. */
export const cudaTags = lazy((): readonly CudaImageEntry[] =>
  [...cudaImageEntries().values()]
    .filter(({ status }) => status !== 'removed')
    .sort((a, b) => compareVersions(b.cuda, a.cuda) || flavorRank(a) - flavorRank(b) || byOs(a.os, b.os)),
)

/** The day of NVIDIA's list that says which tags are supported, at their end, or gone. */
export const cudaListDay: string = table.horizon
