import type { EnvironmentVariable, Service } from '../../documents/compose/types'
import type { Value } from '../../documents/tree'
import type { Span } from '../../text'
import { variableOf } from './environment-variable'

/** A variable that a command sets for what follows: `CUDA_VISIBLE_DEVICES=2 python train.py`, `export CUDA_VISIBLE_DEVICES=2`. */
export interface InlineVariable {
  /** Without the quotes that the shell takes away. */
  readonly value: string
  /** The value as it is written, as a part of the text. */
  readonly span: Span
}

const SHELL = /(?:^|[\s"'/[,])(?:ba|da|z)?sh["']?[\s,]+["']?-\w*c\b/
const BEFORE = /(?:^|[;&|({]|["'\r\n]|(?<![\w-])(?:then|do|else|export|env))\s*(?:[A-Za-z_]\w*=[^\s;&|]*\s+)*$/
/** Texts that only speak of the variable, or hand it to another container. */
export const SPEAKS = /\b(?:echo|printf|docker|podman|kubectl|ssh|sed|grep)\b[^;&|\r\n]*$/

/** @param name of the variable. Only where nothing but the value is written: no variable, no escapes. */
export function inlineVariables(text: string, name: string): readonly InlineVariable[] {
  const pattern = new RegExp(
    `(?<![\\w$-])${name}=("[^"$\`\\\\\\n]*"|'[^'$\`\\\\\\n]*'|[^\\s"'$\`\\\\;&|()]*)(?=["'\\s;&|)]|$)`,
    'g',
  )
  return [...text.matchAll(pattern)].flatMap(({ index, 0: whole, 1: written = '' }) => {
    const before = text.slice(0, index)
    if (!BEFORE.test(before) || SPEAKS.test(before)) return []
    const start = index + whole.length - written.length
    return [{ value: written.replace(/^(["'])(.*)\1$/, '$2'), span: { start, end: start + written.length } }]
  })
}

/** True where a shell reads the command; without one `NAME=value` would be the name of a program. */
export const isForShell = (text: string): boolean => SHELL.test(text)

/** A variable of the environment, unless the command sets it itself. */
export const inherited = (service: Service, name: string): EnvironmentVariable | undefined =>
  service.commandText.includes(`${name}=`) ? undefined : variableOf(service, name)

/** What the command or the entrypoint of a service sets, in places of its own file. */
export const inlineOf = ({ node, document, commandText }: Service, name: string): readonly InlineVariable[] =>
  inlineIn(
    [node.get('entrypoint'), node.get('command')].filter((value) => value?.file === document.file),
    commandText,
    name,
  )

/** What a shell is told to set by these values, which make up the whole command, each a text or a list. */
export function inlineIn(
  values: readonly (Value | undefined)[],
  commandText: string,
  name: string,
): readonly InlineVariable[] {
  if (!commandText.includes(`${name}=`) || !isForShell(commandText)) return []
  const words = values.flatMap((value) => (value?.kind === 'seq' ? value.items : value ? [value] : []))
  return words.flatMap((word) => {
    if (word.kind !== 'scalar' || word.via) return []
    const { start } = word.span
    return inlineVariables(word.source, name).map(({ value, span }) => ({
      value,
      span: { start: span.start + start, end: span.end + start },
    }))
  })
}
