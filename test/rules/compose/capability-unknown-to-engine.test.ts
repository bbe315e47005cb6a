import rule from '../../../src/rules/compose/capability-unknown-to-engine'
import { testRule } from '../../support/rule-tester'

const item = (capabilities: string, driver = 'driver: nvidia'): string =>
  `services:\n  app:\n    image: a\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - ${driver}\n              capabilities: ${capabilities}\n`

testRule(rule, {
  valid: [
    item('[gpu]'),
    item('[nvidia]'),
    item('[gpu, compute, utility, video, graphics, display, compat32]'),
    { name: 'another driver', text: item('[gpu, whatever]', 'driver: other') },
    { name: 'what the driver amd has', text: item('[gpu, amd]', 'driver: amd') },
    { name: 'CDI does not match capabilities by these names', text: item('[anything]', 'driver: cdi') },
    { name: 'a driver that is not known', text: item('[cuda]', 'driver: ${DRIVER:-nvidia}') },
    {
      name: 'tpu and amd without a driver',
      text: item('[tpu]', 'count: 1') + item('[gpu, amd]', 'count: 1').replace('services:\n  app', '  b'),
    },
    { name: 'a variable', text: item('[gpu, "${CAP}"]') },
    { name: 'a wrong shape: told by another rule', text: item('["gpu,utility"]') },
    { name: 'Podman', text: item('[cuda]'), target: { engine: 'podman 5.2.0' } },
  ],
  invalid: [
    {
      name: 'the driver amd has fewer',
      text: item('[gpu, ⟦video⟧]', 'driver: amd'),
      message: 'amd',
      severity: 'warning',
      says: ['"video"', 'only gpu and amd'],
      fixed: item('[gpu]', 'driver: amd'),
    },
    {
      name: 'the driver amd, and no word that it has',
      text: item('[⟦compute⟧]', 'driver: amd'),
      target: { engine: '28.5.2' },
      message: 'amd',
      severity: 'error',
      fixed: item('[gpu]', 'driver: amd'),
    },
    {
      text: item('[gpu, ⟦nvidia-compute⟧] # from the specification'),
      message: 'named',
      severity: 'warning',
      says: ['"nvidia-compute"'],
      fixed: item('[gpu, compute] # from the specification'),
    },
    {
      name: 'an engine that does not start it',
      text: item('[⟦GPU⟧]'),
      target: { engine: '28.5.2' },
      message: 'named',
      severity: 'error',
      fixed: item('[gpu]'),
    },
    {
      name: 'an engine that does not look at it',
      text: item('[⟦GPU⟧]'),
      target: { engine: '29.1.0' },
      message: 'named',
      severity: 'info',
      fixed: item('[gpu]'),
    },
    {
      text: item('[⟦gpus⟧]', 'count: 1'),
      message: 'unnamed',
      severity: 'error',
      fixed: item('[gpu]', 'count: 1'),
    },
    { text: item('[⟦cuda⟧]'), message: 'named', fixed: item('[gpu]') },
    { text: item('["⟦GPU⟧"]').replace('"⟦GPU⟧"', '⟦"GPU"⟧'), message: 'named', fixed: item('["gpu"]') },
    { name: 'what is there already', text: item('[gpu, ⟦cuda⟧]'), message: 'named', fixed: item('[gpu]') },
    { name: 'no such capability', text: item('[gpu, ⟦ngx⟧]'), message: 'named', fixed: item('[gpu]') },
    {
      name: 'all is no capability',
      text: item('[gpu, ⟦all⟧]'),
      message: 'named',
      fixed: item('[gpu]'),
      offers: { 'List every driver capability': item('[gpu, compute, compat32, graphics, utility, video, display]') },
    },
    { name: 'all alone', text: item('[⟦all⟧]'), message: 'named', fixed: item('[gpu]') },
    {
      name: 'in block style, misspelt',
      text: item('\n                - gpu # card\n                - ⟦utilty⟧\n                - compute'),
      message: 'named',
      fixed: item('\n                - gpu # card\n                - utility\n                - compute'),
    },
    {
      name: 'under gpus, one anchor for two services',
      text: 'x-gpu: &gpu\n  - capabilities: [⟦cuda⟧]\nservices:\n  a: { image: a, gpus: *gpu }\n  b: { image: b, gpus: *gpu }\n',
      message: 'unnamed',
      fixed:
        'x-gpu: &gpu\n  - capabilities: [gpu]\nservices:\n  a: { image: a, gpus: *gpu }\n  b: { image: b, gpus: *gpu }\n',
    },
  ],
})
