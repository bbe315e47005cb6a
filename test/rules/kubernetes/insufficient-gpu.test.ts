import rule from '../../../src/rules/kubernetes/insufficient-gpu'
import { podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const limit = (value: string, name = 'nvidia.com/gpu') => podOf(`resources:\n  limits:\n    ${name}: ${value}`)
const target = { platform: 'kubernetes', gpus: ['A100', 'A100'] }

testRule(rule, {
  valid: [
    limit('8'),
    { name: 'as many as there are', text: limit('2'), target },
    { name: 'the GPUs of this machine', text: limit('8'), target: { gpus: ['A100'] } },
    { name: 'slices', text: limit('7', 'nvidia.com/mig-1g.5gb'), target },
  ],
  invalid: [
    {
      text: limit('⟦4⟧'),
      target,
      message: 'more',
      severity: 'warning',
      says: ['asks for 4 of nvidia.com/gpu', '2 GPUs per node'],
      fixed: null,
    },
    { text: limit('⟦"2"⟧'), target: { platform: 'kubernetes/amd64', gpus: ['T4'] }, message: 'more' },
  ],
})
