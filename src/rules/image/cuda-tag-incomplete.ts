import type { CudaTag } from '../../facts'
import { defineRule } from '../../lint/rule'
import { brokenTag, ofSameVersion } from '../support/cuda-tag-defect'
import { retagTo } from '../support/image-retag'

export default defineRule({
  meta: {
    id: 'image/cuda-tag-incomplete',
    kind: 'image',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['cuda'],
    summary: 'A tag of nvidia/cuda must name major.minor.patch, a flavour and an OS.',
    why: 'Since CUDA 11 no shorter tag exists: pulling one fails with "manifest unknown".',
    messages: {
      incomplete:
        '{image} does not exist: its tag lacks {lacks}. Since CUDA 11 every tag of nvidia/cuda names all of major.minor.patch, flavour and OS, so the pull fails with "manifest unknown". Use {near}.',
    },
    sources: [
      'cresset-template/cresset#32',
      'NVIDIA/nvidia-docker#1735',
      'NVIDIA/nvidia-docker#1763',
      'NVIDIA container-images/cuda lists of tags (mirror pdtgct/cuda @e3c1b680, 2025-12-15)',
    ],
    notes: [
      'References with a digest and images of the same name in another registry are not judged, nor versions newer than the bundled list.',
      'Tags of CUDA 10 and older are all deleted, complete or not: `image/cuda-tag-removed` speaks of them. A tag whose cuDNN part is wrong as well is told by `image/cudnn-tag-naming`.',
      'The repair keeps the flavour and, where such an image exists, the OS, and takes the highest patch of the minor.',
    ],
  },
  *check(use, context) {
    const broken = brokenTag(use, context)
    if (broken?.defect !== 'incomplete') return
    const near = [broken.near[0], ofSameVersion(broken)].flatMap((image) => image?.tag ?? [])
    const data = { image: use.value, lacks: lacksOf(broken.parsed), near: `${use.reference.fullName}:${near[0]}` }
    yield { message: 'incomplete', data, at: use.span, fixes: retagTo(use, context, near) }
  },
})

function lacksOf({ version, patch, kind, os }: CudaTag): string {
  const parts = [
    ...(patch ? [] : [`the patch number ("${version}" is not enough)`]),
    ...(kind ? [] : ['the flavour (base, runtime or devel)']),
    ...(os ? [] : ['the OS']),
  ]
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : (parts[0] ?? '')
}
