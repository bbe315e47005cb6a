import type { ShellCommand } from '../dockerfile/types'
import type { SourceFile, SyntaxProblem } from '../source'

/** A shell script that its user names. */
export interface ScriptDocument {
  readonly kind: 'script'
  readonly file: SourceFile
  /** Every simple command, in the order of the text. */
  readonly commands: readonly ShellCommand[]
  readonly problems: readonly SyntaxProblem[]
}
