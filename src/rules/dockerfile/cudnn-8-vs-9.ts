import type { Stage } from '../../documents/dockerfile/types'
import { type Facts, majorOf } from '../../facts'
import { defineRule, type RuleContext } from '../../lint/rule'
import { addsCuda, cudnnPackages, mayCarryCuda } from '../support/cuda-libraries'
import { type CudaBase, cudaBase } from '../support/cuda-stage'
import { askFor } from '../support/new-version'
import { type Installed, mayInstall, packagesOf, relatedOf } from '../support/python-packages'
import { rebase } from '../support/root-image'
import { leavesOf } from '../support/stage-leaves'
import { newestRun } from '../support/version-spec'

export default defineRule({
  meta: {
    id: 'dockerfile/cudnn-8-vs-9',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: "A package that loads the system's cuDNN must find the major it was built for.",
    why: 'cuDNN 9 renamed its libraries: a program built for the other major does not find them, and stops or runs on the CPU.',
    messages: {
      major:
        '{package} loads cuDNN {wanted}, and the base image {image} has cuDNN {major}. The libraries of the two have other names, so loading fails ("Could not load library libcudnn…"). Take a base image with cuDNN {wanted}, or a version of {name} that was built for cuDNN {major}.',
    },
    sources: [
      'SYSTRAN/faster-whisper#885',
      'open-webui/open-webui#6063',
      'OpenNMT/CTranslate2#1806',
      'pytorch/pytorch#104591',
    ],
    notes: [
      'Only for packages known to load the cuDNN of the system (onnxruntime-gpu, ctranslate2, tensorflow) in a version that says which major they need. Silent where cuDNN may come from elsewhere: wheels with CUDA inside (torch, nvidia-cudnn-*), the extras `[and-cuda]` and `[cudnn]`, packages of the system, or a requirements file that cannot be read.',
    ],
  },
  *check(document, context) {
    if (!mayInstall(document, /onnxruntime|ctranslate2|tensorflow/i)) return
    for (const stage of leavesOf(document)) {
      const base = cudaBase(stage.rootImage, context.facts)
      const major = base && systemMajor(base, stage, context.facts)
      const packages = major === undefined ? undefined : packagesOf(stage, context)
      if (!base || major === undefined || !packages || mayCarryCuda(packages)) continue
      for (const one of packages.installed) yield* report(one, major, base, stage, context)
    }
  },
})

/** The one cuDNN major that the image surely has; a second one beside it, or none, is no matter of this rule. */
function systemMajor({ tag, parsed }: CudaBase, stage: Stage, facts: Facts): number | undefined {
  const image = facts.cudaImage(tag)
  const listed = 'cudnnVersion' in image && image.cudnnVersion ? majorOf(image.cudnnVersion) : undefined
  const named = /^cudnn(\d+)$/.exec(parsed.cudnn ?? '')?.[1]
  const own = parsed.cudnn === undefined ? undefined : named ? Number(named) : listed
  if (own === undefined || addsCuda(stage)) return undefined
  return cudnnPackages(stage).every((major) => major === own) ? own : undefined
}

function* report(one: Installed, major: number, base: CudaBase, stage: Stage, context: RuleContext) {
  const { requirement, applies, install } = one
  const wanted =
    applies && !requirement.url && install.tool !== 'conda'
      ? context.facts.systemCudnnMajor(requirement.name, requirement.specifier, requirement.extras)
      : undefined
  if (wanted === undefined || wanted === major || isOtherCuda(one, base, context.facts)) return
  yield {
    message: 'major',
    data: {
      package: `${requirement.name}${requirement.specifier}`,
      name: requirement.name,
      wanted,
      major,
      image: stage.rootImage ?? '',
    },
    at: one.at,
    fixes: [
      ...rebase(stage, context, tagsFor(base, wanted)),
      ...askFor(one, versionsFor(requirement.name, major, base, context.facts)),
    ],
    ...(one.file && relatedOf(one)),
  }
}

/** Where the CUDA major differs too, that is the finding. */
function isOtherCuda({ requirement }: Installed, { parsed }: CudaBase, facts: Facts): boolean {
  if (/^tensorflow(?:-gpu)?$/.test(requirement.name)) {
    const needs = requirement.pinned === undefined ? undefined : facts.tensorflowNeeds(requirement.pinned)
    return needs !== undefined && needs.cudaMajor !== majorOf(parsed.version)
  }
  if (requirement.name !== 'onnxruntime-gpu') return false
  const wanted = requirement.pinned === undefined ? undefined : facts.onnxruntimeGpu(requirement.pinned)?.cuda.major
  return wanted === undefined || wanted !== majorOf(parsed.version)
}

/** cuDNN 8 ends with CUDA 12.2.2, plain `cudnn` tags (9) begin with 12.4.1. */
function tagsFor({ parsed }: CudaBase, wanted: number): readonly string[] {
  const start = wanted === 8 ? '12.2.2-cudnn8' : wanted === 9 ? '12.4.1-cudnn' : undefined
  const isCuda12 = majorOf(parsed.version) === 12
  return start && isCuda12 && parsed.os && parsed.kind ? [`${start}-${parsed.kind}-${parsed.os}`] : []
}

function versionsFor(name: string, major: number, { parsed }: CudaBase, facts: Facts): string | undefined {
  const cuda = majorOf(parsed.version)
  const sameCuda = (version: string): boolean =>
    name !== 'onnxruntime-gpu' || facts.onnxruntimeGpu(version)?.cuda.major === cuda
  return newestRun(
    [1, 2, 3, 4],
    (version) => facts.systemCudnnMajor(name, `==${version}`) === major && sameCuda(version),
  )
}
