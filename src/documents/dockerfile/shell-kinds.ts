export interface Interpreter {
  readonly program: string
  /** A shell of the Bourne family: what it runs can be parsed. */
  readonly posix: boolean
  readonly errexit: boolean
  readonly pipefail: boolean
}

const POSIX = /^(?:ba|da|a|z|k|mk)?sh(?:\.exe)?$/

export const baseName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)

export const isPosixShell = (program: string): boolean => POSIX.test(baseName(program))

/** From the words of SHELL or `#!`: `/bin/bash -euo pipefail -c`. */
export function interpreterOf(words: readonly string[]): Interpreter {
  const program = words[0] ?? ''
  const options = words.slice(1)
  return {
    program,
    posix: isPosixShell(program),
    errexit: hasOption(options, 'e'),
    pipefail: hasOption(options, 'pipefail'),
  }
}

/** True for the arguments of a shell that leave it nothing to run but its standard input: `bash -eu -o pipefail`. */
export const readsStdin = (args: readonly string[]): boolean =>
  args.every((word, i) => /^[-+][abd-z]*$/i.test(word) || /^[-+][a-z]*o$/.test(args[i - 1] ?? ''))

/** True when the options of a shell or of `set` switch on `-e` (also `-eux`, `-o errexit`) or `-o pipefail`. */
export function hasOption(options: readonly string[], option: 'e' | 'pipefail'): boolean {
  return options.some((word, i) => {
    if (option === 'e' && /^-[a-zA-Z]*e/.test(word)) return true
    const long = /^-[a-zA-Z]*o$/.test(word) ? options[i + 1] : undefined
    return long === (option === 'e' ? 'errexit' : 'pipefail')
  })
}

/** `#!/usr/bin/env bash` names bash; undefined where the text has no `#!`. */
export function shebangOf(text: string): Interpreter | undefined {
  const match = /^#!\s*([^\n]*)/.exec(text)
  if (!match) return undefined
  const words = (match[1] ?? '').trim().split(/\s+/)
  const own = baseName(words[0] ?? '') === 'env' ? words.slice(1).filter((word) => word !== '-S') : words
  return interpreterOf(own)
}
