import { unifiedDiff } from '../../../report'
import type { GpuAnswer } from '../../../service'
import { replaceFile } from '../../node/write'
import { asksHere } from '../asks'
import type { Parsed } from '../flags'
import type { Input } from '../inputs'
import { STDERR, STDOUT, say, write } from '../output'

/** True where only what would be is printed. */
export const printsOnly = (parsed: Parsed): boolean => parsed.has('diff') || parsed.has('dry-run')

/** @returns why the text could not be written */
export function deliver(
  { path, text: before, bytes }: Input,
  shown: string,
  text: string,
  parsed: Parsed,
): string | undefined {
  if (parsed.has('diff')) write(STDOUT, unifiedDiff(shown, before, text))
  else if (parsed.has('dry-run')) write(STDOUT, text)
  else if (bytes) return replaceFile(path, bytes, text)?.replace('not fixed', 'not changed')
  return undefined
}

export function refuse(shown: string, message: string): number {
  say(`problem: ${shown}: ${message}`)
  return 2
}

export function tell(message: string, notes: readonly string[] = []): number {
  write(STDERR, `${message}\n`)
  for (const note of notes) say(`note: ${note}`)
  return 0
}

/** Says why nothing was changed. @returns the exit code */
export function unchanged(
  answer: Exclude<GpuAnswer, { readonly kind: 'changed' }>,
  shown: string,
  what: 'service' | 'stage',
): number {
  if (answer.kind === 'present') return tell(`${shown}: ${answer.message} Nothing was changed.`)
  if (answer.kind === 'refused') return refuse(shown, answer.message)
  const { names } = answer
  return refuse(shown, `several ${what}s could be meant: ${names.join(', ')}. Name one: --${what} ${names[0]}`)
}

/** Asks which one is meant where there are several and somebody is there. @returns undefined after Ctrl-C */
export async function chosen<A>(
  answer: A,
  question: string,
  names: readonly string[],
  again: (name: string) => Promise<A | undefined>,
): Promise<A | undefined> {
  if (names.length === 0 || !asksHere()) return answer
  const { askOne } = await import('../ask')
  const name = await askOne(question, names)
  return name === undefined ? undefined : again(name)
}
