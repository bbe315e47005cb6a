import type { Stage } from '../../documents/dockerfile/types'
import { type Facts, majorOf } from '../../facts'
import { defineRule, type RuleContext, type RuleFix } from '../../lint/rule'
import { addsCuda, mayCarryCuda } from '../support/cuda-libraries'
import { type CudaBase, cudaBase } from '../support/cuda-stage'
import { askFor } from '../support/new-version'
import { comesFromPypi } from '../support/package-index'
import { type Installed, mayInstall, packagesOf, relatedOf } from '../support/python-packages'
import { rebase } from '../support/root-image'
import { leavesOf } from '../support/stage-leaves'
import { admits, newestRun } from '../support/version-spec'

const CUDA_11_INDEX = 'https://aiinfra.pkgs.visualstudio.com/PublicPackages/_packaging/onnxruntime-cuda-11/pypi/simple/'

export default defineRule({
  meta: {
    id: 'dockerfile/ort-cuda-major-mismatch',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'onnxruntime-gpu must be built for the CUDA major of its image.',
    why: 'It loads the CUDA libraries of the image by their major version; without them it says so once and runs on the CPU.',
    messages: {
      pinned:
        '{package} from PyPI is built for CUDA {wanted}, and the base image {image} has CUDA {major}. Its CUDA libraries are not found, and onnxruntime falls back to the CPU. {advice}',
      newest:
        '{package} lets pip take the newest version, which is built for CUDA 12 or newer (since 1.19), and the base image {image} has CUDA {major}. Its CUDA libraries are not found, and onnxruntime falls back to the CPU. {advice}',
    },
    sources: [
      'onnxruntime.ai, CUDA Execution Provider: requirements',
      'microsoft/onnxruntime#21684',
      'microsoft/onnxruntime#20656',
      'infiniflow/ragflow#905',
    ],
    notes: [
      'Only for nvidia/cuda images, and only where nothing else can bring the libraries: the extras `[cuda,cudnn]`, wheels with CUDA inside (torch, nvidia-*), CUDA packages of the system, another package index, or a requirements file that cannot be read keep it silent.',
    ],
  },
  *check(document, context) {
    if (!mayInstall(document, /onnxruntime/i)) return
    for (const stage of leavesOf(document)) {
      const base = cudaBase(stage.rootImage, context.facts)
      const packages = base && packagesOf(stage, context)
      const found = packages?.installed.filter(isOrt)
      if (!base || !packages || !found?.length || mayCarryCuda(packages) || addsCuda(stage)) continue
      for (const one of found) yield* report(one, base, stage, context)
    }
  },
})

const isOrt = ({ requirement, install, applies }: Installed): boolean =>
  requirement.name === 'onnxruntime-gpu' &&
  !requirement.url &&
  applies === true &&
  install.tool !== 'conda' &&
  comesFromPypi(install)

function* report(one: Installed, base: CudaBase, stage: Stage, context: RuleContext) {
  const { requirement } = one
  const major = majorOf(base.parsed.version) as number
  const wanted = builtFor(one, major, context.facts)
  const picksNewest = wanted === undefined && takesNewest(one, base, major)
  if (!picksNewest && (wanted === undefined || wanted === major)) return
  const fits = versionsFor(context.facts, major)
  yield {
    message: picksNewest ? 'newest' : 'pinned',
    data: {
      package: `${requirement.name}${requirement.specifier}`,
      wanted: wanted ?? 12,
      major,
      image: stage.rootImage ?? '',
      advice: adviceOf(fits),
    },
    at: one.at,
    fixes: [
      ...askFor(one, fits),
      ...withOlderIndex(one, major),
      ...rebase(stage, context, tagsFor(base, wanted ?? 12)),
    ],
    ...(one.file && relatedOf(one)),
  }
}

/** The CUDA major of what is asked for; of a range only where none of its versions has the major of the image. */
function builtFor({ requirement: { pinned, specifier } }: Installed, major: number, facts: Facts): number | undefined {
  if (pinned !== undefined) return facts.onnxruntimeGpu(pinned)?.cuda.major
  const admitted = RELEASES.filter((version) => admits(specifier, version) === true)
  const majors = admitted.flatMap((version) => facts.onnxruntimeGpu(version)?.cuda.major ?? [])
  return majors.includes(major) ? undefined : majors.at(-1)
}

const RELEASES: readonly string[] = Array.from({ length: 120 }, (_, i) => `1.${Math.floor(i / 4)}.${i % 4}`)

const adviceOf = (fits: string | undefined): string =>
  fits
    ? `Install onnxruntime-gpu${fits}, or take a base image of the other CUDA.`
    : 'Take a base image of the other CUDA.'

/** No upper end and Python 3.8 or newer: the Python of Ubuntu 20.04 on, where nothing names an older one. */
function takesNewest({ requirement, install }: Installed, { parsed }: CudaBase, major: number): boolean {
  const modern = /^ubuntu2[024]\.04$/.test(parsed.os ?? '') && !/3\.[67]\b/.test(install.instruction.file.text)
  return major < 12 && modern && requirement.pinned === undefined && admits(requirement.specifier, '1.23') === true
}

/** Which versions of PyPI are built for a CUDA major, as a specifier. */
const versionsFor = (facts: Facts, major: number): string | undefined =>
  newestRun([1], (version) => facts.onnxruntimeGpu(version)?.cuda.major === major)

/** 1.19 and 1.20 exist for CUDA 11 in an index of their own. */
function withOlderIndex({ requirement, file, at, install }: Installed, major: number): readonly RuleFix[] {
  const knowsOption = install.tool === 'pip' || install.tool === 'uv'
  if (!knowsOption || major !== 11 || file || install.instruction.exec) return []
  if (!/^1\.(?:19|20)\b/.test(requirement.pinned ?? '')) return []
  const end = { start: at.end, end: at.end }
  const text = ` --extra-index-url ${CUDA_11_INDEX}`
  return [
    {
      title: 'Take the build for CUDA 11 from its own index',
      ops: [{ op: 'replace', file: install.instruction.file, span: end, text }],
    },
  ]
}

/** Images of the other CUDA on the same OS, with the cuDNN that its builds load. */
function tagsFor({ parsed }: CudaBase, wanted: number): readonly string[] {
  const kind = parsed.kind === 'devel' ? 'devel' : 'runtime'
  const versions: Readonly<Record<number, string>> = { 11: '11.8.0-cudnn8', 12: '12.4.1-cudnn', 13: '13.0.1-cudnn' }
  const start = versions[wanted]
  return start && parsed.os ? [`${start}-${kind}-${parsed.os}`] : []
}
