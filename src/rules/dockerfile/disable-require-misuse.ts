import type { Declaration, Stage } from '../../documents/dockerfile/types'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { isGoTrue } from '../support/disable-require'
import { DISABLE, isMisspelt, isNoBoolean, majorGap, messages, notes, sources } from '../support/require-gap'
import { leavesOf } from '../support/stage-leaves'

export default defineRule({
  meta: {
    id: 'dockerfile/disable-require-misuse',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['DISABLE', 'disable'],
    summary: 'NVIDIA_DISABLE_REQUIRE is spelt right and bridges no CUDA major.',
    why: 'The toolkit reads this one name and the values of a boolean; without the check, programs of a CUDA major that the driver does not know still fail.',
    messages,
    sources,
    notes,
  },
  *check(document, context) {
    const told = new Set<Declaration>()
    for (const stage of leavesOf(document))
      for (const declaration of declarationsOf(stage)) {
        if (told.has(declaration)) continue
        told.add(declaration)
        yield* ofDeclaration(declaration, stage, context)
      }
  },
})

const declarationsOf = ({ lineage }: Stage): readonly Declaration[] =>
  lineage.flatMap((instruction) =>
    instruction.keyword === 'ENV' && 'declarations' in instruction ? instruction.declarations : [],
  )

function* ofDeclaration({ name, value }: Declaration, stage: Stage, context: RuleContext): Iterable<Report> {
  const { file } = context
  if (isMisspelt(name.raw)) {
    const op = { op: 'replace', file, span: name.span, text: DISABLE } as const
    yield {
      message: 'misspelt',
      data: { name: name.raw },
      at: name.span,
      fixes: [{ title: `Write ${DISABLE}`, ops: [op] }],
    }
  }
  if (name.raw !== DISABLE || value?.value === undefined) return
  if (isNoBoolean(value.value)) {
    const op = { op: 'replace', file, span: value.span, text: 'true' } as const
    const fixes: readonly RuleFix[] = value.expanded ? [] : [{ title: 'Write true', ops: [op] }]
    yield { message: 'value', data: { value: value.value }, at: value.span, fixes }
  }
  const gap = isGoTrue(value.value) ? majorGap(stage.rootImage, context) : undefined
  if (gap) yield { message: 'gap', data: gap, at: value.span }
}
