import { parse, type Script } from 'unbash'
import type { Span } from '../../text'
import type { MappedText } from './mapped-text'
import { addCommand, type BareCommand } from './shell-command'
import type { Interpreter } from './shell-kinds'
import type { ShellVariables } from './shell-variables'
import { ScriptWalker } from './shell-walk'
import type { RunInstruction, ShellCommand, ShellWord } from './types'
import type { JsonWord } from './words'

export interface ScriptContext {
  readonly file: string
  readonly instruction: RunInstruction
  readonly out: ShellCommand[]
  /** How many `sh -c` deep. */
  readonly depth: number
}

/** How a command's failure and absence are taken by what stands around it. */
export interface Circumstances {
  readonly conditional: boolean
  readonly failureIgnored: boolean
  /** False where another statement of the same script follows. */
  readonly tail: boolean
}

export const PLAIN: Circumstances = { conditional: false, failureIgnored: false, tail: true }

const DEEPEST = 5

/** Parses a script and adds its simple commands, in order. */
export function readScript(
  context: ScriptContext,
  source: MappedText,
  options: Pick<Interpreter, 'errexit' | 'pipefail'>,
  variables: ShellVariables,
  around: Circumstances = PLAIN,
): void {
  if (context.depth > DEEPEST || source.text.trim() === '') return
  const script: Script = parse(source.text)
  new ScriptWalker(context, source, options, variables).script(script, around)
}

/** The exec form: no shell, the words are the command. */
export function readExec(
  context: ScriptContext,
  source: MappedText,
  words: readonly JsonWord[],
  variables: ShellVariables,
): void {
  const [first, last] = [words[0], words.at(-1)]
  if (!first || !last) return
  const contents = new Map<ShellWord, MappedText>()
  const shellWords = words.map((word) => {
    const span = placed(context, source, word.start, word.end)
    const shellWord = { value: word.value, raw: context.file.slice(span.start, span.end), span, quoted: true }
    contents.set(shellWord, word.content)
    return shellWord
  })
  const bare: BareCommand = {
    words: shellWords,
    assignments: new Map(),
    redirects: [],
    span: placed(context, source, first.start, last.end),
    scriptOf: (word) => contents.get(word),
  }
  addCommand(context, bare, PLAIN, variables)
}

/** A joined line's last break may stand behind the end of the file. */
export function placed(context: ScriptContext, source: MappedText, start: number, end: number): Span {
  const span = source.span(start, end)
  return { start: Math.min(span.start, context.file.length), end: Math.min(span.end, context.file.length) }
}
