import rule from '../../../src/rules/kubernetes/fractional-gpu'
import { podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const limit = (value: string, name = 'nvidia.com/gpu') => podOf(`resources:\n  limits:\n    ${name}: ${value}`)

testRule(rule, {
  valid: [
    ...['1', '"1"', '0', '1000m', '10Gi', '1e0', '2.0', '$(GPUS)', ''].map((value) => limit(value)),
    { name: 'names of other schedulers', text: limit('0.5', 'aliyun.com/gpu-mem') },
    ...['$GPU_PER_NODE', '"${GPUS}"', 'PLACEHOLDER_NUM_GPU', '<number of GPUs>', '__GPUS__', '@GPUS@', '%GPUS%'].map(
      (value) => ({
        name: `something that is filled in: ${value}`,
        text: limit(value.startsWith('@') || value.startsWith('%') ? `"${value}"` : value),
      }),
    ),
    { name: 'processors', text: `${limit('500m', 'cpu')}# gpu\n` },
  ],
  invalid: [
    { text: limit('⟦0.5⟧ # half'), message: 'fraction', says: ['0.5 of nvidia.com/gpu'], fixed: limit('1 # half') },
    { text: limit('⟦"500m"⟧'), message: 'fraction', fixed: limit('"1"') },
    { text: limit('⟦1.5⟧', 'amd.com/gpu'), message: 'fraction', fixed: limit('1', 'amd.com/gpu') },
    {
      text: limit('⟦0.5⟧', 'nvidia.com/mig-1g.5gb'),
      message: 'fraction',
      fixed: limit('1', 'nvidia.com/mig-1g.5gb'),
    },
    { text: limit('⟦all⟧'), message: 'text', fixed: null },
    { text: limit('⟦-1⟧'), message: 'negative', fixed: null },
  ],
})
