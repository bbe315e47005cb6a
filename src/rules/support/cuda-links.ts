import type { RunInstruction, ShellCommand, ShellWord, Stage } from '../../documents/dockerfile/types'
import type { Facts } from '../../facts'
import { cudaBase } from './cuda-stage'
import { cusolverLinks } from './cusolver-link'
import { isRun } from './runs'
import { fileName, hasFlag, operands, textOf } from './shell-arguments'

/** `ln [-s] …/libcudart.so.11.0 …/libcudart.so.10.1`, with the CUDA whose libraries it joins. */
export interface CudaLink {
  readonly command: ShellCommand
  readonly run: RunInstruction
  readonly source: ShellWord
  readonly target: ShellWord
  readonly library: string
  /** What stands behind `.so.` in the source; empty for a name without a version. */
  readonly from: string
  readonly to: string
  readonly minor: string
  /** The suffix that this CUDA ships. */
  readonly ships: string
  readonly devel: boolean
  readonly forced: boolean
  /** False where the new name stands outside of the toolkit. */
  readonly within: boolean
}

const LIBRARY = /^(lib(?:cudart|cublas|cublasLt|cufft|curand|cusparse|cusolver|nvrtc|nvJitLink))\.so(?:\.([\d.]+))?$/

/** The links to libraries of /usr/local/cuda that a stage makes; those whose CUDA or flavour is not known are left out. */
export const cudaLinks = (stage: Stage, facts: Facts): readonly CudaLink[] =>
  stage.instructions.filter(isRun).flatMap((run) => {
    const others = new Set(cusolverLinks(run).map(({ command }) => command))
    return run.commands.flatMap((command) => (others.has(command) ? [] : (linkOf(command, run, stage, facts) ?? [])))
  })

function linkOf(command: ShellCommand, run: RunInstruction, stage: Stage, facts: Facts): CudaLink | undefined {
  const [source, target, ...more] = command.name === 'ln' ? operands(command) : []
  if (!source || !target || more.length > 0) return undefined
  const [one, other] = [LIBRARY.exec(fileName(textOf(source))), LIBRARY.exec(fileName(textOf(target)))]
  const base = cudaBase(stage.rootImage, facts)
  const within = inToolkit(target, run)
  // A symbolic link is read from the folder that it is put in.
  const beside = within && hasFlag(command, 's', 'symbolic') && !textOf(source).includes('/')
  const starts = beside || inToolkit(source, run)
  if (!one?.[1] || one[1] !== other?.[1] || !base || !starts || !/^(?:runtime|devel)$/.test(base.parsed.kind ?? ''))
    return undefined
  const minor = /\/cuda-(\d+\.\d+)\//.exec(textOf(source))?.[1] ?? base.minor
  const ships = minor === base.minor ? facts.soname(one[1], minor) : undefined
  if (!ships) return undefined
  const forced = hasFlag(command, 'f', 'force')
  return {
    command,
    run,
    source,
    target,
    library: one[1],
    from: one[2] ?? '',
    to: other[2] ?? '',
    minor,
    ships,
    devel: base.parsed.kind === 'devel',
    forced,
    within,
  }
}

/** By its own path, or by the folder that the instruction goes into first. */
const inToolkit = (word: ShellWord, { commands }: RunInstruction): boolean =>
  textOf(word).includes('/')
    ? /^\/usr\/local\/cuda(?:-[\d.]+)?\//.test(textOf(word))
    : commands.some(({ name, args }) => name === 'cd' && /^\/usr\/local\/cuda(?:-[\d.]+)?\//.test(args[0]?.value ?? ''))
