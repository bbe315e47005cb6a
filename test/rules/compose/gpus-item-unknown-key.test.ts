import rule from '../../../src/rules/compose/gpus-item-unknown-key'
import { testRule } from '../../support/rule-tester'

const item = (...lines: string[]): string =>
  `services:\n  app:\n    image: ollama/ollama\n    gpus:\n      - ${lines.join('\n        ')}\n`

testRule(rule, {
  valid: [
    item('driver: nvidia', 'device_ids: ["0"]', 'capabilities: [gpu]', 'options: {}'),
    item('driver: nvidia'),
    item('x-note: the big card', 'count: 1'),
    'services:\n  app:\n    image: a\n    gpus: all\n',
    {
      name: 'refused under deploy: told by another rule',
      text: 'services:\n  a:\n    image: a\n    deploy: { resources: { reservations: { devices: [{ device_id: ["1"], capabilities: [gpu] }] } } }\n',
    },
    { name: 'taken away', text: 'services:\n  a:\n    image: a\n    gpus: !reset [{ device_id: ["1"] }]\n' },
  ],
  invalid: [
    {
      text: item('⟦device_id⟧: ["1"] # the small card'),
      message: 'every',
      severity: 'error',
      says: ['"device_id"', 'device_ids?'],
      fixed: item('device_ids: ["1"] # the small card'),
    },
    {
      name: 'a scalar',
      text: item('driver: nvidia', '⟦device⟧: 1'),
      message: 'every',
      fixed: item('driver: nvidia', 'device_ids: ["1"]'),
    },
    { name: 'misspelt count', text: item('⟦coutn⟧: 1'), message: 'every', fixed: item('count: 1') },
    {
      name: 'no such key',
      text: item('driver: nvidia', '⟦memory⟧: 8g'),
      message: 'every',
      fixed: item('driver: nvidia'),
    },
    {
      name: 'beside a pin',
      text: item('device_ids: ["1"]', '⟦capability⟧: compute'),
      message: 'ignored',
      severity: 'warning',
      fixed: item('device_ids: ["1"]', 'capabilities: [compute]'),
    },
    {
      name: 'an empty item',
      text: 'services:\n  app:\n    image: a\n    gpus: [⟦{}⟧]\n',
      message: 'empty',
      severity: 'error',
      fixed: 'services:\n  app:\n    image: a\n    gpus: [{ count: all }]\n',
    },
    {
      name: 'through an alias',
      text: 'x-gpu: &gpu\n  - { ⟦device-ids⟧: ["1"] }\nservices:\n  a: { image: a, gpus: *gpu }\n  b: { image: b, gpus: *gpu }\n',
      message: 'every',
      fixed: null,
    },
  ],
})
