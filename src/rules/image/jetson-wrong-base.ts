import type { Stage } from '../../documents/dockerfile/types'
import type { ImageUse } from '../../documents/images'
import { majorOf } from '../../facts'
import { isPlatform, platformOf } from '../../host/platform'
import { defineRule, type Report, type RuleContext } from '../../lint/rule'
import { isCuda } from '../support/cuda-image'
import { isDiscrete, isJetsonOnly, isNamedForJetson, isThor } from '../support/jetson'
import { leavesOf } from '../support/stage-leaves'

export default defineRule({
  meta: {
    id: 'image/jetson-wrong-base',
    kind: 'image',
    severity: 'warning',
    fixable: 'none',
    since: '0.1.0',
    needs: ['nvidia/cuda', 'l4t', 'dustynv'],
    summary: 'A Jetson runs images made for it, and other hosts do not.',
    why: 'The images of nvidia/cuda are for discrete GPUs, and many of them for x86-64 alone; those of L4T are for arm64 and take their driver from a Jetson.',
    messages: {
      arch: '{image} is built for {arches} alone, and a Jetson is arm64: it does not start ("exec format error"). Use a base for Jetson of the same JetPack (nvcr.io/nvidia/l4t-jetpack, dustynv/…).',
      discrete:
        '{image} is made for discrete GPUs. Before JetPack 7 its CUDA libraries are not those of a Jetson, so programs may find no device, or no code for its GPU. Use a base for Jetson of the same JetPack (nvcr.io/nvidia/l4t-jetpack, dustynv/…).',
      elsewhere:
        '{image} is made for Jetson, which is arm64, and the target is {host}: {effect}. Use an image for discrete GPUs (nvidia/cuda).',
    },
    sources: [
      'NVIDIA/nvidia-docker#1019',
      'NVIDIA/nvidia-docker#1370',
      'timongentzsch/Jetson_Ubuntu20_Images#14',
      'NVIDIA cuda supported-tags.md (architectures of each tag)',
    ],
    notes: [
      'Speaks where the target is a Jetson, or where the name of the Dockerfile says so (`Dockerfile.jetson`): then only of images that are not built for arm64. Silent for Thor and for CUDA 13 and later, with which JetPack 7 runs the images of servers.',
      'Images for Jetson are told where the target is amd64, or names only discrete GPUs. Stages that others only copy from are no finding.',
    ],
  },
  *check(use, context) {
    if (!isCuda(use) && !isJetsonOnly(use.reference)) return
    if (isReplaced(use, context) || !becomesImage(use, context)) return
    if (isJetsonOnly(use.reference)) yield* ofJetsonImage(use, context)
    else yield* ofCuda(use, context)
  },
})

function* ofCuda(use: ImageUse, { target, facts, file }: RuleContext): Iterable<Report> {
  const isTarget = isPlatform(target, 'jetson')
  const byName = target.platform === undefined && use.where === 'from' && isNamedForJetson(file.path)
  if ((!isTarget && !byName) || isThor(target)) return
  const image = facts.cudaImage(use.reference.tag ?? '')
  const cuda = majorOf(facts.parseCudaTag(use.reference.tag ?? '')?.version ?? '')
  const arches = 'arches' in image ? image.arches : undefined
  const data = { image: use.value, arches: arches?.join(' and ') ?? '' }
  const severity = isTarget ? 'error' : 'warning'
  if (arches && !arches.includes('arm64')) yield { message: 'arch', data, at: use.span, severity }
  else if (isTarget && cuda !== undefined && cuda < 13) yield { message: 'discrete', data, at: use.span }
}

function* ofJetsonImage(use: ImageUse, { target, facts }: RuleContext): Iterable<Report> {
  const platform = platformOf(target)
  if (platform?.name === 'jetson') return
  const data = { image: use.value }
  const { span: at } = use
  if (platform?.arch === 'amd64') {
    const more = { host: 'amd64', effect: 'it does not start ("exec format error")' }
    yield { message: 'elsewhere', data: { ...data, ...more }, at, severity: 'error' }
  } else if (platform && isDiscrete(target, facts)) {
    const effect = 'it finds no driver for its GPU, and does not even start on x86-64'
    yield { message: 'elsewhere', data: { ...data, host: `no Jetson (${target.gpus?.join(', ')})`, effect }, at }
  }
}

/** True where a variable chooses the repository, which then is chosen by the host. */
function isReplaced({ literal, span }: ImageUse, { document, file }: RuleContext): boolean {
  if (literal) return false
  const [repository = ''] = file.text.slice(span.start, span.end).split(/:(?!-)/)
  return repository.includes('$') || document.kind !== 'dockerfile'
}

/** In a Dockerfile only the base of what is built: stages are also there to copy from. */
function becomesImage(use: ImageUse, { document }: RuleContext): boolean {
  if (document.kind !== 'dockerfile') return true
  return (
    use.where === 'from' && leavesOf(document).some((stage) => rootOf(stage).from.image.span.start === use.span.start)
  )
}

const rootOf = (stage: Stage): Stage => (stage.parent ? rootOf(stage.parent) : stage)
