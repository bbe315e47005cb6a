import { plainText } from '../../documents/plain-text'
import { asMap, asSeq, type MapValue, type Value } from '../../documents/tree'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { isGoTrue } from '../support/disable-require'
import { containersOf, type Placed } from '../support/k8s-containers'
import { DISABLE, isMisspelt, isNoBoolean, majorGap, messages, notes, sources } from '../support/require-gap'

export default defineRule({
  meta: {
    id: 'kubernetes/disable-require-misuse',
    kind: 'kubernetes',
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
    for (const { container } of containersOf(document))
      for (const item of asSeq(container.node.get('env'))?.items ?? []) {
        const variable = asMap(item)
        if (variable) yield* ofVariable(variable, container, context)
      }
  },
})

function* ofVariable(variable: MapValue, container: Placed['container'], context: RuleContext): Iterable<Report> {
  const key = variable.get('name')
  const name = plainText(key)?.value
  if (!key || name === undefined) return
  if (isMisspelt(name)) yield { message: 'misspelt', data: { name }, at: key, fixes: write(key, DISABLE) }
  const target = variable.get('value')
  const value = plainText(target)?.value
  if (name !== DISABLE || !target || value === undefined) return
  if (isNoBoolean(value)) yield { message: 'value', data: { value }, at: target, fixes: write(target, 'true') }
  const gap = isGoTrue(value) ? majorGap(container.image?.value, context) : undefined
  if (gap) yield { message: 'gap', data: gap, at: target, severity: 'error' }
}

const write = (target: Value, value: string): readonly RuleFix[] => [
  { title: `Write ${value}`, ops: [{ op: 'set', target, value }] },
]
