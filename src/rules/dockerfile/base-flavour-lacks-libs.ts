import type { Stage, Word } from '../../documents/dockerfile/types'
import { defineRule, type Report, type RuleContext } from '../../lint/rule'
import { addsCuda } from '../support/cuda-libraries'
import { cudaBase } from '../support/cuda-stage'
import { cudaOption } from '../support/nvcc'
import { mayInstall, relatedOf } from '../support/python-packages'
import { isPlaceholder, rebase } from '../support/root-image'
import { isRun } from '../support/runs'
import { leavesOf } from '../support/stage-leaves'
import { workOf } from '../support/stage-work'
import {
  cupyOnBase,
  LOADERS,
  type SystemUser,
  shownPackage,
  systemUser,
  withCudnn,
  withRuntime,
} from '../support/system-cuda'

export default defineRule({
  meta: {
    id: 'dockerfile/base-flavour-lacks-libs',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['onnxruntime', 'tensorflow', 'ctranslate2', 'faster', 'cupy', 'GGML_CUDA', 'LLAMA_CU', 'WHISPER_CU'],
    summary: 'A package that loads the CUDA libraries of the system needs the runtime flavour.',
    why: 'The base flavour of nvidia/cuda holds little more than libcudart: libcublas, libcufft, libcurand and cuDNN are missing.',
    messages: {
      missing:
        '{package} loads libcublas and cuDNN of the system, and {image} is the base flavour, which has neither. It fails with "libcublas.so: cannot open shared object file", or falls back to the CPU. Take the runtime flavour with cuDNN.',
      cupy: '{package} loads libnvrtc and libcublas of the system, and {image} is the base flavour, which has neither. It fails with "CuPy failed to load libnvrtc.so: cannot open shared object file". Take the runtime flavour, or install {name}[ctk] (14 or newer), which brings the libraries along.',
      program:
        'What is copied here was compiled with {option} and loads libcublas of the system; {image} is the base flavour, which has none. The program stops with "libcublas.so: cannot open shared object file". Take the runtime flavour.',
    },
    sources: [
      'NVIDIA/nvidia-container-toolkit#254',
      'NVIDIA/nvidia-docker#1679',
      'NVIDIA/cutile-python#57 (2026-01)',
      'cupy/cupy#8317',
    ],
    notes: [
      'Silent where the libraries may come from elsewhere: wheels with CUDA inside (torch), extras such as [and-cuda], packages of the system, conda, copies, or requirements that cannot be read.',
    ],
  },
  *check(document, context) {
    const loads = mayInstall(document, LOADERS)
    for (const stage of leavesOf(document)) {
      const program = programOnBase(stage, context)
      if (program) yield { message: 'program', ...program }
      if (!loads) continue
      const user = systemUser(stage, context)
      if (user?.base.parsed.kind === 'base')
        yield { message: 'missing', ...told(stage, user), fixes: withCudnn(stage, user, context) }
      const cupy = user ? undefined : cupyOnBase(stage, context)
      if (cupy) yield { message: 'cupy', ...told(stage, cupy), fixes: withRuntime(stage, cupy, context) }
    }
  },
})

const GGML = /^-D(?:GGML|LLAMA|WHISPER)_CU/
const STATIC = /(?:GGML|LLAMA)_STATIC(?::\w+)?=(?:on|1|true)/i

/** Scripts, models and pages lie in the same folders as the program, and load no library. */
const DATA =
  /\.(?:py|sh|txt|md|json|ya?ml|toml|jinja|html|gguf|bin|h|hpp)$|\/(?:models?|templates|scripts|docs|examples|grammars|prompts|samples|web|public|assets|licenses?)\/?$/i

const isProgram = ({ value }: Word): boolean => value !== undefined && !DATA.test(value)

/** A program of llama.cpp and its kind out of another stage, where nothing brings libcublas. */
function programOnBase(stage: Stage, context: RuleContext): Omit<Report, 'message'> | undefined {
  const base = isPlaceholder(stage) ? undefined : cudaBase(stage.rootImage, context.facts)
  if (base?.parsed.kind !== 'base' || addsCuda(stage)) return undefined
  for (const copy of stage.instructions) {
    const from = 'sources' in copy ? copy.fromStage : undefined
    const option = from?.lineage
      .filter(isRun)
      .flatMap(({ commands }) => commands.map(cudaOption))
      .find((one) => GGML.test(one?.raw ?? ''))
    if (!from || !option || !('sources' in copy) || !copy.sources.some(isProgram) || STATIC.test(workOf(from))) continue
    const { version, os } = base.parsed
    const data = { option: option.value ?? option.raw, image: stage.rootImage ?? '' }
    return { data, at: copy.span, fixes: rebase(stage, context, [`${version}-runtime-${os}`]) }
  }
  return undefined
}

const told = ({ rootImage = '' }: Stage, { package: user }: SystemUser) => ({
  data: { package: shownPackage(user), image: rootImage, name: user.requirement.name },
  at: user.at,
  ...(user.file && relatedOf(user)),
})
