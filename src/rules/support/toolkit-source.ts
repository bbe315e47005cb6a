import { aptInstalls } from '../../documents/dockerfile/apt'
import type { Instruction, RunInstruction, ShellCommand, Stage } from '../../documents/dockerfile/types'
import type { SourceFile } from '../../documents/source'
import { Kept } from '../../text'
import { operands, textOf } from './shell-arguments'

const memo = new Kept<Stage, boolean>()

/** True where a stage or its parents may bring a CUDA toolkit into /usr/local: packages, installers, unseen scripts, copies. */
export function mayHoldOtherToolkit(stage: Stage, file: SourceFile): boolean {
  for (const one of chainOf(stage)) {
    const known = memo.get(one) ?? one.instructions.some((instruction) => mayAddToolkit(instruction, file))
    memo.set(one, known)
    if (known) return true
  }
  return false
}

function* chainOf(stage: Stage): Iterable<Stage> {
  for (let at: Stage | undefined = stage; at; at = at.parent) yield at
}

function mayAddToolkit(instruction: Instruction, file: SourceFile): boolean {
  if ('sources' in instruction) return isToolkitTarget(instruction.destination?.value)
  if (instruction.keyword === 'WORKDIR') return /cuda-\d/.test(textAt(instruction, file))
  if (instruction.keyword !== 'RUN' || !('commands' in instruction)) return false
  return installs(instruction) || instruction.commands.some(makesToolkit)
}

const textAt = ({ span }: Instruction, file: SourceFile): string => file.text.slice(span.start, span.end)

const isToolkitTarget = (target: string | undefined): boolean =>
  target === undefined || /^\/(?:usr\/?(?:local\/?)?)?$|^\/usr\/local\/cuda/.test(target)

const installs = (run: RunInstruction): boolean =>
  aptInstalls(run).some(({ packages }) =>
    packages.some((word) => /^cuda|^nvidia-cuda|\.deb$|\.rpm$|\$/.test(textOf(word))),
  )

const MAKERS: ReadonlySet<string> = new Set(['mv', 'cp', 'ln', 'mkdir', 'tar', 'rsync', 'unzip', 'dpkg', 'rpm'])

function makesToolkit(command: ShellCommand): boolean {
  const { name = '', args } = command
  const words = operands(command).map(textOf)
  if (/\.(?:sh|run|py)$/.test(name) || /cuda.*install|install.*cuda/i.test(name)) return true
  if (/^(?:ba|da|z)?sh$|^source$|^\.$/.test(name))
    return args.length === 0 || /\.(?:sh|run)$|install/.test(words[0] ?? '')
  // A link's source is what the rule judges, and it needs the folder that it is put in; everything else that is handed a toolkit path may make it.
  const made = name === 'ln' ? words.slice(-1).filter((word) => !/\/cuda-[\d.]+\/./.test(word)) : words
  return (
    MAKERS.has(name) && made.some((word) => /^\/usr\/local\/?$|\/usr\/local\/cuda-|cuda.*\.(?:deb|rpm|tar)/.test(word))
  )
}
