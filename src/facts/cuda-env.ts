import { cudaImage } from './cuda-images'
import table from './tables/cuda-images.json'
import { compareVersions } from './versions'

/**
 * The variables an image sets. `PATH` ends in `${PATH}`: what the OS image had.
 * `NVIDIA_REQUIRE_CUDA` begins as given; alternatives for older driver branches follow it.
 */
export type CudaImageEnv = Readonly<Record<string, string>>

const ldLibraryPath = (cuda: string): string | undefined =>
  table.ldLibraryPath.find(({ from, to }) => compareVersions(cuda, from) >= 0 && compareVersions(cuda, to) <= 0)?.value

/** @returns undefined for a tag that the table does not list (nor ever did), and for versions whose Dockerfiles were not read */
export function cudaImageEnv(tag: string): CudaImageEnv | undefined {
  const image = cudaImage(tag)
  if (!('cuda' in image) || !image.cuda || image.status === 'partial') return undefined
  const libraries = ldLibraryPath(image.cuda)
  if (!libraries) return undefined
  const [major, minor, patch] = image.cuda.split('.')
  return {
    PATH: [...table.env.PATH, '${PATH}'].join(':'),
    LD_LIBRARY_PATH: libraries,
    NVIDIA_VISIBLE_DEVICES: table.env.NVIDIA_VISIBLE_DEVICES,
    NVIDIA_DRIVER_CAPABILITIES: table.env.NVIDIA_DRIVER_CAPABILITIES,
    NVIDIA_REQUIRE_CUDA: `cuda>=${major}.${minor}`,
    ...(patch && { CUDA_VERSION: image.cuda }),
    ...(patch && image.cudnnVersion && { NV_CUDNN_VERSION: image.cudnnVersion }),
  }
}
