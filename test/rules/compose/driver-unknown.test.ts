import rule from '../../../src/rules/compose/driver-unknown'
import { testRule } from '../../support/rule-tester'

const item = (driver: string): string =>
  `services:\n  app:\n    image: a\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver:${driver}\n              capabilities: [gpu]\n`

testRule(rule, {
  valid: [
    ...[
      ' nvidia',
      ' "nvidia"',
      ' cdi',
      ' amd',
      ' ""',
      ' ${DRIVER}',
      ' ${DRIVER:-nvida}',
      ' habana',
      ' intel',
      ' !reset null',
    ].map(item),
    { name: 'no driver', text: 'services:\n  app:\n    image: a\n    gpus: [{ count: 1 }]\n' },
    {
      name: 'drivers of volumes, networks and logs',
      text: 'services:\n  app:\n    image: a\n    logging: { driver: gpu }\nvolumes:\n  v: { driver: rocm }\nnetworks:\n  n: { driver: cuda }\n',
    },
    { name: 'Podman', text: item(' nvida'), target: { engine: 'podman 5.2.0' } },
  ],
  invalid: [
    {
      text: item(' ⟦nvida⟧ # card'),
      message: 'misspelt',
      severity: 'error',
      says: ['"nvida"', 'Write nvidia'],
      fixed: item(' nvidia # card'),
    },
    { text: item(' ⟦"NVIDIA"⟧'), message: 'misspelt', fixed: item(' "nvidia"') },
    { text: item(' ⟦AMD⟧'), message: 'misspelt', fixed: item(' amd') },
    { text: item(' ⟦rocm⟧'), message: 'rocm', says: ['28.3'], fixed: item(' amd') },
    {
      name: 'capabilities that the driver amd does not have',
      text: item(' ⟦rocm⟧').replace('[gpu]', '[gpu, video]'),
      message: 'rocm',
      fixed: item(' amd'),
    },
    { text: item(' ⟦gpu⟧'), message: 'wrong', fixed: item(' nvidia') },
    { text: item(' ⟦nvidia-docker⟧'), message: 'wrong', fixed: item(' nvidia') },
    {
      name: 'nothing',
      text: item('').replace('driver', '⟦driver⟧'),
      message: 'type',
      says: ['empty'],
      fixed: item(' nvidia'),
    },
    { text: item(' ⟦1⟧'), message: 'type', fixed: item(' nvidia') },
    {
      name: 'under gpus, one anchor for two services',
      text: 'x-gpu: &gpu\n  - driver: ⟦cuda⟧\n    count: 1\nservices:\n  a: { image: a, gpus: *gpu }\n  b: { image: b, gpus: *gpu }\n',
      message: 'wrong',
      fixed:
        'x-gpu: &gpu\n  - driver: nvidia\n    count: 1\nservices:\n  a: { image: a, gpus: *gpu }\n  b: { image: b, gpus: *gpu }\n',
    },
  ],
})
