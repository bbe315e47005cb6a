import { aptInstalls } from '../../documents/dockerfile/apt'
import { packageInstalls } from '../../documents/dockerfile/pip'
import { readsStdin } from '../../documents/dockerfile/shell-kinds'
import type { Instruction, ShellCommand, ShellWord, Stage } from '../../documents/dockerfile/types'
import { parseImage } from '../../documents/images'
import type { Facts } from '../../facts'
import { cudaBase } from './cuda-stage'
import { isCommandInstruction, isRun, textOf } from './runs'
import { cudaBuilds } from './source-builds'

/** Images of Docker Hub that are a plain system or a Python, with nothing of CUDA in them. */
const PLAIN =
  /^(?:ubuntu|debian|python|rockylinux|almalinux|fedora|amazonlinux|continuumio\/miniconda3|condaforge\/miniforge3)$/

/** True when the image is known to come without nvcc; false where it has it or nobody knows. */
export function lacksNvcc(image: string | undefined, facts: Facts): boolean {
  const reference = image === undefined ? undefined : parseImage(image)
  if (!reference) return false
  const kind = cudaBase(image, facts)?.parsed.kind
  if (kind) return kind !== 'devel'
  if (reference.fullName === 'pytorch/pytorch') return /-runtime$/.test(reference.tag ?? '')
  return PLAIN.test(reference.fullName)
}

const COMPILER = /cuda|nvcc|nvhpc|\$/i
const LIBRARIES = /^(?:cuda-(?:libraries|cudart|compat|keyring|nvrtc|nvtx)|libcud|nvidia-cuda-(?:runtime|nvrtc|cupti))/

/** True where something in the stage or its parents may have brought nvcc: packages, archives, copies, scripts. */
export const mayBringNvcc = (before: readonly Instruction[]): boolean => before.some(brings)

function brings(instruction: Instruction): boolean {
  const text = textOf(instruction)
  if ('sources' in instruction) return copies(instruction.from !== undefined, text)
  if (!isRun(instruction)) return false
  if (
    /cuda[_-][\d.]+[_-]\S*linux\S*\.run|cuda\S*\.run\b|nvidia\/label\/cuda|\bspack\b|\beasybuild\b|\bnix\b/i.test(text)
  )
    return true
  if (instruction.mounts.some(({ type, from }) => type === 'bind' && from !== undefined)) return true
  const system = aptInstalls(instruction).flatMap(({ packages }) => packages.map(({ value, raw }) => value ?? raw))
  const python = packageInstalls(instruction).flatMap(({ tool, requirements, flags }) => [
    ...requirements.filter(({ name }) => tool === 'conda' || name.startsWith('nvidia-')).map(({ name }) => name),
    ...(tool === 'conda' && flags.includes('--file') ? ['cuda'] : []),
  ])
  return (
    [...system, ...python].some((name) => COMPILER.test(name) && !LIBRARIES.test(name)) ||
    instruction.commands.some(isScript)
  )
}

const copies = (fromElsewhere: boolean, text: string): boolean =>
  fromElsewhere ? /cuda|\s\/(?:usr|opt|usr\/local)?\/?\s/.test(text) : /cuda|\.run\b/.test(text)

/** What a script of one's own installs cannot be seen: `RUN ./install.sh`, `bash /tmp/setup.sh`, `conda env create`. */
export function isScript({
  name,
  args,
  redirects = [],
}: {
  readonly name: string | undefined
  readonly args: readonly { readonly value: string | undefined; readonly raw: string }[]
  readonly redirects?: ShellCommand['redirects']
}): boolean {
  if (name === undefined || /\.sh$/.test(name) || name === 'eval') return true
  if (/^(?:ba|da|z)?sh$/.test(name) && readsHeredoc(args, redirects)) return false
  if (/^(?:ba|da|z)?sh$/.test(name)) return !args.some(({ value }) => value !== undefined && /^-[a-z]*c$/.test(value))
  if (/^(?:conda|mamba|micromamba)$/.test(name)) return args.some(({ value }) => value === 'env')
  return false
}

/** `bash -eu <<EOF`: what it runs stands in the Dockerfile. */
const readsHeredoc = (args: readonly { readonly value: string | undefined }[], redirects: ShellCommand['redirects']) =>
  readsStdin(args.map(({ value }) => value ?? '$')) && redirects.some(({ operator }) => /^<<-?$/.test(operator))

/** The instructions of a stage and its parents up to this one. */
export const upTo = ({ lineage }: Stage, instruction: Instruction): readonly Instruction[] =>
  lineage.slice(0, lineage.indexOf(instruction) + 1)

/** By its name or at its usual place; elsewhere it may be one's own. */
export const isNvcc = ({ name, nameWord }: ShellCommand): boolean =>
  name === 'nvcc' && /^(?:nvcc|\/usr\/local\/cuda[\w.-]*\/bin\/nvcc)$/.test(nameWord?.value ?? '')

const OPTION =
  /^-D(?:GGML_CUDA|LLAMA_CUDA|LLAMA_CUBLAS|WHISPER_CUBLAS|WHISPER_CUDA|CMAKE_CUDA_COMPILER|CMAKE_CUDA_ARCHITECTURES)(?::\w+)?=(?!off|0|false)\S+$/i

/** The option that makes cmake look for nvcc. */
export const cudaOption = ({ name, args }: ShellCommand): ShellWord | undefined =>
  name === 'cmake' ? args.find(({ value }) => OPTION.test(value ?? '')) : undefined

/** What nvcc is called by: the shell of other commands is not even parsed. */
export const CALLS_NVCC = /nvcc|flash|causal|mamba|deepspeed|llama|git\+|cmake|\.git\b/i

/** True where something in the stage surely calls nvcc. */
export const callsNvcc = ({ lineage }: Stage): boolean =>
  lineage
    .filter(isCommandInstruction)
    .filter((run) => CALLS_NVCC.test(textOf(run)))
    .some(
      (run) =>
        run.commands.some((command) => isNvcc(command) || cudaOption(command)) ||
        packageInstalls(run).some((install) => cudaBuilds(install).length > 0),
    )
