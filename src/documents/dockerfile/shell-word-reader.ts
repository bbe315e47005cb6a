import type { Assignment, Redirection, Word } from 'unbash'
import type { Lookup } from './expand'
import type { MappedText } from './mapped-text'
import { placed, type ScriptContext } from './shell-context'
import { isQuoted, wordValue } from './shell-words'
import type { Redirect, ShellWord } from './types'

/** Reads the words of one command: their values as far as they are known, and where they stand in the file. */
export class WordReader {
  constructor(
    readonly context: ScriptContext,
    readonly source: MappedText,
    readonly lookup: Lookup,
  ) {}

  /** The value that an assignment gives its variable; undefined for arrays, `+=` and what is not known. */
  assigned({ value, append, index }: Assignment): string | undefined {
    if (value.type !== 'Word' || append || index) return undefined
    if (value.text === '') return ''
    // The right side of an assignment is not split at blanks.
    return wordValue(value, this.lookup, true)
  }

  word(word: Word): ShellWord {
    const value = wordValue(word, this.lookup)
    return { value, ...this.#place(word.pos, word.end), quoted: isQuoted(word) }
  }

  /** An assignment as a word behind a command: `export NAME=value`. */
  assignment(node: Assignment): ShellWord {
    const value = this.assigned(node)
    const quoted = node.value.type === 'Word' && isQuoted(node.value)
    return {
      value: value === undefined ? undefined : `${node.name}=${value}`,
      ...this.#place(node.pos, node.end),
      quoted,
    }
  }

  redirect(node: Redirection): Redirect {
    const target = node.type !== 'HereDoc' && node.target ? this.word(node.target) : undefined
    const before = this.source.text[node.pos - 1]
    const glued = before !== undefined && !/[\s;&|(]/.test(before)
    return { operator: node.operator, target, span: placed(this.context, this.source, node.pos, node.end), glued }
  }

  #place(pos: number, end: number): Pick<ShellWord, 'raw' | 'span'> {
    const span = placed(this.context, this.source, pos, end)
    return { raw: this.context.file.slice(span.start, span.end), span }
  }
}
