import { packageInstalls } from '../../documents/dockerfile/pip'
import type { RunInstruction, ShellCommand, Stage } from '../../documents/dockerfile/types'
import { parseImage } from '../../documents/images'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { retagTo } from '../support/image-retag'
import { CALLS_NVCC, cudaOption, isNvcc, lacksNvcc, mayBringNvcc, upTo } from '../support/nvcc'
import { isPlaceholder, rebase, rootUse } from '../support/root-image'
import { isCommandInstruction } from '../support/runs'
import { cudaBuilds } from '../support/source-builds'

export default defineRule({
  meta: {
    id: 'dockerfile/nvcc-missing-in-runtime',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'What compiles CUDA code needs an image with nvcc.',
    why: 'Base and runtime images carry the libraries, not the compiler nor the headers: only -devel images do.',
    messages: {
      called:
        'nvcc is called, and the base image {image} has none, nor does the stage install it: the command fails with "nvcc: not found". Take a -devel image, or compile in a -devel builder stage and copy the result.',
      build:
        '{package} is compiled with nvcc when it is installed, and the base image {image} has none: the build stops with "CUDA_HOME environment variable is not set" or "nvcc was not found". Install it in a stage on a -devel image and copy the wheel, or take a ready-made wheel.',
      cmake:
        '{option} makes cmake look for nvcc, and the base image {image} has none: the CUDA part cannot be compiled. Compile in a stage on a -devel image and copy the result.',
    },
    sources: [
      'Dao-AILab/flash-attention#1229',
      'Dao-AILab/flash-attention#1736',
      'sgl-project/sglang#3952',
      'bentoml/BentoML#4860',
      'NVIDIA-NeMo/labs-molt#129',
    ],
    notes: [
      'A direct call of nvcc is an error; package names alone are a warning, for a ready-made wheel may exist. Silent where nvcc may have come with a package, a copy, an archive, conda or a script, for wheels given by address or from another index, with `FLASH_ATTENTION_SKIP_CUDA_BUILD` and its like, and on images that are not known, or whose very name is a variable.',
    ],
  },
  *check(document, context) {
    if (!CALLS_NVCC.test(document.file.text)) return
    for (const stage of document.stages) {
      if (!lacksNvcc(stage.rootImage, context.facts) || isPlaceholder(stage)) continue
      for (const instruction of stage.instructions.filter(isCommandInstruction)) {
        const found = [...inInstruction(instruction, stage, context)]
        if (found.length > 0 && !mayBringNvcc(upTo(stage, instruction))) yield* found
      }
    }
  },
})

function* inInstruction(run: RunInstruction, stage: Stage, context: RuleContext): Iterable<Report> {
  const image = stage.rootImage ?? ''
  const fixes = develFixes(stage, context)
  for (const command of run.commands.filter(({ conditional, failureIgnored }) => !conditional && !failureIgnored)) {
    if (isNvcc(command))
      yield { message: 'called', data: { image }, at: (command.nameWord ?? command).span, severity: 'error', fixes }
    if (run.keyword === 'RUN') yield* cmake(command, image, fixes)
  }
  if (run.keyword !== 'RUN') return
  const builds = packageInstalls(run)
    .filter(({ command }) => !command.conditional)
    .flatMap(cudaBuilds)
  for (const { name, url, span } of builds)
    yield { message: 'build', data: { package: url ?? name, image }, at: span, fixes }
}

function* cmake(command: ShellCommand, image: string, fixes: readonly RuleFix[]): Iterable<Report> {
  const option = cudaOption(command)
  if (option) yield { message: 'cmake', data: { option: option.value ?? '', image }, at: option.span, fixes }
}

/** The same image with the compiler, where there is one. */
function develFixes(stage: Stage, context: RuleContext): readonly RuleFix[] {
  const tag = parseImage(stage.rootImage ?? '')?.tag ?? ''
  const devel = tag.replace(/-(?:base|runtime)(?=-|$)/, '-devel')
  if (devel === tag) return []
  const use = rootUse(stage, context)
  if (use?.reference.fullName === 'pytorch/pytorch') return retagTo(use, context, [devel])
  return rebase(stage, context, [devel])
}
