import rule from '../../../src/rules/compose/visible-devices-overridden'
import { testRule } from '../../support/rule-tester'

const item = (selection: string): string =>
  `    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              ${selection}\n              capabilities: [gpu]\n`
const app = (environment: string, rest: string): string =>
  `services:\n  app:\n    image: a\n    environment:\n      ${environment}\n${rest}`

testRule(rule, {
  valid: [
    app('NVIDIA_VISIBLE_DEVICES: all', item('count: 1')),
    { name: 'it says what the request gives', text: app('NVIDIA_VISIBLE_DEVICES: 0', item('count: 1')) },
    app('- NVIDIA_VISIBLE_DEVICES=1,0', item('device_ids: ["0", "1"]')),
    { name: 'the runtime reads it', text: app('NVIDIA_VISIBLE_DEVICES: 1', '    runtime: nvidia\n') },
    { name: 'not known', text: app('NVIDIA_VISIBLE_DEVICES: ${GPU}', item('count: 1')) },
    { name: 'the request is not known', text: app('NVIDIA_VISIBLE_DEVICES: 1', item('device_ids: ["${GPU}"]')) },
    { name: 'from the shell', text: app('- NVIDIA_VISIBLE_DEVICES', item('count: 1')) },
    {
      name: 'CDI',
      text: app(
        'NVIDIA_VISIBLE_DEVICES: void',
        item('device_ids: ["nvidia.com/gpu=0"]').replace('driver: nvidia', 'driver: cdi'),
      ),
    },
    {
      name: 'container tools',
      text: app('NVIDIA_VISIBLE_DEVICES: void', item('count: 1').replace('[gpu]', '[gpu, utility]')),
    },
    {
      name: 'an engine that goes through CDI',
      text: app('NVIDIA_VISIBLE_DEVICES: 1', item('count: 1')),
      target: { engine: '29.3.0' },
    },
    { name: 'a default that agrees', text: app('NVIDIA_VISIBLE_DEVICES: ${GPU:-0}', item('count: 1')) },
    { name: 'the other variable', text: app('NVIDIA_DRIVER_CAPABILITIES: compute,utility', item('count: 1')) },
    {
      name: 'quotes are told by another rule',
      text: app('- NVIDIA_VISIBLE_DEVICES="0"', item('count: 1')),
    },
    {
      name: 'it stands in another file',
      text: 'services:\n  app:\n    extends: { file: base.yml, service: app }\n',
      files: {
        'base.yml':
          'services:\n  app:\n    image: a\n    gpus: [{ count: 1 }]\n    environment: [NVIDIA_VISIBLE_DEVICES=1]\n',
      },
    },
    app('NVIDIA_VISIBLE_DEVICES: nvidia.com/gpu=0', item('count: 1')),
    { name: 'a word that means nothing', text: app('NVIDIA_VISIBLE_DEVICES: compute', item('count: 1')) },
    {
      name: 'an image for GPUs of AMD',
      text: app('NVIDIA_VISIBLE_DEVICES: 1', item('count: 2')).replace(/image: .*/, 'image: rocm/pytorch:latest'),
    },
  ],
  invalid: [
    {
      text: app('NVIDIA_VISIBLE_DEVICES: "⟦1⟧"'.replace('"⟦1⟧"', '⟦"1"⟧'), item('count: 1 # one card')),
      message: 'overridden',
      severity: 'warning',
      says: ['NVIDIA_VISIBLE_DEVICES=1 has no effect', 'NVIDIA_VISIBLE_DEVICES=0'],
      fixed: `services:\n  app:\n    image: a\n${item('device_ids: ["1"] # one card')}`,
      offers: { 'Delete NVIDIA_VISIBLE_DEVICES': `services:\n  app:\n    image: a\n${item('count: 1 # one card')}` },
    },
    {
      name: 'a list beside gpus: all',
      text: app('- A=b\n      - NVIDIA_VISIBLE_DEVICES=⟦0,2⟧', '    gpus: all\n'),
      message: 'overridden',
      says: ['NVIDIA_VISIBLE_DEVICES=all'],
      fixed: app('- A=b', '    gpus:\n      - driver: nvidia\n        device_ids: ["0", "2"]\n'),
    },
    {
      name: 'none beside a request',
      text: app('NVIDIA_VISIBLE_DEVICES: ⟦none⟧\n      A: b', item('device_ids: ["0"]')),
      message: 'overridden',
      fixed: app('A: b', item('device_ids: ["0"]')),
    },
    {
      name: 'from an env_file',
      text: `services:\n  app:\n    image: a\n    env_file:\n      - ⟦gpu.env⟧\n${item('count: 1')}`,
      files: { 'gpu.env': 'NVIDIA_VISIBLE_DEVICES=1\n' },
      message: 'overridden',
      fixed: `services:\n  app:\n    image: a\n    env_file:\n      - gpu.env\n${item('device_ids: ["1"]')}`,
    },
    {
      name: 'other ids in the request',
      text: app('A: b\n      NVIDIA_VISIBLE_DEVICES: ⟦1⟧', item("device_ids: ['0']")),
      message: 'overridden',
      fixed: app('A: b', item("device_ids: ['1']")),
    },
    {
      name: 'a request for all',
      text: 'services:\n  app:\n    image: a\n    gpus: [{ driver: nvidia }]\n    environment: { NVIDIA_VISIBLE_DEVICES: ⟦1⟧ }\n',
      message: 'overridden',
      fixed: 'services:\n  app:\n    image: a\n    gpus: [{ driver: nvidia, device_ids: ["1"] }]\n',
    },
    {
      name: 'set in the override file',
      text: 'services:\n  ⟦app⟧:\n    image: a\n    gpus: all\n',
      files: { 'compose.override.yaml': 'services:\n  app:\n    environment: [NVIDIA_VISIBLE_DEVICES=1]\n' },
      message: 'overridden',
      says: ['NVIDIA_VISIBLE_DEVICES=1 has no effect'],
    },
  ],
})
