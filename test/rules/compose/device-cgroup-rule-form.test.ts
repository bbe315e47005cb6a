import rule from '../../../src/rules/compose/device-cgroup-rule-form'
import { testRule } from '../../support/rule-tester'
import { serviceOf } from '../../support/services'

const rules = (list: string) => serviceOf(`image: a\ndevice_cgroup_rules: ${list}`)

testRule(rule, {
  valid: ['["c 195:* rmw"]', '["c 195:* rwm"]', '["a *:* rwm"]', '["c ${MAJOR}:* rwm"]', '[]', '[1]'].map(rules),
  invalid: [
    {
      text: rules('[⟦"195:* rmw"⟧] # nvidia'),
      message: 'form',
      says: ['"195:* rmw"'],
      fixed: rules('["c 195:* rmw"] # nvidia'),
    },
    { text: rules("[⟦'c 195:*'⟧, 'c 236:* rwm']"), message: 'form', fixed: rules("['c 195:* rwm', 'c 236:* rwm']") },
    { text: rules('[⟦"c 195 rwm"⟧]'), message: 'form', fixed: rules('["c 195:* rwm"]') },
    { text: rules('[⟦"/dev/nvidia0"⟧]'), message: 'form', fixed: null },
  ],
})
