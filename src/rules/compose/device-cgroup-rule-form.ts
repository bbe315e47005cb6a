import { asSeq, type Value } from '../../documents/tree'
import { defineRule, type RuleFix } from '../../lint/rule'
import { isReset, literal } from '../support/device-items'

/** As the engine reads it (moby `opts`, `ValidateDeviceCgroupRule`): type, major:minor, access. */
const RULE = /^[acb] (?:\d+|\*):(?:\d+|\*) [rwm]{1,3}$/

export default defineRule({
  meta: {
    id: 'compose/device-cgroup-rule-form',
    kind: 'compose',
    severity: 'error',
    fixable: 'safe',
    since: '0.1.0',
    needs: ['device_cgroup_rules'],
    summary: 'A device rule has a type, the numbers and the access: `c 195:* rmw`.',
    why: 'Compose hands the text on, and the engine refuses to create the container.',
    messages: {
      form: 'The device rule is "{value}". The engine refuses to create the container: invalid device cgroup rule format. Write type, major:minor and access, as "c 195:* rmw".',
    },
    covers: ['cgroup-v2-no-device-controller'],
    sources: ['measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)'],
  },
  *check({ services }) {
    for (const { node } of services) {
      const rules = asSeq(node.get('device_cgroup_rules'))
      for (const item of rules && !isReset(rules) ? rules.items : []) {
        const value = isText(item) ? literal(item) : undefined
        if (value !== undefined && !RULE.test(value))
          yield { message: 'form', data: { value }, at: item, fixes: fixesOf(item, value) }
      }
    }
  },
})

/** What is none is refused by Compose before an engine sees it. */
const isText = (item: Value): boolean => item.kind === 'scalar' && typeof item.value === 'string'

/** Where one part alone is missing, the others say what was meant. */
function fixesOf(target: Value, value: string): readonly RuleFix[] {
  const candidates = [`c ${value}`, `${value} rwm`, value.replace(/^(c|b|a) (\d+|\*) /, '$1 $2:* ')]
  const meant = candidates.find((candidate) => RULE.test(candidate))
  return meant ? [{ title: `Write ${meant}`, ops: [{ op: 'set', target, value: meant }] }] : []
}
