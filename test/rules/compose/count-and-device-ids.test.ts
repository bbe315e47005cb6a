import rule from '../../../src/rules/compose/count-and-device-ids'
import { testRule } from '../../support/rule-tester'

const head =
  'services:\n  app:\n    image: ollama/ollama\n    deploy:\n      resources:\n        reservations:\n          devices:\n'

testRule(rule, {
  valid: [
    `${head}            - count: 1\n              capabilities: [gpu]\n            - device_ids: ["1"]\n              capabilities: [gpu]\n`,
    'services:\n  app:\n    image: a\n    gpus:\n      - device_ids: ["0"]\n',
    {
      name: 'the count is taken away',
      text: `${head}            - count: !reset null\n              device_ids: ["0"]\n              capabilities: [gpu]\n`,
    },
    'services:\n  app:\n    image: a\n    labels:\n      count: 1\n      device_ids: a\n',
  ],
  invalid: [
    {
      text: `${head}            - driver: nvidia\n              ⟦count⟧: 1\n              device_ids: ["0"] # the big card\n              capabilities: [gpu]\n`,
      message: 'both',
      severity: 'error',
      says: ['count (1)'],
      fixed: `${head}            - driver: nvidia\n              device_ids: ["0"] # the big card\n              capabilities: [gpu]\n`,
      offers: {
        'Delete device_ids, keep count': `${head}            - driver: nvidia\n              count: 1\n              capabilities: [gpu]\n`,
      },
    },
    {
      name: 'under gpus, in flow style, count 0',
      text: 'services: { a: { image: a, gpus: [{ ⟦count⟧: 0, device_ids: ["0", "1"] }] } }\n',
      message: 'both',
      fixed: 'services: { a: { image: a, gpus: [{ device_ids: ["0", "1"] }] } }\n',
    },
    {
      name: 'the ids come through a merge key',
      text: `x-pin: &pin\n  device_ids: ["0"]\n${head}            - <<: *pin\n              ⟦count⟧: all\n              capabilities: [gpu]\n`,
      message: 'both',
      fixed: `x-pin: &pin\n  device_ids: ["0"]\n${head}            - <<: *pin\n              capabilities: [gpu]\n`,
    },
    {
      name: 'the count comes through a merge key',
      text: `x-one: &one\n  driver: nvidia\n  ⟦count⟧: 1\n  capabilities: [gpu]\n${head}            - <<: *one\n              device_ids: ["1"]\n`,
      message: 'both',
      fixed: `x-one: &one\n  driver: nvidia\n  count: 1\n  capabilities: [gpu]\n${head}            - device_ids: ["1"]\n              driver: nvidia\n              capabilities: [gpu]\n`,
    },
    {
      name: 'whatever the variable holds',
      text: `${head}            - ⟦count⟧: \${N:-1}\n              device_ids: ["\${ID}"]\n              capabilities: [gpu]\n`,
      message: 'both',
      fixed: `${head}            - device_ids: ["\${ID}"]\n              capabilities: [gpu]\n`,
    },
  ],
})
