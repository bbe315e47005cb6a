import type { DockerfileDocument, Stage } from '../../documents/dockerfile/types'
import { parseImage } from '../../documents/images'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { cudaBase } from '../support/cuda-stage'
import { gpuBuildersOf } from '../support/gpu-builders'
import { type Installed, mayInstall, packagesOf, relatedOf } from '../support/python-packages'
import { isPlaceholder } from '../support/root-image'
import { leavesOf } from '../support/stage-leaves'
import { torchWheel } from '../support/torch-wheel'

export default defineRule({
  meta: {
    id: 'dockerfile/wheel-vendor-mismatch',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['rocm', 'xpu', 'cu1', 'onnxruntime-gpu', 'tensorflow-'],
    summary: 'The wheels of an image are built for the GPUs that the image is for.',
    why: 'A build for ROCm or XPU has no CUDA in it, and a CUDA build none of ROCm: the program finds no GPU and runs on the CPU.',
    messages: {
      torch:
        '{word} is PyTorch for {built}, and {reason}. It finds no GPU there: torch.cuda.is_available() is False. Take the build for {meant}.',
      package:
        '{word} is built for {built}, and {reason}. It finds no GPU there and runs on the CPU. Take the build for {meant}.',
    },
    sources: ['pytorch.org, previous versions', 'onnxruntime.ai, execution providers', 'pytorch/pytorch#134790'],
    notes: [
      'Only where the image surely is for one vendor: the stage stands on nvidia/cuda or rocm/…, or a compose service with a request for NVIDIA GPUs builds it. Silent under a condition, with an index by variable, and where the stage installs builds for both.',
    ],
  },
  *check(document, context) {
    if (!mayInstall(document, /torch|onnxruntime|tensorflow/i)) return
    for (const stage of leavesOf(document)) {
      const image = isPlaceholder(stage) ? undefined : imageFor(stage, document, context)
      if (!image) continue
      const { installed } = packagesOf(stage, context)
      const builds = installed.flatMap((one) => buildOf(one, image, context) ?? [])
      if (builds.some(({ vendor }) => vendor === image.vendor)) continue
      for (const build of builds) yield report(build, image)
    }
  },
})

type Vendor = 'nvidia' | 'amd' | 'intel'

const NAMES: Readonly<Record<Vendor, string>> = {
  nvidia: 'NVIDIA GPUs (CUDA)',
  amd: 'AMD GPUs (ROCm)',
  intel: 'Intel GPUs (XPU)',
}

interface ImageFor {
  readonly vendor: Vendor
  /** True where the image may hold a torch of its own, which an index beside it does not replace. */
  readonly hasTorch: boolean
  readonly reason: string
}

function imageFor(stage: Stage, document: DockerfileDocument, { project, facts }: RuleContext): ImageFor | undefined {
  const image = stage.rootImage
  const onto = `the stage stands on ${image}`
  if (cudaBase(image, facts)) return { vendor: 'nvidia', hasTorch: false, reason: onto }
  const name = (image === undefined ? undefined : parseImage(image)?.fullName) ?? ''
  if (name.startsWith('rocm/')) return { vendor: 'amd', hasTorch: !/^rocm\/(?:dev-|rocm-)/.test(name), reason: onto }
  const [service] = gpuBuildersOf(stage, document, project)
  const reason = `the service "${service?.name}" that builds it asks for an NVIDIA GPU`
  return service && { vendor: 'nvidia', hasTorch: !/^(?:python|ubuntu|debian)$/.test(name), reason }
}

type Instead = { readonly [V in Vendor]?: string }

interface Build {
  readonly one: Installed
  readonly vendor: Vendor
  readonly word: string
  /** The part of the Dockerfile that a repair rewrites, and to what, for NVIDIA. */
  readonly packageFor?: Instead
}

/** Packages whose name tells the GPU. */
const PACKAGES: Readonly<Record<string, { readonly vendor: Vendor; readonly packageFor: Instead }>> = {
  'onnxruntime-rocm': { vendor: 'amd', packageFor: { nvidia: 'onnxruntime-gpu' } },
  'onnxruntime-migraphx': { vendor: 'amd', packageFor: { nvidia: 'onnxruntime-gpu' } },
  'onnxruntime-gpu': { vendor: 'nvidia', packageFor: {} },
  'tensorflow-rocm': { vendor: 'amd', packageFor: { nvidia: 'tensorflow' } },
}

/** The build of a package that is for one vendor; undefined for the others, and where a condition may leave it out. */
function buildOf(one: Installed, { hasTorch }: ImageFor, { facts }: RuleContext): Build | undefined {
  const { requirement, install, applies } = one
  if (applies === false || install.command.conditional || install.elsewhere) return undefined
  const known = requirement.url ? undefined : PACKAGES[requirement.name]
  if (known) return { one, word: `${requirement.name}${requirement.specifier}`, ...known }
  const wheel = torchWheel(one, facts)
  if (!wheel || wheel.by === 'default' || wheel.build === 'cpu' || (hasTorch && wheel.by === 'index')) return undefined
  const vendor = wheel.cuda ? 'nvidia' : wheel.build === 'xpu' ? 'intel' : 'amd'
  return { one, vendor, word: wheel.index?.value ?? `torch${requirement.specifier}` }
}

function report({ one, vendor, word, packageFor }: Build, image: ImageFor): Report {
  const data = { word, built: NAMES[vendor], meant: NAMES[image.vendor], reason: image.reason }
  const instead = packageFor?.[image.vendor]
  const fixes = instead ? rename(one, instead) : []
  return { message: packageFor ? 'package' : 'torch', data, at: one.at, fixes, ...(one.file && relatedOf(one)) }
}

/** Another package without its version: the numbers of the two need not be the same. */
function rename({ file, at, install }: Installed, name: string): readonly RuleFix[] {
  if (file) return []
  return [{ title: `Install ${name}`, ops: [{ op: 'replace', file: install.instruction.file, span: at, text: name }] }]
}
