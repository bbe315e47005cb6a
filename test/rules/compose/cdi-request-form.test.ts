import rule from '../../../src/rules/compose/cdi-request-form'
import { testRule } from '../../support/rule-tester'

const reserve = (item: string): string =>
  `services:\n  app:\n    image: a\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - ${item}\n`

testRule(rule, {
  valid: [
    reserve('{ driver: cdi, device_ids: ["nvidia.com/gpu=0"], capabilities: [gpu] }'),
    reserve('{ driver: nvidia, device_ids: ["0", "GPU-3a1b"], capabilities: [gpu] }'),
    reserve('{ driver: nvidia, count: 1, capabilities: [gpu] }'),
    'services:\n  app:\n    image: a\n    gpus: [{ driver: cdi, device_ids: ["nvidia.com/gpu=1:0"] }]\n',
    {
      name: 'both are told elsewhere',
      text: reserve('{ driver: cdi, count: 1, device_ids: ["0"], capabilities: [gpu] }'),
    },
    { name: 'none at all is told elsewhere', text: reserve('{ driver: cdi, count: 0, capabilities: [gpu] }') },
    { name: 'a variable', text: reserve('{ driver: cdi, device_ids: ["${GPU}"], capabilities: [gpu] }') },
    { name: 'another vendor', text: reserve('{ driver: cdi, device_ids: ["amd.com/gpu=0"], capabilities: [gpu] }') },
    {
      name: 'a driver that a variable names',
      text: reserve('{ driver: "${DRIVER:-cdi}", count: 1, capabilities: [gpu] }'),
    },
    { name: 'a count that a variable gives', text: reserve('{ driver: cdi, count: "${N}", capabilities: [gpu] }') },
    {
      name: 'Podman',
      text: reserve('{ driver: cdi, count: 1, capabilities: [gpu] }'),
      target: { engine: 'podman 5.2.0' },
    },
    { name: 'taken away', text: reserve('!reset { driver: cdi, count: 1, capabilities: [gpu] }') },
  ],
  invalid: [
    {
      text: reserve('driver: cdi\n              count: ⟦all⟧ # every card\n              capabilities: [gpu]'),
      message: 'count',
      severity: 'error',
      says: ['no count (all)', 'unexpected count in CDI device request'],
      fixed: reserve(
        'driver: cdi\n              device_ids: [nvidia.com/gpu=all] # every card\n              capabilities: [gpu]',
      ),
    },
    {
      name: 'a number, under gpus',
      text: 'services:\n  app:\n    image: a\n    gpus: [{ driver: cdi, count: ⟦2⟧ }]\n',
      message: 'count',
      fixed:
        'services:\n  app:\n    image: a\n    gpus: [{ driver: cdi, device_ids: [nvidia.com/gpu=0, nvidia.com/gpu=1] }]\n',
    },
    {
      name: 'no device named',
      text: reserve('{ driver: ⟦cdi⟧, capabilities: [gpu] }'),
      message: 'unnamed',
      severity: 'error',
      fixed: reserve('{ driver: cdi, capabilities: [gpu], device_ids: [nvidia.com/gpu=all] }'),
    },
    {
      name: 'an index in place of a name',
      text: reserve('{ driver: cdi, device_ids: [⟦"0"⟧, "nvidia.com/gpu=1"], capabilities: [gpu] }'),
      message: 'id',
      says: ['nvidia.com/gpu=0'],
      fixed: reserve('{ driver: cdi, device_ids: ["nvidia.com/gpu=0", "nvidia.com/gpu=1"], capabilities: [gpu] }'),
    },
    {
      name: 'a CDI name for the driver nvidia',
      text: reserve('{ driver: ⟦nvidia⟧, device_ids: ["nvidia.com/gpu=0"], capabilities: [gpu] }'),
      message: 'driver',
      severity: 'warning',
      fixed: reserve('{ driver: cdi, device_ids: ["nvidia.com/gpu=0"], capabilities: [gpu] }'),
    },
    {
      name: 'a CDI name without a driver, through an anchor',
      text: `x-ids: &ids ⟦["nvidia.com/gpu=all"]⟧\n${reserve('{ device_ids: *ids, capabilities: [gpu] }')}`,
      message: 'driver',
      fixed: `x-ids: &ids ["nvidia.com/gpu=all"]\n${reserve('{ device_ids: *ids, capabilities: [gpu], driver: cdi }')}`,
    },
  ],
})
