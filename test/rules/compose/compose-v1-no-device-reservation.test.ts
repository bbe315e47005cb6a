import rule from '../../../src/rules/compose/compose-v1-no-device-reservation'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const app = (lines: string) => serviceOf(`image: nvidia/cuda:12.4.1-base-ubuntu22.04\n${lines}`)
const marked = reserve('count: 1').replace('devices', '⟦devices⟧')

testRule(rule, {
  valid: [
    app(reserve()),
    { name: 'from 1.28 on', text: app(reserve()), target: { compose: '1.28.0' } },
    {
      name: 'version 2 under the old name',
      text: app(reserve()),
      target: { compose: 'docker-compose version 2.24.5' },
    },
    { name: 'podman-compose', text: app(reserve()), target: { compose: 'podman-compose 1.0.6' } },
    { name: 'Podman', text: app(reserve()), target: { engine: 'podman 5.0', compose: '1.25.0' } },
    { name: 'no version', text: app(reserve()), target: { compose: 'docker-compose' } },
    { name: 'device nodes', text: app('devices: [/dev/nvidia0]'), target: { compose: '1.25.0' } },
    {
      name: 'other reservations',
      text: app('deploy: { resources: { reservations: { memory: 4g } } }'),
      target: { compose: '1.25.0' },
    },
  ],
  invalid: [
    {
      text: `version: "3.8"\n${app(`${marked}\nshm_size: 8g # for NCCL`)}`,
      message: 'refused',
      severity: 'error',
      target: { compose: '1.25.0' },
      says: ['docker-compose 1.25.0'],
      fixed: null,
    },
    {
      name: 'flow style, and an anchor',
      text: 'x-gpu: &gpu { resources: { reservations: { ⟦devices⟧: [{ capabilities: [gpu] }] } } }\nservices:\n  a: { image: example/a:1, deploy: *gpu }\n  b: { image: example/b:1, deploy: *gpu }\n',
      message: 'refused',
      target: { compose: 'docker-compose version 1.17.1' },
      fixed: null,
    },
  ],
})
