import { span } from '../../text'
import { type MappedText, MappedTextBuilder } from '../dockerfile/mapped-text'
import { readScript } from '../dockerfile/shell'
import type { ScriptContext } from '../dockerfile/shell-context'
import { interpreterOf, shebangOf } from '../dockerfile/shell-kinds'
import { ShellVariables } from '../dockerfile/shell-variables'
import type { RunInstruction, ShellCommand } from '../dockerfile/types'
import type { SourceFile } from '../source'
import type { ScriptDocument } from './types'

/** Reads a script of the Bourne family; one for another interpreter has no commands. Variables of its caller are not known. */
export function readShellScript(file: SourceFile): ScriptDocument {
  const interpreter = shebangOf(file.text) ?? interpreterOf(['sh'])
  let commands: readonly ShellCommand[] | undefined
  return {
    kind: 'script',
    file,
    problems: [],
    get commands() {
      commands ??= interpreter.posix ? commandsOf(file, interpreter) : []
      return commands
    },
  }
}

function commandsOf(file: SourceFile, interpreter: ReturnType<typeof interpreterOf>): readonly ShellCommand[] {
  const whole = span(0, file.text.length)
  const out: ShellCommand[] = []
  // What the readers of RUN know of their instruction; a script is all of it.
  const instruction: RunInstruction = {
    file,
    span: whole,
    keywordSpan: span(0, 0),
    stage: undefined,
    flags: [],
    variable: () => null,
    keyword: 'RUN',
    exec: undefined,
    commands: out,
    shell: interpreter.program,
    mounts: [],
  }
  const context: ScriptContext = { file: file.text, instruction, out, depth: 0, read: readScript }
  readScript(context, unixText(file.text), interpreter, new ShellVariables(() => undefined))
  return out
}

/** Line ends of Windows are read as those of the shell. */
function unixText(text: string): MappedText {
  const builder = new MappedTextBuilder()
  let at = 0
  for (const { index } of text.matchAll(/\r(?=\n)/g)) {
    builder.add(text.slice(at, index), at)
    at = index + 1
  }
  return builder.add(text.slice(at), at).build()
}
