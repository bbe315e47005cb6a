import type { DoubleQuotedChild, Word } from 'unbash'
import { type MappedText, MappedTextBuilder } from './mapped-text'
import { addEscaped, addMapped } from './words'

/**
 * The script in `sh -c WORD`, each unit with its place. Variables stay as they are written: the inner shell finds the same values,
 * because they come from the image. Undefined where part of the script is made by a command.
 */
export function scriptText(source: MappedText, word: Word | undefined): MappedText | undefined {
  if (!word) return undefined
  const [part, ...more] = word.parts ?? []
  if (!part) return word.text === word.value ? source.slice(word.pos, word.end) : undefined
  if (more.length > 0) return undefined
  if (part.type === 'SingleQuoted') return source.slice(part.pos + 1, part.pos + 1 + part.value.length)
  return part.type === 'DoubleQuoted' && part.parts.every(isStatic) ? decoded(source, part.parts) : undefined
}

const isStatic = ({ type }: DoubleQuotedChild): boolean =>
  type === 'Literal' || type === 'SimpleExpansion' || type === 'ParameterExpansion'

/** Inside double quotes a backslash escapes only `$`, `` ` ``, `"`, itself and a line break. */
function decoded(source: MappedText, parts: readonly DoubleQuotedChild[]): MappedText {
  const builder = new MappedTextBuilder()
  for (const { text, pos } of parts) {
    const unit = /\\[$`"\\]|\\\n|[^\\]+|\\/g
    for (let match = unit.exec(text); match; match = unit.exec(text)) {
      const [found] = match
      const escaped = found.length === 2 && found.startsWith('\\')
      if (escaped) addEscaped(builder, source, pos + match.index, 2, found.slice(1).replace('\n', ''))
      else addMapped(builder, source, pos + match.index, found)
    }
  }
  return builder.build()
}
