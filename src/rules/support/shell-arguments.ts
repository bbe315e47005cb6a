import type { ShellCommand, ShellWord } from '../../documents/dockerfile/types'

/** What a word says; where a variable in it is not known, as it is written without quotes. */
export const textOf = ({ value, raw }: ShellWord): string => value ?? raw.replace(/["']/g, '')

/** The arguments that are no options. */
export const operands = ({ args }: ShellCommand): readonly ShellWord[] =>
  args.filter((word) => !textOf(word).startsWith('-'))

/** `-s` alone or among others (`-sf`), or its long form. */
export const hasFlag = ({ args }: ShellCommand, letter: string, long: string): boolean =>
  args.some((word) => {
    const text = textOf(word)
    return text === `--${long}` || (/^-[A-Za-z]+$/.test(text) && text.includes(letter))
  })

export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
