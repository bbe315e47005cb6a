import rule from '../../../src/rules/compose/capabilities-missing'
import { testRule } from '../../support/rule-tester'

const head =
  'services:\n  app:\n    image: ollama/ollama\n    deploy:\n      resources:\n        reservations:\n          devices:'

testRule(rule, {
  valid: [
    `${head}\n            - driver: nvidia\n              count: 1\n              capabilities: [gpu]\n`,
    {
      name: 'a gpus item may omit it',
      text: 'services:\n  app:\n    image: a\n    gpus:\n      - driver: nvidia\n        count: 1\n',
    },
    {
      name: 'it arrives through a merge key',
      text: `x-gpu: &gpu\n  capabilities: [gpu]\n${head}\n            - <<: *gpu\n              count: 1\n`,
    },
    {
      name: 'misspelt: told by another rule',
      text: `${head}\n            - driver: nvidia\n              capability: [gpu]\n`,
    },
    {
      name: 'one request over several dashes: told by another rule',
      text: `${head}\n            - driver: nvidia\n            - capabilities: [gpu]\n`,
    },
    {
      name: 'a list without shape: told by another rule',
      text: `${head}\n            - driver: nvidia\n              capabilities:\n`,
    },
    {
      name: 'the list stands outside the item: told by another rule',
      text: `${head}\n            - driver: nvidia\n          capabilities: [gpu]\n`,
    },
    { name: 'taken away', text: `${head} !reset\n            - driver: nvidia\n` },
    'services:\n  app:\n    image: a\n    devices:\n      - source: /dev/dri\n        target: /dev/dri\n',
  ],
  invalid: [
    {
      text: `${head}\n            - ⟦driver⟧: nvidia # the card\n              count: 1\n`,
      message: 'missing',
      fixed: `${head}\n            - driver: nvidia # the card\n              count: 1\n              capabilities: [gpu]\n`,
    },
    {
      name: 'in flow style',
      text: 'services:\n  app: { image: a, deploy: { resources: { reservations: { devices: [{ ⟦count⟧: all }] } } } }\n',
      message: 'missing',
      fixed:
        'services:\n  app: { image: a, deploy: { resources: { reservations: { devices: [{ count: all, capabilities: [gpu] }] } } } }\n',
    },
    {
      name: 'an empty item',
      text: `${head} [⟦{}⟧]\n`,
      message: 'missing',
      fixed: `${head} [{ capabilities: [gpu] }]\n`,
    },
    {
      name: 'a CDI driver too, and through an alias for two services',
      text: 'x-gpu: &gpu\n  - ⟦driver⟧: cdi\n    device_ids: ["nvidia.com/gpu=0"]\nservices:\n  a:\n    image: a\n    deploy: { resources: { reservations: { devices: *gpu } } }\n  b:\n    image: b\n    deploy: { resources: { reservations: { devices: *gpu } } }\n',
      message: 'missing',
      fixed: null,
    },
    {
      name: 'an overlay: items of two files are not joined',
      path: 'docker-compose.gpu.yml',
      text: 'services:\n  app:\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - ⟦count⟧: 1\n',
      message: 'missing',
      fixed:
        'services:\n  app:\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - count: 1\n              capabilities: [gpu]\n',
    },
  ],
})
