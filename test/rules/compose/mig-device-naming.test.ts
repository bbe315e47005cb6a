import rule from '../../../src/rules/compose/mig-device-naming'
import { testRule } from '../../support/rule-tester'

const ids = (list: string): string =>
  `services:\n  llm:\n    image: vllm/vllm-openai:v0.8.4\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              device_ids: ${list}\n              capabilities: [gpu]\n`
const UUID = 'MIG-c6d4f1ef-42e4-5de3-91c7-45d71c87eb3f'

testRule(rule, {
  valid: [
    ids('["0:1"]'),
    ids(`["${UUID}"]`),
    ids('["0", "GPU-3a1b"]'),
    ids('["${MIG}"]'),
    { name: 'a bare profile is told elsewhere', text: ids('["1g.10gb"]') },
    { name: 'an older engine', text: ids('["0:1"]'), target: { engine: '28.5.2' } },
    { name: 'no MIG device', text: ids('["0"]'), target: { engine: '29.3.0' } },
    { name: 'Podman', text: ids('["0:1"]'), target: { engine: 'podman 5.2.0' } },
    {
      name: 'a variable',
      text: `services:\n  a:\n    image: a\n    runtime: nvidia\n    environment: [NVIDIA_VISIBLE_DEVICES=${UUID}]\n`,
    },
  ],
  invalid: [
    { text: ids('[⟦"MIG-1g.10gb"⟧]'), message: 'profile', severity: 'warning', says: ['"MIG-1g.10gb"'], fixed: null },
    { name: 'with a prefix', text: ids('["0", ⟦MIG-3g.40gb+me⟧]'), message: 'profile', fixed: null },
    {
      name: 'in the variable',
      text: 'services:\n  a:\n    image: a\n    runtime: nvidia\n    environment:\n      NVIDIA_VISIBLE_DEVICES: ⟦MIG-1g.5gb⟧\n',
      message: 'profile',
      fixed: null,
    },
    {
      name: 'an engine that asks CDI first',
      text: ids('[⟦"0:1"⟧]'),
      target: { engine: '29.2.1' },
      message: 'engine',
      severity: 'info',
      says: ['Docker Engine 29.2.1'],
      fixed: null,
    },
  ],
})
