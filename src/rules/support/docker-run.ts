import type { ShellCommand, ShellWord } from '../../documents/dockerfile/types'

/** One `--gpus` of a `docker run` in a script. */
export interface GpusWord {
  readonly flag: ShellWord
  /** The word that holds the value: the flag's own in `--gpus=all`. */
  readonly item: ShellWord
  readonly name: string
  readonly value: string | undefined
  readonly joined: boolean
}

/** Flags of docker run that stand alone. */
const ALONE =
  /^(?:-[ditP]+|--(?:detach|interactive|tty|rm|privileged|init|read-only|no-healthcheck|oom-kill-disable|publish-all|quiet|sig-proxy|disable-content-trust|help|use-api-socket))$/

const FLAG = /^(--gpus?)(?:([=\s])\s*(.*))?$/s

/** Every `--gpus` in front of the image; none where the command is no `docker run` or `docker create`. */
export function gpusWords({ name, args }: ShellCommand): readonly GpusWord[] {
  const words = name === 'docker' ? optionsOf(args) : []
  const flags = words.filter((word, at) => FLAG.test(word.value ?? '') && !isValue(words, at))
  return flags.flatMap((flag) => gpusWord(flag, words[words.indexOf(flag) + 1]) ?? [])
}

/** The value that `-e NAME=value` or `--env=NAME=value` gives a variable, the last one; none where it is not known. */
export function variableWord(
  { args }: ShellCommand,
  name: string,
): { readonly at: ShellWord; readonly value: string } | undefined {
  const words = optionsOf(args)
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

const takesValue = ({ value, raw }: ShellWord): boolean => {
  const text = value ?? raw
  return (
    /^--?[a-zA-Z]/.test(text) &&
    !text.includes('=') &&
    !ALONE.test(text) &&
    !/^-[a-zA-Z]./.test(text.replace(/^--.*/, ''))
  )
}

/** The words between `run` and the image, the image itself included (a flag without its value takes it). */
function optionsOf(args: readonly ShellWord[]): readonly ShellWord[] {
  const verb = args.findIndex(({ value }) => value !== undefined && /^(?:run|create)$/.test(value))
  if (verb < 0 || args.slice(0, verb).some(({ value }) => value !== 'container' && !value?.startsWith('-'))) return []
  const words = args.slice(verb + 1)
  let at = 0
  while (at < words.length) {
    const word = words[at] as ShellWord
    if (!/^-/.test(word.value ?? word.raw) && word.value !== undefined) break
    at += takesValue(word) && !/^--gpus?[=\s]/.test(word.value ?? '') ? 2 : 1
  }
  return words.slice(0, at + 1)
}
