import type { ListedCudaImage } from '../../facts'
import { defineRule } from '../../lint/rule'
import { type BrokenTag, brokenTag, ofSameVersion } from '../support/cuda-tag-defect'
import { retagTo } from '../support/image-retag'

export default defineRule({
  meta: {
    id: 'image/cudnn-tag-naming',
    kind: 'image',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['cuda'],
    summary: 'The cuDNN part of an nvidia/cuda tag must be spelled as that CUDA version spells it.',
    why: 'It is `cudnn8` up to CUDA 12.2.2, `cudnn9` for 12.3.2 alone, and plain `cudnn` from 12.4.1 on; any other spelling fails with "manifest unknown".',
    messages: {
      spelling:
        '{image} does not exist: the images of CUDA {version} name their cuDNN "{right}", not "{wrong}". The pull fails with "manifest unknown". Use {choice}.',
      none: '{image} does not exist: CUDA {version} has no images with cuDNN. The pull fails with "manifest unknown". Use {choice}.',
    },
    sources: [
      'pytorch/builder#1811',
      'pytorch/pytorch#125632',
      'tensorchord/envd#1998',
      'guoqingbao/xinfer#177',
      'NVIDIA container-images/cuda lists of tags (mirror pdtgct/cuda @e3c1b680, 2025-12-15)',
    ],
    notes: [
      'Versions newer than the bundled list, references with a digest and other registries are not judged.',
      'Where the cuDNN version itself matters, the second repair keeps it and takes a CUDA that has it.',
    ],
  },
  *check(use, context) {
    const broken = brokenTag(use, context)
    if (broken?.defect !== 'cudnn') return
    const { version, cudnn = '' } = broken.parsed
    const naming = context.facts.cudnnNaming(version)
    const tags = choices(broken, cudnn)
    const choice = tags.map((tag) => `${use.reference.fullName}:${tag.tag} (${cudnnOf(tag)})`).join(' or ')
    const data = { image: use.value, version, wrong: cudnn, choice }
    const fixes = retagTo(
      use,
      context,
      tags.map(({ tag }) => tag),
    )
    if (typeof naming === 'string') yield { message: 'none', data, at: use.span, fixes }
    else yield { message: 'spelling', data: { ...data, right: naming.join('" or "') }, at: use.span, fixes }
  },
})

/** Plain `cudnn` asks for no version: then the same CUDA in its own spelling comes first. */
function choices(broken: BrokenTag, cudnn: string): readonly ListedCudaImage[] {
  const same = ofSameVersion(broken)
  const kept = broken.near.find((image) => majorOf(image) === Number(cudnn.slice('cudnn'.length)))
  const wished = cudnn === 'cudnn' ? [same ?? broken.near[0]] : [broken.near[0], kept, same]
  return [...new Set(wished.flatMap((image) => image ?? []))].slice(0, 2)
}

const majorOf = ({ cudnnVersion }: ListedCudaImage): number => Number(cudnnVersion?.split('.')[0])

const cudnnOf = ({ cudnnVersion }: ListedCudaImage): string =>
  cudnnVersion ? `cuDNN ${cudnnVersion.split('.').slice(0, 2).join('.')}` : 'cuDNN'
