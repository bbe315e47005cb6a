import type { TableName } from '../../facts'
import type { RuleContext } from '../../lint/rule'
import { yamlPlace } from '../completion/yaml-place'
import type { Hover } from '.'
import { meaningOfNode } from './nodes'
import { page } from './page'
import { meaningOfResource, meaningOfTaint } from './resources'
import { meaningOfVariable } from './variables'

/** What a word means, wherever it stands. */
export interface Meaning {
  readonly points: readonly string[]
  readonly table: TableName
}

const WORD = /[\w./*-]+/g

/** A variable of NVIDIA's runtime, a device node, a resource of Kubernetes: told by the word alone. */
export function wordHover({ file, document, facts }: RuleContext, offset: number): Hover | undefined {
  const start = file.lines.lineStart(file.lines.positionAt(offset).line)
  const line = file.text.slice(start, file.lines.lineEnd(file.lines.positionAt(offset).line))
  for (const { 0: word, index } of line.matchAll(WORD)) {
    const span = { start: start + index, end: start + index + word.length }
    if (span.start > offset || offset > span.end) continue
    const isManifest = document.kind === 'kubernetes'
    const isToleration = isManifest && /(?:^|\/)tolerations\/-/.test(yamlPlace(file, span.end)?.path ?? '')
    const meaning =
      meaningOfVariable(word, facts) ??
      (isToleration ? meaningOfTaint(word, facts) : isManifest ? meaningOfResource(word, facts) : meaningOfNode(word))
    if (meaning) return { span, markdown: page(word, meaning.points, [meaning.table], facts) }
  }
  return undefined
}
