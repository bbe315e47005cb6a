import { writtenOf } from '../../documents/plain-text'
import type { Value } from '../../documents/tree'

const LONE = /^\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))$/

/** `NAME` where the whole text is `$NAME` or `${NAME}`: no default, no other text, and no demand that it be set. */
export function loneVariable(value: Value): string | undefined {
  const match = value.kind === 'scalar' ? LONE.exec(writtenOf(value).trim()) : undefined
  return match?.[1] ?? match?.[2]
}
