import rule from '../../../src/rules/compose/device-request-unknown-key'
import { testRule } from '../../support/rule-tester'

const item = (...lines: string[]): string =>
  `services:\n  app:\n    image: a\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - ${lines.join('\n              ')}\n`

testRule(rule, {
  valid: [
    item('driver: nvidia', 'count: 1', 'capabilities: [gpu]', 'options: { a: b }'),
    item('x-note: big', 'capabilities: [gpu]'),
    {
      name: 'under gpus: told by another rule',
      text: 'services:\n  a:\n    image: a\n    gpus: [{ device_id: ["1"] }]\n',
    },
    {
      name: 'devices of the service',
      text: 'services:\n  a:\n    image: a\n    devices:\n      - source: /dev/dri\n        target: /dev/dri\n',
    },
    { name: 'taken away', text: item('device: !reset null', 'capabilities: [gpu]') },
  ],
  invalid: [
    {
      text: item('driver: nvidia', '⟦device_id⟧: ["1"] # small', 'capabilities: [gpu]'),
      message: 'meant',
      severity: 'error',
      says: ['Did you mean device_ids?'],
      fixed: item('driver: nvidia', 'device_ids: ["1"] # small', 'capabilities: [gpu]'),
    },
    {
      name: 'with its value',
      text: item('⟦device⟧: 0', 'capabilities: [gpu]'),
      message: 'meant',
      fixed: item('device_ids: ["0"]', 'capabilities: [gpu]'),
    },
    {
      name: 'misspelt',
      text: item('driver: nvidia', '⟦capabilites⟧: [gpu]'),
      message: 'meant',
      fixed: item('driver: nvidia', 'capabilities: [gpu]'),
    },
    {
      name: 'a text for a list',
      text: item('⟦capability⟧: gpu'),
      message: 'meant',
      fixed: item('capabilities: [gpu]'),
    },
    {
      name: 'no such key',
      text: item('driver: nvidia', '⟦runtime⟧: nvidia', 'capabilities: [gpu]'),
      message: 'unknown',
      fixed: item('driver: nvidia', 'capabilities: [gpu]'),
    },
    {
      name: 'the right key is there',
      text: item('count: 1', '⟦counts⟧: 2', 'capabilities: [gpu]'),
      message: 'unknown',
      fixed: item('count: 1', 'capabilities: [gpu]'),
    },
    {
      name: 'in flow style, in quotes',
      text: 'services: { a: { image: a, deploy: { resources: { reservations: { devices: [{ ⟦"Driver"⟧: nvidia, "capabilities": ["gpu"] }] } } } } }\n',
      message: 'meant',
      fixed:
        'services: { a: { image: a, deploy: { resources: { reservations: { devices: [{ "driver": nvidia, "capabilities": ["gpu"] }] } } } } }\n',
    },
    {
      name: 'through a merge key',
      text: `x-gpu: &gpu\n  ⟦drivers⟧: nvidia\n${item('<<: *gpu', 'capabilities: [gpu]')}`,
      message: 'meant',
      fixed: null,
    },
  ],
})
