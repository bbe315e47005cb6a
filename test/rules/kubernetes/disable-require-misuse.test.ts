import rule from '../../../src/rules/kubernetes/disable-require-misuse'
import { podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const pod = (name: string, value: string): string =>
  podOf(`resources: { limits: { nvidia.com/gpu: 1 } }\nenv:\n  - name: ${name}\n    value: ${value}`).replace(
    'registry.example.com/app:1',
    'nvidia/cuda:12.4.1-base-ubuntu22.04',
  )

testRule(rule, {
  valid: [
    pod('NVIDIA_DISABLE_REQUIRE', '"true"'),
    pod('NVIDIA_DISABLE_REQUIRE', '"0"'),
    pod('NVIDIA_REQUIRE_CUDA', 'cuda>=12.0'),
    pod('NVIDIA_DISABLE_MPS', '"yes"'),
    { name: 'filled in later', text: pod('NVIDIA_DISABLE_REQUIRE', '$(SKIP)') },
    { name: 'within a major', text: pod('NVIDIA_DISABLE_REQUIRE', '"1"'), target: { driver: '525.85.12' } },
  ],
  invalid: [
    {
      text: pod('⟦NVIDIA_DISABLE_REQUIRES⟧', '"true"'),
      message: 'misspelt',
      severity: 'warning',
      says: ['no variable NVIDIA_DISABLE_REQUIRES'],
      fixed: pod('NVIDIA_DISABLE_REQUIRE', '"true"'),
    },
    {
      text: pod('NVIDIA_DISABLE_REQUIRE', '⟦"yes"⟧'),
      message: 'value',
      fixed: pod('NVIDIA_DISABLE_REQUIRE', '"true"'),
    },
    {
      text: pod('NVIDIA_DISABLE_REQUIRE', '⟦"1"⟧'),
      message: 'gap',
      severity: 'error',
      target: { driver: '470.199.02', gpus: ['RTX 3090'] },
      says: ['CUDA 12.4', '470.199.02'],
      fixed: null,
    },
  ],
})
