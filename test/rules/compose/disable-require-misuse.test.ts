import rule from '../../../src/rules/compose/disable-require-misuse'
import { testRule } from '../../support/rule-tester'
import { serviceOf } from '../../support/services'

const app = (environment: string, image = 'nvidia/cuda:12.4.1-base-ubuntu22.04') =>
  serviceOf(`image: ${image}\ngpus: all\nenvironment:\n  ${environment}`)

const TWO =
  'services:\n  a:\n    image: nvidia/cuda:12.4.1-base-ubuntu22.04\n    environment: *env\n  b:\n    image: nvidia/cuda:12.4.1-base-ubuntu22.04\n    environment:\n      <<: *env\n'

testRule(rule, {
  valid: [
    app('NVIDIA_DISABLE_REQUIRE: true'),
    app('- NVIDIA_DISABLE_REQUIRE=1'),
    app('NVIDIA_DISABLE_REQUIRE: "false"'),
    app('NVIDIA_DISABLE_REQUIRE: ""'),
    app('NVIDIA_DISABLE_REQUIRE: "no"'),
    app('NVIDIA_DISABLE_REQUIRE: ${SKIP}'),
    app('- NVIDIA_DISABLE_REQUIRE'),
    app('NVIDIA_REQUIRE_CUDA: cuda>=11.0'),
    app('DISABLE_REQUIRES: yes'),
    app('NVIDIA_DISABLE_MPS: yes'),
    { name: 'within a major', text: app('NVIDIA_DISABLE_REQUIRE: 1'), target: { driver: '525.85.12' } },
    { name: 'a branch of forward compatibility', text: app('NVIDIA_DISABLE_REQUIRE: 1'), target: { driver: '470.57' } },
    { name: 'Jetson', text: app('NVIDIA_DISABLE_REQUIRE: 1'), target: { driver: '510', platform: 'jetson' } },
    {
      name: 'an image that is not known',
      text: app('NVIDIA_DISABLE_REQUIRE: 1', 'example/app:1'),
      target: { driver: '470' },
    },
  ],
  invalid: [
    {
      text: app('⟦NVIDIA_DISABLE_REQUIRES⟧: true # old driver'),
      message: 'misspelt',
      severity: 'warning',
      fixed: app('NVIDIA_DISABLE_REQUIRE: true # old driver'),
    },
    {
      text: app('- "⟦NVIDIA_DISABLE_REQUIREMENTS⟧=${SKIP:-1}"'),
      message: 'misspelt',
      fixed: app('- "NVIDIA_DISABLE_REQUIRE=${SKIP:-1}"'),
    },
    {
      text: app('"⟦NVIDIA_DISABLE_REQUIRE_CUDA⟧": 1').replace('"⟦', '⟦"').replace('⟧"', '"⟧'),
      message: 'misspelt',
      fixed: app('"NVIDIA_DISABLE_REQUIRE": 1'),
    },
    {
      text: app('- NVIDIA_DISABLE_REQUIRE=⟦yes⟧'),
      message: 'value',
      says: ['"yes"'],
      fixed: app('- NVIDIA_DISABLE_REQUIRE=true'),
    },
    {
      name: 'one anchor for two services is told once',
      text: `x-env: &env\n  ⟦NVIDIA_DISABLE_REQUIRED⟧: 1\n${TWO}`,
      message: 'misspelt',
      fixed: `x-env: &env\n  NVIDIA_DISABLE_REQUIRE: 1\n${TWO}`,
    },
    {
      text: app('NVIDIA_DISABLE_REQUIRE: ⟦1⟧'),
      message: 'gap',
      severity: 'error',
      target: { driver: '470.199.02', gpus: ['RTX 3090'] },
      says: ['CUDA 12.4', 'driver 525', '470.199.02'],
      fixed: null,
    },
    {
      name: 'the base of what it builds',
      text: 'services:\n  a:\n    build: .\n    runtime: nvidia\n    environment: { NVIDIA_DISABLE_REQUIRE: ⟦"true"⟧ }\n',
      files: { Dockerfile: 'FROM nvidia/cuda:13.0.0-base-ubuntu24.04\n' },
      message: 'gap',
      target: { driver: '560.35.05', gpus: ['RTX 4090'] },
      fixed: null,
    },
  ],
})
