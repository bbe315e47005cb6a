import type { PackageInstall, Requirement } from '../../documents/dockerfile/pip-types'
import type { ShellCommand } from '../../documents/dockerfile/types'

/** Packages that compile CUDA code when they are installed, with the variable that leaves it out. */
const FROM_SDIST: ReadonlyMap<string, string> = new Map([
  ['flash-attn', 'FLASH_ATTENTION_SKIP_CUDA_BUILD'],
  ['causal-conv1d', 'CAUSAL_CONV1D_SKIP_CUDA_BUILD'],
  ['mamba-ssm', 'MAMBA_SKIP_CUDA_BUILD'],
])

/** Repositories whose setup compiles CUDA code, with the variables without one of which it does not. */
const REPOSITORIES: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /\/(?:flash-attention|causal-conv1d|tiny-cuda-nn|diff-gaussian-rasterization|simple-knn|fused-ssim)(?:[/.@#?]|$)/i,
    [],
  ],
  [/state-spaces\/mamba(?:[/.@#?]|$)/i, []],
  [/\/apex(?:[/.@#?]|$)/i, ['APEX_CUDA_EXT']],
  [/\/(?:detectron2|pytorch3d)(?:[/.@#?]|$)/i, ['FORCE_CUDA']],
  [/\/xformers(?:[/.@#?]|$)/i, ['FORCE_CUDA', 'TORCH_CUDA_ARCH_LIST']],
]

/** True for what compiles CUDA code wherever it is installed from source, no variable asked. */
export const namesCudaBuild = ({ name, url }: Pick<Requirement, 'name' | 'url'>): boolean =>
  url === undefined
    ? FROM_SDIST.has(name)
    : /^git\+/.test(url) && REPOSITORIES.some(([pattern, wanted]) => wanted.length === 0 && pattern.test(url))

/** Extensions that ask PyTorch for the GPUs at hand, without a list of their own. */
export const asksForCards = (url: string | undefined): boolean =>
  /\/(?:diff-gaussian-rasterization|simple-knn|fused-ssim|pytorch3d|detectron2)(?:[/.@#?]|$)/i.test(url ?? '')

const isSet = (value: string | null | undefined): boolean => value === null || /^(?:1|true|on|yes)$/i.test(value ?? '')

/** What a variable is for this command: a word in front of it, else ENV or ARG; null: declared, value not known. */
export const variableOf = (command: ShellCommand, name: string): string | null | undefined =>
  command.assignments.has(name) ? (command.assignments.get(name) ?? null) : exported(command, name)

function exported(command: ShellCommand, name: string): string | null | undefined {
  const before = command.instruction.commands.slice(0, command.instruction.commands.indexOf(command))
  const word = before
    .filter((other) => other.name === 'export')
    .flatMap(({ args }) => args)
    .find(({ raw }) => raw.startsWith(`${name}=`))
  if (word) return word.value?.slice(name.length + 1).replace(/["']/g, '') ?? null
  return command.instruction.variable(name)
}

/** The requirements of an install that are surely built from source with nvcc, as far as their names tell. */
export function cudaBuilds(install: PackageInstall): readonly Requirement[] {
  const { command, tool, findLinks, extraIndexUrls, indexUrl, flags } = install
  if (tool === 'conda' || findLinks.length > 0 || flags.some((flag) => /^(?:--only-binary|\$.*)$/.test(flag))) return []
  const plain = extraIndexUrls.length === 0 && indexUrl === undefined
  return install.requirements.filter((requirement) => {
    const { name, url } = requirement
    if (url !== undefined) return isRepository(url, command, name)
    if (name === 'deepspeed') return isSet(variableOf(command, 'DS_BUILD_OPS'))
    if (name === 'llama-cpp-python')
      return /(?:GGML_CUDA|LLAMA_CUDA|LLAMA_CUBLAS)=(?:on|1|true)/i.test(variableOf(command, 'CMAKE_ARGS') ?? '')
    const skip = FROM_SDIST.get(name)
    return plain && skip !== undefined && !isSet(variableOf(command, skip))
  })
}

function isRepository(url: string, command: ShellCommand, name: string): boolean {
  const found = /^git\+|\.git(?:[@#]|$)|^\.{0,2}\//.test(url)
    ? REPOSITORIES.find(([pattern]) => pattern.test(url))
    : undefined
  if (!found) return false
  const [, wanted] = found
  const asked = wanted.some((one) => !/^(?:|0|off|false|no)$/i.test(variableOf(command, one) ?? ''))
  if (wanted.length > 0) return asked || command.args.some(({ raw }) => /cuda_ext/.test(raw))
  const skip = [...FROM_SDIST].find(
    ([one]) => name === one || url.includes(one.replace('-attn', '-attention').replace('-ssm', '')),
  )
  return !isSet(skip && variableOf(command, skip[1]))
}
