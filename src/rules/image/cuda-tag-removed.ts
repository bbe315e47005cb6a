import { defineRule } from '../../lint/rule'
import { brokenTag, ofSameVersion } from '../support/cuda-tag-defect'
import { retagTo } from '../support/image-retag'

export default defineRule({
  meta: {
    id: 'image/cuda-tag-removed',
    kind: 'image',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['cuda'],
    summary: 'A tag of nvidia/cuda must still exist.',
    why: 'NVIDIA deletes the tags of old CUDA versions (all of 10 and older in 2023): pulling one fails with "manifest unknown".',
    messages: {
      deleted:
        '{image} cannot be pulled: NVIDIA deleted this tag{when}, and the pull fails with "manifest unknown". Use {near}.',
      never:
        '{image} does not exist: NVIDIA lists no such tag for CUDA {version}, and the pull fails with "manifest unknown". Use {near}.',
    },
    sources: [
      'NVIDIA/nvidia-docker#1768',
      'NVIDIA/nvidia-docker#1790',
      'pytorch/builder#1446',
      'conda-forge/docker-images#237',
      'NVIDIA/cudf-spark-examples#311 (NVIDIA announces the deletion for NGC and Docker Hub alike)',
      'NVIDIA container-images/cuda lists of tags (mirror pdtgct/cuda @e3c1b680, 2025-12-15)',
    ],
    notes: [
      'Only a version whose list of tags is complete proves that a tag is missing: versions newer than the list (also new patches of old minors, as 12.8.2), and an OS that it has never seen, are not judged.',
      'References with a digest and images of the same name in another registry (a mirror may keep deleted tags) are not judged.',
      'A tag that NVIDIA has announced for deletion but still lists is no finding.',
    ],
  },
  *check(use, context) {
    const broken = brokenTag(use, context)
    if (broken?.defect !== 'gone') return
    const { image, parsed, near } = broken
    const tags = [near[0], ofSameVersion(broken)].flatMap((one) => one?.tag ?? [])
    const when = 'lastListed' in image && image.lastListed ? ` (it was last listed on ${image.lastListed})` : ''
    const data = {
      image: use.value,
      version: parsed.version,
      when,
      near: `${use.reference.fullName}:${tags[0]}`,
    }
    const message = image.status === 'removed' && image.reason === 'withdrawn' ? 'deleted' : 'never'
    yield {
      message,
      data,
      at: use.span,
      fixes: retagTo(use, context, tags),
    }
  },
})
