import type { RuleContext } from '../../lint/rule'
import type { Span } from '../../text'
import { bentofileHover } from './bentofile'
import { devcontainerHover } from './devcontainer'
import { imageHover } from './image'
import { pinHover } from './pin'
import { requestHover } from './request'
import { wordHover } from './words'

/** What is known of the place under the cursor. */
export interface Hover {
  readonly span: Span
  readonly markdown: string
}

type Subject = (context: RuleContext, offset: number) => Hover | undefined

/** From the narrowest subject to the widest. */
const SUBJECTS: readonly Subject[] = [imageHover, pinHover, bentofileHover, devcontainerHover, wordHover, requestHover]

export function hoverAt(context: RuleContext, offset: number): Hover | undefined {
  if (inComment(context, offset)) return undefined
  for (const subject of SUBJECTS) {
    const hover = subject(context, offset)
    if (hover) return hover
  }
  return undefined
}

/** Comments of all our kinds but JSON begin with `#` behind a blank. */
function inComment({ file, document }: RuleContext, offset: number): boolean {
  const start = file.lines.lineStart(file.lines.positionAt(offset).line)
  const before = file.text.slice(start, offset).replace(/"[^"]*"|'[^']*'/g, '')
  return document.kind !== 'devcontainer' && /(?:^|\s)#/.test(before)
}
