import type { CopyInstruction, Instruction, ShellCommand, ShellWord, Stage } from '../../documents/dockerfile/types'
import type { Facts } from '../../facts'
import { copySourceImage, cudaBase } from './cuda-stage'
import { fileName, hasFlag, operands, textOf } from './shell-arguments'

/** `ln [-s] …/libcusolver.so.10 …/libcusolver.so.11`. */
export interface CusolverLink {
  readonly command: ShellCommand
  readonly source: ShellWord
  readonly target: ShellWord
  /** The suffixes: `10`, `11`. */
  readonly from: string
  readonly to: string
  readonly symbolic: boolean
  readonly forced: boolean
  readonly sameFolder: boolean
}

export const cusolverLinks = (instruction: Instruction): readonly CusolverLink[] =>
  instruction.keyword === 'RUN' && 'commands' in instruction
    ? instruction.commands.flatMap((command) => linkOf(command) ?? [])
    : []

const SONAME = /^libcusolver\.so\.(1[01])$/

function linkOf(command: ShellCommand): CusolverLink | undefined {
  const [source, target, ...more] = command.name === 'ln' ? operands(command) : []
  if (!source || !target || more.length > 0) return undefined
  const [from, to] = [source, target].map((word) => SONAME.exec(fileName(textOf(word)))?.[1])
  if (!from || !to || from === to) return undefined
  return {
    command,
    source,
    target,
    from,
    to,
    symbolic: hasFlag(command, 's', 'symbolic'),
    forced: hasFlag(command, 'f', 'force'),
    sameFolder: folderOf(source) === '' || folderOf(source) === folderOf(target),
  }
}

const folderOf = (word: ShellWord): string => textOf(word).slice(0, -fileName(textOf(word)).length)

/** The CUDA whose libraries a link joins: by its own path, by the base image, or by what was copied in. Undefined where they disagree. */
export function linkedCuda(link: CusolverLink, stage: Stage, facts: Facts): string | undefined {
  const named = /\/cuda-(\d+\.\d+)\//.exec(textOf(link.source))?.[1]
  if (named) return named
  const copied = stage.lineage.flatMap((one) => ('sources' in one ? (copiedCuda(one, facts) ?? []) : []))
  const base = cudaBase(stage.rootImage, facts)
  const minors = new Set(base ? [...copied, base.minor] : copied)
  return minors.size === 1 ? [...minors][0] : undefined
}

function copiedCuda(copy: CopyInstruction, facts: Facts): string | undefined {
  const cuda = copy.sources.some(({ value }) => value?.startsWith('/usr/local/cuda'))
  const base = cuda ? cudaBase(copySourceImage(copy), facts) : undefined
  return base?.minor
}
