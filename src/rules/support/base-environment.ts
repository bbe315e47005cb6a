import type { Stage } from '../../documents/dockerfile/types'
import { parseImage } from '../../documents/images'

/** Images that set nothing but PATH, and what the others are known to set. */
const SETS: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(?:ubuntu|debian|alpine|busybox|centos|fedora|rockylinux|almalinux|amazonlinux)$/,
    /^(?:PATH|LANG|LC_\w+|HOME|DISTTAG|FGC|FBR|container)$/,
  ],
  [
    /^(?:nvcr\.io\/)?nvidia\/cuda$/,
    /^(?:PATH|HOME|LD_LIBRARY_PATH|LIBRARY_PATH|CUDA_\w+|CUDNN_\w+|NCCL_\w+|NV_\w+|NVARCH|NVIDIA_\w+|TENSORRT_\w+)$/,
  ],
  [/^python$/, /^(?:PATH|HOME|LANG|LC_\w+|GPG_KEY|PYTHON\w*|SETUPTOOLS_\w+)$/],
]

/** False only where the image under the stage is known not to set the variable. */
export function mayBeSetByBase(stage: Stage, name: string): boolean {
  let root: Stage = stage
  while (root.parent) root = root.parent
  if (root.from.image.value === 'scratch') return false
  const reference = stage.rootImage === undefined ? undefined : parseImage(stage.rootImage)
  const row = SETS.find(([image]) => reference && image.test(reference.fullName))
  return !row || row[1].test(name)
}
