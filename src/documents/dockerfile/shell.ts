import { parse, type Script } from 'unbash'
import type { MappedText } from './mapped-text'
import { addCommand, type BareCommand } from './shell-command'
import { PLAIN, placed, type ReadScript, type ScriptContext } from './shell-context'
import type { ShellVariables } from './shell-variables'
import { ScriptWalker } from './shell-walk'
import type { ShellWord } from './types'
import type { JsonWord } from './words'

const DEEPEST = 5

/** Parses a script and adds its simple commands, in order. */
export const readScript: ReadScript = (context, source, options, variables, around = PLAIN) => {
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
