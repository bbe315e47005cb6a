import rule from '../../../src/rules/compose/raw-devices-incomplete'
import { testRule } from '../../support/rule-tester'

const app = (devices: readonly string[], rest = ''): string =>
  `services:\n  app:\n    image: a\n    devices:\n${devices.map((device) => `      - ${device}\n`).join('')}${rest}`
const RESERVED =
  '    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              device_ids: ["0"]\n              capabilities: [gpu]\n'
const ALL = ['/dev/nvidia0', '/dev/nvidiactl', '/dev/nvidia-uvm']

testRule(rule, {
  valid: [
    app(ALL, '    runtime: nvidia\n'),
    app([...ALL, '/dev/nvidia-modeset', '/dev/nvidia-uvm-tools'], '    gpus: all\n'),
    {
      name: 'driver libraries mounted by hand',
      text: app(ALL, '    volumes: ["/usr/lib/x86_64-linux-gnu/libcuda.so.1:/usr/lib/libcuda.so.1:ro"]\n'),
    },
    { name: 'privileged', text: app(['/dev/nvidia0'], '    privileged: true\n') },
    { name: 'a variable', text: app(['${DEVICE}', '/dev/nvidia0']) },
    { name: 'CDI beside it', text: app(['nvidia.com/gpu=0', '/dev/nvidia0']) },
    {
      name: 'a node for something else beside a request',
      text: app(['/dev/nvidia-modeset', '/dev/nvidia-fs0'], '    gpus: all\n'),
    },
    { name: 'WSL2 has no such nodes', text: app(ALL), target: { platform: 'wsl2' } },
    { name: 'an override may add more', text: app(ALL, '    extends: { file: missing.yml, service: a }\n') },
    app(['/dev/dri', '/dev/kfd']),
    app(['nvidia.com/gpu=all']),
    {
      name: 'the nodes stand in another file',
      text: 'services:\n  app:\n    extends: { file: base.yml, service: app }\n    devices: [/dev/nvidiactl]\n',
      files: { 'base.yml': 'services:\n  app:\n    image: a\n    devices: [/dev/nvidia0]\n' },
    },
  ],
  invalid: [
    {
      text: app(['⟦/dev/nvidia0:/dev/nvidia0⟧ # card', '/dev/nvidiactl:/dev/nvidiactl']),
      message: 'incomplete',
      severity: 'warning',
      says: ['but not /dev/nvidia-uvm'],
      fixed: `services:\n  app:\n    image: a\n${RESERVED}`,
      offers: {
        'Complete the list and reserve the GPUs': app([
          '/dev/nvidia0:/dev/nvidia0 # card',
          '/dev/nvidiactl:/dev/nvidiactl',
          '/dev/nvidia-uvm:/dev/nvidia-uvm',
        ]).replace('    devices:\n', `${RESERVED}    devices:\n`),
      },
    },
    {
      name: 'no node of a card: all of them',
      text: app(['⟦/dev/nvidiactl⟧', '/dev/nvidia-uvm']),
      message: 'incomplete',
      fixed: `services:\n  app:\n    image: a\n${RESERVED.replace('device_ids: ["0"]', 'count: all')}`,
    },
    {
      name: 'complete, but no libraries; another device stays',
      text: app(['/dev/ttyUSB0', '⟦/dev/nvidia0⟧', '/dev/nvidiactl', '/dev/nvidia-uvm']),
      message: 'nolibs',
      severity: 'warning',
      fixed: app(['/dev/ttyUSB0', '/dev/nvidia0', '/dev/nvidiactl', '/dev/nvidia-uvm'], RESERVED),
      offers: { 'Reserve the GPUs in place of the nodes': app(['/dev/ttyUSB0'], RESERVED) },
    },
    {
      name: 'beside a request: needed in full only without cgroup access',
      text: app(['⟦/dev/nvidia-uvm⟧', '/dev/nvidiactl'], '    gpus: all\n'),
      message: 'partial',
      severity: 'info',
      says: ['but not /dev/nvidia0'],
      fixed: app(['/dev/nvidia-uvm', '/dev/nvidiactl', '/dev/nvidia0'], '    gpus: all\n'),
      offers: { 'Delete the device nodes': 'services:\n  app:\n    image: a\n    gpus: all\n' },
    },
    {
      name: 'long syntax, an alias',
      text: 'x-d: &d\n  - ⟦{ source: /dev/nvidia0, target: /dev/nvidia0 }⟧\nservices:\n  a: { image: a, devices: *d }\n  b: { image: b, devices: *d }\n',
      message: 'incomplete',
      fixed:
        'x-d: &d\n  - { source: /dev/nvidia0, target: /dev/nvidia0 }\n  - /dev/nvidiactl\n  - /dev/nvidia-uvm\nservices:\n  a: { image: a, deploy: { resources: { reservations: { devices: [{ driver: nvidia, device_ids: ["0"], capabilities: [gpu] }] } } }, devices: *d }\n  b: { image: b, devices: *d, deploy: { resources: { reservations: { devices: [{ driver: nvidia, device_ids: ["0"], capabilities: [gpu] }] } } } }\n',
    },
  ],
})
