import type { EnvironmentVariable, Service } from '../../documents/compose/types'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { isGoTrue } from '../support/disable-require'
import { fixesOf, originOf, placeOf, setVariable } from '../support/environment-variable'
import { imageOf } from '../support/gpu-image'
import { DISABLE, isMisspelt, isNoBoolean, majorGap, messages, notes, sources } from '../support/require-gap'

export default defineRule({
  meta: {
    id: 'compose/disable-require-misuse',
    kind: 'compose',
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
  *check({ services }, context) {
    for (const service of services)
      for (const variable of service.environment)
        if (/^nvidia_disabled?_|^nvidia_.*require/i.test(variable.name)) yield* ofVariable(service, variable, context)
  },
})

function* ofVariable(service: Service, variable: EnvironmentVariable, context: RuleContext): Iterable<Report> {
  const { name, value, nameSpan, form } = variable
  const place = placeOf(service, variable)
  if (!place) return
  const origin = originOf(variable)
  if (isMisspelt(name)) {
    const at = form === 'env_file' ? place : nameSpan
    yield { message: 'misspelt', data: { name }, at, fixes: rename(variable), ...origin }
    return
  }
  if (name !== DISABLE || value === undefined) return
  const fixes = fixesOf([['Write true', setVariable(variable, 'true')]])
  if (isNoBoolean(value)) yield { message: 'value', data: { value }, at: place, fixes, ...origin }
  const gap = isGoTrue(value) ? majorGap(imageOf(service, context)?.reference, context) : undefined
  if (gap) yield { message: 'gap', data: gap, at: place, severity: 'error', ...origin }
}

/** The text of the name alone: whoever else uses the same lines through an anchor has the same mistake. */
function rename({ name, nameSpan, node, form }: EnvironmentVariable): readonly RuleFix[] {
  if (form === 'env_file') return []
  const start = nameSpan.start + node.file.text.slice(nameSpan.start, nameSpan.end).indexOf(name)
  const op = { op: 'replace', file: node.file, span: { start, end: start + name.length }, text: DISABLE } as const
  return start < nameSpan.start ? [] : [{ title: `Write ${DISABLE}`, ops: [op] }]
}
