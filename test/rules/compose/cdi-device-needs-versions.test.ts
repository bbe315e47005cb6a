import rule from '../../../src/rules/compose/cdi-device-needs-versions'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const app = (lines: string) => serviceOf(`image: nvidia/cuda:12.4.1-base-ubuntu22.04\n${lines}`)
const CDI = app('devices:\n  - nvidia.com/gpu=all')
const driver =
  'deploy:\n  resources:\n    reservations:\n      devices:\n        - driver: cdi\n          device_ids: ["nvidia.com/gpu=0"]\n          capabilities: [gpu]'

testRule(rule, {
  valid: [
    CDI,
    { name: 'new enough', text: CDI, target: { compose: '2.30.0', engine: '28.2.0', toolkit: '1.17.4' } },
    { name: 'Podman', text: CDI, target: { engine: 'podman 5.2.0' } },
    { name: 'a request with driver cdi needs no new Compose', text: app(driver), target: { compose: '2.26.1' } },
    {
      name: 'the long form of a node',
      text: app('devices:\n  - source: /dev/nvidia0\n    target: /dev/nvidia0'),
      target: { engine: '24.0' },
    },
    { name: 'device nodes', text: app('devices: [/dev/nvidia0]'), target: { compose: '2.26.1', engine: '24.0' } },
    { name: 'a reservation', text: app(reserve()), target: { compose: '2.26.1', engine: '24.0' } },
    { name: 'a variable', text: app('devices: ["${GPU}"]'), target: { engine: '24.0' } },
    { name: 'no version', text: CDI, target: { engine: 'latest', compose: 'v', toolkit: '?' } },
  ],
  invalid: [
    {
      text: app('devices:\n  - /dev/fuse # for mounts\n  - ⟦nvidia.com/gpu=all⟧'),
      message: 'compose',
      severity: 'error',
      target: { compose: '2.26.1', engine: '28.5.2' },
      fixed: app(`devices:\n  - /dev/fuse # for mounts\n${reserve()}`),
    },
    {
      text: app('devices: ⟦["nvidia.com/gpu=0", "nvidia.com/gpu=1"⟧]').replace('⟦[', '[⟦').replace(', "', '⟧, ⟦"'),
      message: 'engine',
      target: { engine: '24.0.7' },
      fixed: app(
        'deploy:\n  resources:\n    reservations:\n      devices:\n        - driver: nvidia\n          device_ids: ["0", "1"]\n          capabilities: [gpu]',
      ),
    },
    {
      name: 'the long form',
      text: app('devices:\n  - source: ⟦nvidia.com/gpu=0⟧\n    target: nvidia.com/gpu=0'),
      message: 'engine',
      target: { engine: '24.0.7' },
      says: ['"nvidia.com/gpu=0"'],
      fixed: app(
        'deploy:\n  resources:\n    reservations:\n      devices:\n        - driver: nvidia\n          device_ids: ["0"]\n          capabilities: [gpu]',
      ),
    },
    {
      name: 'a request with driver cdi',
      text: app(driver.replace('cdi', '⟦cdi⟧')),
      message: 'feature',
      severity: 'warning',
      target: { engine: '26.1.5' },
      says: ['Docker Engine 26.1.5', 'driver: cdi nvidia.com/gpu=0'],
      fixed: null,
    },
    {
      name: 'a request, and an old Compose too',
      text: app(driver.replace('cdi', '⟦cdi⟧')),
      message: 'feature',
      target: { engine: '26.1.5', compose: '2.26.1' },
      fixed: null,
    },
    {
      text: app('devices: [⟦nvidia.com/gpu=all⟧]'),
      message: 'podman',
      target: { engine: 'podman 3.4.4' },
      fixed: null,
    },
    {
      name: 'a specification that is too new for the engine',
      text: app('devices:\n  - ⟦nvidia.com/gpu=all⟧'),
      message: 'spec',
      target: { toolkit: '1.19.0', engine: '25.0.3' },
      severity: 'error',
      says: ['1.19.0', 'Docker Engine 25.0.3', '26.1'],
      fixed: app(reserve()),
    },
    {
      name: 'the toolkit, and an anchor',
      text: 'x-gpu: &gpu\n  - ⟦nvidia.com/gpu=0⟧\nservices:\n  a:\n    image: example/a:1\n    devices: *gpu\n  b:\n    image: example/b:1\n    devices: *gpu\n',
      message: 'toolkit',
      target: { toolkit: '1.11.0' },
      fixed: null,
    },
  ],
})
