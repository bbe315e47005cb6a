import type { ImageUse } from '../../documents/images'
import type { Facts } from '../../facts'
import { defineRule, type RuleContext } from '../../lint/rule'
import { osOf } from '../support/base-os'
import { isCuda } from '../support/cuda-image'
import { brokenTag } from '../support/cuda-tag-defect'
import { installsCudaWheels, installsGpuSoftware } from '../support/gpu-software'
import { retagTo } from '../support/image-retag'
import { isRun } from '../support/runs'
import { shippedStages } from '../support/shipped-stages'
import { tagsOnSupportedOs } from '../support/supported-os'

/**
 * A fixed day, so that the same file has the same findings on every day. What ended before it (Ubuntu 18.04, CentOS 7 and 8,
 * Debian 10 and older) has lost its packages or its wheels; what ended later (Ubuntu 20.04) still has both.
 */
const SETTLED = '2025-01-01'

const CUDA_FAMILY = /^(?:nvcr\.io\/)?nvidia\/(?:cudagl|opengl)$/

export default defineRule({
  meta: {
    id: 'image/os-eol-base',
    kind: 'image',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'A GPU image should stand on an OS that is still supported.',
    why: 'Without support there are no security fixes, `apt-get update` fails once the packages move, new wheels want a newer glibc, and NVIDIA deletes such tags.',
    messages: {
      replace:
        '{image} stands on {os}, whose free support ended on {date}: no security fixes, package sources that are frozen or gone, and new Python wheels that want a newer glibc. Use {near}.',
      copied:
        '{image} stands on {os}, whose free support ended on {date}. Files are only copied from it, so the OS itself is not in the image that is built; but NVIDIA deletes tags of such systems, and then the build fails. {near}',
      choose:
        '{image} stands on {os}, whose free support ended on {date}: no security fixes, package sources that are frozen or gone, and new Python wheels that want a newer glibc. Choose a base whose OS is still supported.',
    },
    sources: [
      'NVIDIA/nvidia-docker#1789',
      'conda-forge/docker-images#237',
      'turlucode/ros-docker-gui#13',
      'endoflife-date/endoflife.date (ubuntu @021ca13a, centos @0776bd7c, debian @007fc5ab)',
    ],
    notes: [
      'Systems whose support ended after 2024 (Ubuntu 20.04) are not reported: their packages and wheels are still there.',
      'Ubuntu, Debian, CentOS and Python images are judged only where the stage surely installs GPU software; on Python images that is PyTorch from PyPI too.',
      'Only a hint for a stage that files are copied from and nothing runs in.',
      'Turn the rule off for a file that needs the old glibc on purpose, or has extended support (ESM) or mirrors of its own.',
    ],
  },
  *check(use, context) {
    const os = judged(use, context) ? osOf(use.reference) : undefined
    const date = endOf(os, context.facts)
    if (!os || !date) return
    const tags = tagsFor(use, context)
    const near = tags.map((tag) => `${use.reference.fullName}:${tag}`).join(' or ')
    const data = { image: use.value, os: os.title, date, near }
    if (isOnlyCopied(use, context)) {
      const todo = near ? `Use ${near}.` : 'Choose a base whose OS is still supported.'
      const fixes = retagTo(use, context, tags)
      yield { message: 'copied', data: { ...data, near: todo }, at: use.span, severity: 'info', fixes }
      return
    }
    yield { message: near ? 'replace' : 'choose', data, at: use.span, fixes: retagTo(use, context, tags) }
  },
})

/** A tag that is gone has a finding of its own, with advice on which this one must build. */
function tagsFor(use: ImageUse, context: RuleContext): readonly string[] {
  const { facts } = context
  const near = brokenTag(use, context)?.near[0]
  if (!near) return tagsOnSupportedOs(use.reference, facts)
  const reference = { ...use.reference, tag: near.tag }
  return endOf(osOf(reference), facts) ? tagsOnSupportedOs(reference, facts) : [near.tag]
}

/** The day on which free support ended; undefined where it still stands, or did until lately. */
function endOf(os: ReturnType<typeof osOf>, facts: Facts): string | undefined {
  const eol = os && facts.osEol(os.id)
  const date = eol && (eol.lts ?? eol.date)
  return date && date < SETTLED ? date : undefined
}

/** True for a stage without a RUN of its own that no image is built on: nothing there needs the packages of the OS. */
function isOnlyCopied({ where, span }: ImageUse, { document }: RuleContext): boolean {
  if (document.kind !== 'dockerfile' || where !== 'from') return false
  const stage = document.stages.find(({ from }) => from.image.span.start === span.start)
  if (!stage || shippedStages(document).has(stage)) return false
  return !document.stages.some((one) => isOn(one, stage) && one.instructions.some(isRun))
}

/** Images of CUDA always; others where the Dockerfile says that they become GPU images. */
function judged(use: ImageUse, { document }: RuleContext): boolean {
  if (use.reference.digest) return false
  if (isCuda(use) || CUDA_FAMILY.test(use.reference.fullName)) return true
  if (document.kind !== 'dockerfile' || use.where !== 'from' || !osOf(use.reference)) return false
  const stage = document.stages.find(({ from }) => from.image.span.start === use.span.start)
  const wheels = use.reference.fullName === 'python'
  return document.stages.some(
    (one) => isOn(one, stage) && (installsGpuSoftware(one) || (wheels && installsCudaWheels(one))),
  )
}

type Stage = Extract<RuleContext['document'], { kind: 'dockerfile' }>['stages'][number]

function isOn(stage: Stage, base: Stage | undefined): boolean {
  for (let at: Stage | undefined = stage; at; at = at.parent) if (at === base) return true
  return false
}
