import type { Span } from '../../text'
import type { MappedText } from './mapped-text'
import type { Circumstances, ScriptContext } from './shell-context'
import { baseName, hasOption, isPosixShell } from './shell-kinds'
import type { ShellVariables } from './shell-variables'
import { skipWrappers } from './shell-wrappers'
import type { Redirect, ShellCommand, ShellWord } from './types'

/** A simple command before wrappers are looked through. */
export interface BareCommand {
  readonly words: readonly ShellWord[]
  readonly assignments: ReadonlyMap<string, string | undefined>
  readonly redirects: readonly Redirect[]
  readonly span: Span
  /** The text of a word that a shell would run as a script, when all of it is known. */
  scriptOf(word: ShellWord): MappedText | undefined
}

/** Adds the command and, where it is `sh -c "…"`, the commands of that script. */
export function addCommand(
  context: ScriptContext,
  bare: BareCommand,
  around: Circumstances,
  variables: ShellVariables,
): ShellCommand {
  const { nameWord, args, assignments } = skipWrappers(bare.words, bare.assignments)
  const command: ShellCommand = {
    name: nameWord?.value === undefined ? undefined : baseName(nameWord.value),
    nameWord,
    args,
    assignments,
    redirects: bare.redirects,
    span: bare.span,
    conditional: around.conditional,
    failureIgnored: around.failureIgnored,
    instruction: context.instruction,
  }
  context.out.push(command)
  if (command.name !== undefined && isPosixShell(command.name)) readInner(context, bare, command, around, variables)
  return command
}

/** `bash -lc '…'`, `sh -o pipefail -c "…"`. */
function readInner(
  context: ScriptContext,
  bare: BareCommand,
  command: ShellCommand,
  around: Circumstances,
  variables: ShellVariables,
): void {
  const at = command.args.findIndex(({ value }) => value !== undefined && /^-[a-z]*c[a-z]*$/i.test(value))
  const words = command.args.slice(0, at + 1).map(({ value }) => value ?? '')
  const script = command.args[scriptIndex(words, at)]
  const source = at < 0 || !script ? undefined : bare.scriptOf(script)
  if (!source) return
  const inner = variables.child()
  for (const [name, value] of command.assignments) inner.set(name, value)
  const options = { errexit: hasOption(words, 'e'), pipefail: hasOption(words, 'pipefail') }
  context.read({ ...context, depth: context.depth + 1 }, source, options, inner, { ...around, tail: true })
}

/** `-ec` may be followed by `-o pipefail` no more; but `-eo pipefail -c` has its own word before. */
const scriptIndex = (words: readonly string[], at: number): number => (/o/.test(words[at] ?? '') ? at + 2 : at + 1)
