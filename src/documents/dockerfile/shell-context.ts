import type { Span } from '../../text'
import type { MappedText } from './mapped-text'
import type { Interpreter } from './shell-kinds'
import type { ShellVariables } from './shell-variables'
import type { RunInstruction, ShellCommand } from './types'

/** What all scripts of one instruction share. */
export interface ScriptContext {
  readonly file: string
  readonly instruction: RunInstruction
  readonly out: ShellCommand[]
  /** How many `sh -c` deep. */
  readonly depth: number
  /** Reads a script inside a script: handed in, since a command may hold a script that holds commands. */
  readonly read: ReadScript
}

export type ReadScript = (
  context: ScriptContext,
  source: MappedText,
  options: Pick<Interpreter, 'errexit' | 'pipefail'>,
  variables: ShellVariables,
  around?: Circumstances,
) => void

/** How a command's failure and absence are taken by what stands around it. */
export interface Circumstances {
  readonly conditional: boolean
  readonly failureIgnored: boolean
  /** False where another statement of the same script follows. */
  readonly tail: boolean
}

export const PLAIN: Circumstances = { conditional: false, failureIgnored: false, tail: true }

/** A joined line's last break may stand behind the end of the file. */
export function placed(context: ScriptContext, source: MappedText, start: number, end: number): Span {
  const span = source.span(start, end)
  return { start: Math.min(span.start, context.file.length), end: Math.min(span.end, context.file.length) }
}
