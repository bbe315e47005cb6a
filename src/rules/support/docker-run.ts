import type { ShellCommand, ShellWord } from '../../documents/dockerfile/types'
import { runLine, takesValue } from '../../documents/script/docker-run'

/** One `--gpus` of a `docker run` in a script. */
export interface GpusWord {
  readonly flag: ShellWord
  /** The word that holds the value: the flag's own in `--gpus=all`. */
  readonly item: ShellWord
  readonly name: string
  readonly value: string | undefined
  readonly joined: boolean
}

const FLAG = /^(--gpus?)(?:([=\s])\s*(.*))?$/s

/** Every `--gpus` in front of the image; none where the command is no `docker run` or `docker create`. */
export function gpusWords(command: ShellCommand): readonly GpusWord[] {
  const words = command.name === 'docker' ? (runLine(command)?.options ?? []) : []
  const flags = words.filter((word, at) => FLAG.test(word.value ?? '') && !isValue(words, at))
  return flags.flatMap((flag) => gpusWord(flag, words[words.indexOf(flag) + 1]) ?? [])
}

/** The value that `-e NAME=value` or `--env=NAME=value` gives a variable, the last one; none where it is not known. */
export function variableWord(
  command: ShellCommand,
  name: string,
): { readonly at: ShellWord; readonly value: string } | undefined {
  const words = runLine(command)?.options ?? []
  const found = words.flatMap((at, i) => {
    const flag = /^(?:-e|--env)$/.test(words[i - 1]?.value ?? '')
    const [, written, value] = /^(?:--env=|-e=?)?(\w+)=(.*)$/s.exec(at.value ?? '') ?? []
    const inOne = /^(?:--env=|-e)/.test(at.value ?? '')
    return written === name && value !== undefined && (flag || inOne) ? [{ at, value }] : []
  })
  return found.at(-1)
}

function gpusWord(flag: ShellWord, next: ShellWord | undefined): GpusWord | undefined {
  const [, name = '', between, rest] = FLAG.exec(flag.value ?? '') ?? []
  if (between !== undefined) return { flag, item: flag, name, value: rest, joined: between !== '=' }
  return next && { flag, item: next, name, value: next.value, joined: false }
}

/** True for a word that is the value of the flag in front of it. */
function isValue(words: readonly ShellWord[], at: number): boolean {
  const before = words[at - 1]
  return before !== undefined && takesValue(before) && !isValue(words, at - 1)
}
