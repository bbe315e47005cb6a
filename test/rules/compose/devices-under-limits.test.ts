import rule from '../../../src/rules/compose/devices-under-limits'
import { testRule } from '../../support/rule-tester'

const head = 'services:\n  app:\n    image: a\n    deploy:\n      resources:\n'
const devices = (indent: string): string =>
  `${indent}devices:\n${indent}  - driver: nvidia # card\n${indent}    count: 1\n${indent}    capabilities: [gpu]\n`

testRule(rule, {
  valid: [
    `${head}        reservations:\n${devices('          ')}`,
    `${head}        limits:\n          memory: 8g\n        reservations:\n${devices('          ')}`,
    { name: 'taken away', text: `${head}        limits:\n          devices: !reset null\n` },
    'services:\n  app:\n    image: a\n    devices: [/dev/dri]\n',
  ],
  invalid: [
    {
      text: `${head}        limits:\n${devices('          ').replace('devices', '⟦devices⟧')}`,
      message: 'limits',
      severity: 'error',
      fixed: `${head}        reservations:\n${devices('          ')}`,
    },
    {
      name: 'what else is limited stays',
      text: `${head}        limits:\n          memory: 8g # enough\n${devices('          ').replace('devices', '⟦devices⟧')}        reservations:\n          cpus: "2"\n`,
      message: 'limits',
      fixed: `${head}        limits:\n          memory: 8g # enough\n        reservations:\n          cpus: "2"\n${devices('          ')}`,
    },
    {
      name: 'in flow style',
      text: 'services: { a: { image: a, deploy: { resources: { limits: { ⟦devices⟧: [{ capabilities: [gpu] }] } } } } }\n',
      message: 'limits',
      fixed:
        'services: { a: { image: a, deploy: { resources: { reservations: { devices: [{ capabilities: [gpu] }] } } } } }\n',
    },
    {
      name: 'in both places',
      text: `${head}        limits:\n          memory: 8g\n${devices('          ').replace('devices', '⟦devices⟧')}        reservations:\n${devices('          ')}`,
      message: 'both',
      fixed: `${head}        limits:\n          memory: 8g\n        reservations:\n${devices('          ')}`,
    },
    {
      name: 'through a merge key',
      text: 'x-gpu: &gpu\n  deploy:\n    resources:\n      limits:\n        ⟦devices⟧: [{ capabilities: [gpu] }]\nservices:\n  a:\n    <<: *gpu\n    image: a\n',
      message: 'limits',
      fixed: null,
    },
  ],
})
