import { packageInstalls } from '../../documents/dockerfile/pip'
import type { PackageInstall } from '../../documents/dockerfile/pip-types'
import type { RunInstruction, ShellCommand, Stage } from '../../documents/dockerfile/types'
import { parseImage } from '../../documents/images'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import type { Span } from '../../text'
import { archListsOf, compilerOf } from '../support/arch-list'
import { cudaBase } from '../support/cuda-stage'
import { gpuUse, pythonText } from '../support/gpu-checks'
import { isRun, textOf } from '../support/runs'
import { asksForCards, variableOf } from '../support/source-builds'

const WORDS = /nvidia-smi|cuda|physical_devices|git\+|jax\.devices/i

export default defineRule({
  meta: {
    id: 'dockerfile/build-has-no-gpu',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'A RUN instruction must not need a GPU.',
    why: 'BuildKit, the builder since Docker 23, gives a build neither the GPU nor the driver.',
    messages: {
      smi: 'nvidia-smi runs while the image is built, and a build has neither a GPU nor the driver that brings nvidia-smi along: the build stops here. Run it when the container starts.',
      python:
        '{check} runs while the image is built, and a build has no GPU: the check fails and the build stops here. Run it when the container starts, or as a health check.',
      extension:
        '{package} compiles CUDA code for the GPU that it finds, and a build has none: it stops with "list index out of range" or is built for the CPU. Set {variables} to what it shall run on.',
    },
    sources: [
      'pytorch/pytorch#28955',
      'rahul-goel/fused-ssim#19',
      'facebookresearch/DRTK#5',
      'NVIDIA/nvidia-docker#1504',
      'moby/buildkit#1436',
    ],
    notes: [
      'Silent where a failure is let pass (`|| true`, a condition), where the check only prints its answer, and with `RUN --device`. Where the list of architectures alone is missing on an nvidia/cuda -devel image, torch-arch-list-missing says so. A daemon whose default runtime is nvidia gave the old builder a GPU; BuildKit does not ask it.',
    ],
  },
  *check(document, context) {
    if (!WORDS.test(document.file.text)) return
    for (const stage of document.stages) {
      let told: boolean | undefined
      const isListTold = () => {
        told ??= archListsOf(stage).length === 0 && compilerOf(stage, context.facts) !== undefined
        return told
      }
      for (const run of stage.instructions.filter(isRun)) {
        if (!WORDS.test(textOf(run)) || run.flags.some(({ name }) => name === 'device')) continue
        yield* checks(run)
        if (isForCuda(stage, context)) yield* extensions(run, isListTold)
      }
    }
  },
})

function* checks(run: RunInstruction): Iterable<Report> {
  for (const command of run.commands) {
    if (command.conditional || command.failureIgnored || !command.nameWord) continue
    const check = command.name === 'nvidia-smi' ? 'nvidia-smi' : gpuUse(pythonText(command) ?? '')
    if (check === undefined) continue
    const fixes = command.redirects.some(({ operator }) => operator.startsWith('<<')) ? [] : repairs(command, run)
    if (check === 'nvidia-smi') yield { message: 'smi', at: command.span, fixes }
    else yield { message: 'python', data: { check: check.replace(/\($/, '()') }, at: command.span, fixes }
  }
}

function repairs(command: ShellCommand, run: RunInstruction): readonly RuleFix[] {
  const { file, exec, commands } = run
  const last = commands.at(-1) === command && commands.length === 1
  const removal: RuleFix = {
    title: 'Remove the check from the build',
    ops: [{ op: 'remove-instruction', file, instruction: run }],
  }
  const text = `(${file.text.slice(command.span.start, command.span.end)} || true)`
  const lenient: RuleFix = {
    title: 'Let the build go on without a GPU',
    ops: [{ op: 'replace', file, span: command.span, text }],
  }
  return [...(last ? [removal] : []), ...(exec ? [] : [lenient])]
}

/** Setups that ask for the card, with what they take instead. */
const EXTENSIONS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\/(?:diff-gaussian-rasterization|simple-knn|fused-ssim|DRTK)(?:[/.@#?]|$)/i, ['TORCH_CUDA_ARCH_LIST']],
  [/\/(?:detectron2|pytorch3d)(?:[/.@#?]|$)/i, ['FORCE_CUDA']],
  [/\/tiny-cuda-nn(?:[/.@#?]|$)/i, ['TCNN_CUDA_ARCHITECTURES']],
]

const VALUES: Readonly<Record<string, string>> = {
  TORCH_CUDA_ARCH_LIST: '"8.0;8.6;8.9;9.0+PTX"',
  FORCE_CUDA: '1',
  TCNN_CUDA_ARCHITECTURES: '"80;86;89;90"',
}

/** @param isListTold true where torch-arch-list-missing tells it, with the cards that this compiler knows */
function* extensions(run: RunInstruction, isListTold: () => boolean): Iterable<Report> {
  for (const install of packageInstalls(run).filter(({ command }) => !command.conditional && !command.failureIgnored)) {
    for (const { url = '', span } of install.requirements) {
      const missing = missingFor(url, install)
      const told = asksForCards(url) && missing.join() === 'TORCH_CUDA_ARCH_LIST' && isListTold()
      if (missing.length > 0 && !told) yield ofExtension(url, span, missing, run)
    }
  }
}

function ofExtension(url: string, at: Span, missing: readonly string[], { file, span }: RunInstruction): Report {
  const variables = missing.join(' and ')
  const lines = [`ENV ${missing.map((name) => `${name}=${VALUES[name]}`).join(' ')}`]
  const fix: RuleFix = { title: `Set ${variables}`, ops: [{ op: 'insert-lines', file, before: span, lines }] }
  return { message: 'extension', data: { package: url, variables }, at, fixes: [fix] }
}

function missingFor(url: string, { command }: PackageInstall): readonly string[] {
  const wanted = EXTENSIONS.find(([pattern]) => pattern.test(url))?.[1] ?? []
  const isNamed = [...wanted, 'TORCH_CUDA_ARCH_LIST', 'CMAKE_CUDA_ARCHITECTURES'].some(
    (name) => variableOf(command, name) !== undefined,
  )
  if (wanted.length === 0 || (isNamed && !wanted.includes('FORCE_CUDA'))) return []
  const all = wanted.includes('FORCE_CUDA') ? ['TORCH_CUDA_ARCH_LIST', 'FORCE_CUDA'] : wanted
  return variableOf(command, 'FORCE_CUDA') !== undefined
    ? []
    : all.filter((name) => variableOf(command, name) === undefined)
}

/** Elsewhere a build for the CPU may be what is meant; NVIDIA's own images set the list of architectures. */
function isForCuda({ rootImage }: Stage, { facts }: RuleContext): boolean {
  if (cudaBase(rootImage, facts)) return true
  const reference = parseImage(rootImage ?? '')
  return reference?.fullName === 'pytorch/pytorch' && /-cuda\d/.test(reference.tag ?? '')
}
