import rule from '../../../src/rules/kubernetes/alpha-resource-name'
import { podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const limit = (name: string, value = '1') => podOf(`resources:\n  limits:\n    ${name}: ${value}`)

testRule(rule, {
  valid: [
    'nvidia.com/gpu',
    'nvidia.com/gpu.shared',
    'nvidia.com/mig-1g.5gb',
    'amd.com/gpu',
    'gpu.intel.com/i915',
    'google.com/tpu',
    'nvidia.com/gpumem',
    'aliyun.com/gpu-mem',
    'volcano.sh/gpu-number',
    'tencent.com/vcuda-core',
  ].map((name) => ({ name, text: `${limit(name)}# gpu\n` })),
  invalid: [
    {
      text: limit('⟦alpha.kubernetes.io/nvidia-gpu⟧', '1 # old'),
      message: 'alpha',
      fixed: limit('nvidia.com/gpu', '1 # old'),
    },
    {
      name: 'both parts at once: one alone would be refused',
      text: podOf('resources:\n  limits:\n    ⟦nvidia.com/gpus⟧: 1\n  requests:\n    ⟦nvidia.com/gpus⟧: 1'),
      message: ['wrong', 'wrong'],
      fixed: podOf('resources:\n  limits:\n    nvidia.com/gpu: 1\n  requests:\n    nvidia.com/gpu: 1'),
      offers: {
        'Rename to nvidia.com/gpu': podOf(
          'resources:\n  limits:\n    nvidia.com/gpu: 1\n  requests:\n    nvidia.com/gpu: 1',
        ),
      },
    },
    {
      text: limit('⟦nvidia.com/gpus⟧', '"2"'),
      message: 'wrong',
      says: ['nvidia.com/gpus is no resource'],
      fixed: limit('nvidia.com/gpu', '"2"'),
    },
    { text: limit('⟦nvidia.com/GPU⟧'), message: 'wrong', fixed: limit('nvidia.com/gpu') },
    { text: limit('⟦gpu⟧'), message: 'wrong', fixed: limit('nvidia.com/gpu') },
    { text: limit('⟦"nvidia/gpu"⟧'), message: 'wrong', fixed: limit('"nvidia.com/gpu"') },
    {
      name: 'the right name stands beside it',
      text: podOf('resources:\n  limits:\n    nvidia.com/gpu: 1\n    ⟦nvidia.com/gpus⟧: 1'),
      message: 'wrong',
      fixed: null,
    },
  ],
})
