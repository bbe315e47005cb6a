import { defineRule } from '../../lint/rule'
import { isCuda, newestLike, retag } from '../support/cuda-image'

export default defineRule({
  meta: {
    id: 'image/cuda-tag-latest',
    kind: 'image',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['cuda'],
    summary: 'nvidia/cuda must be named with a tag.',
    why: 'The tag `latest` was removed at the end of 2020: pulling it fails with "manifest unknown".',
    messages: {
      untagged:
        '{image} has no tag, which means "latest", and nvidia/cuda has no such tag since 2021. The pull fails with "manifest unknown". Name a version, a flavour and an OS, for example {near}.',
      latest:
        '{image} does not exist: nvidia/cuda has no tag "latest" since 2021. The pull fails with "manifest unknown". Name a version, a flavour and an OS, for example {near}.',
    },
    sources: ['NVIDIA container-images/cuda README (mirror pdtgct/cuda @e3c1b680, 2025-12-15)'],
    notes: [
      'References with a digest are not judged, nor images of the same name in another registry than Docker Hub and nvcr.io.',
    ],
  },
  *check(use, { facts, file }) {
    const { tag, digest } = use.reference
    if (!isCuda(use) || digest || (tag !== undefined && tag !== 'latest')) return
    const near = newestLike(facts, 'latest')
    if (!near) return
    const fixes = retag(file, use, near)
    yield {
      message: tag ? 'latest' : 'untagged',
      data: { image: use.value, near: `nvidia/cuda:${near}` },
      at: use.span,
      fixes,
    }
  },
})
