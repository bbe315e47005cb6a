import rule from '../../../src/rules/compose/gpus-and-deploy-both'
import { testRule } from '../../support/rule-tester'

const reserve = (item: string): string =>
  `    deploy:\n      resources:\n        reservations:\n          devices:\n            - ${item}\n`
const head = 'services:\n  app:\n    image: ollama/ollama\n'
const pin = '{ driver: nvidia, device_ids: ["1"], capabilities: [gpu] }'
const marked = (text: string): string => text.replace('devices:', '⟦devices⟧:')

testRule(rule, {
  valid: [
    `${head}    gpus: all\n`,
    `${head}${reserve(pin)}`,
    { name: 'CDI names alone', text: `${head}    gpus: []\n    devices: ["nvidia.com/gpu=0"]\n` },
    { name: 'other devices', text: `${head}    gpus: all\n    devices: ["/dev/nvidia0", "vendor.com/net=0"]\n` },
    {
      name: 'different drivers',
      text: `${head}    gpus: [{ driver: cdi, device_ids: ["nvidia.com/gpu=0"] }]\n${reserve(pin)}`,
    },
    {
      name: 'a driver that is not known',
      text: `${head}    gpus: all\n${reserve(pin.replace('nvidia', '"${DRIVER}"'))}`,
    },
    { name: 'an empty list asks for nothing', text: `${head}    gpus: []\n${reserve(pin)}` },
    { name: 'a variable', text: `${head}    gpus: \${GPUS:-all}\n${reserve(pin)}` },
    { name: 'taken away', text: `${head}    gpus: !reset null\n${reserve(pin)}` },
    {
      name: 'an override file replaces the reservation on purpose',
      text: `${head}${reserve(pin)}`,
      files: { 'docker-compose.override.yml': 'services:\n  app:\n    gpus: all\n' },
    },
    {
      name: 'a service that extends another replaces its reservation',
      text: `${head}${reserve(pin)}  other:\n    extends: app\n    gpus: all\n`,
    },
    {
      name: 'reservations without devices',
      text: `${head}    gpus: all\n    deploy:\n      resources:\n        reservations:\n          memory: 4g\n`,
    },
  ],
  invalid: [
    {
      name: 'CDI names beside a request',
      text: `${head}    gpus: all\n    ⟦devices⟧: ["nvidia.com/gpu=0"]\n`,
      message: 'cdi',
      severity: 'info',
      says: ['nvidia.com/gpu=0', '(all)'],
      fixed: `${head}    gpus: all\n`,
    },
    {
      text: `${head}    gpus: all\n${marked(reserve(pin))}`,
      message: 'lost',
      severity: 'warning',
      says: ['reserves devices (1)', 'gpus (all)'],
      fixed: `${head}${reserve(pin)}`,
      offers: { 'Delete the reservation, keep gpus': `${head}    gpus: all\n` },
    },
    {
      name: 'the pin stands under gpus',
      text: `${head}${marked(reserve('{ driver: nvidia, count: 1, capabilities: [gpu] }'))}    gpus:\n      - device_ids: ["1"] # small\n`,
      message: 'lost',
      fixed: `${head}    gpus:\n      - device_ids: ["1"] # small\n`,
    },
    {
      name: 'the same twice',
      text: `${head}    gpus: all\n${marked(reserve('{ count: all, capabilities: [gpu] }'))}`,
      message: 'same',
      severity: 'info',
      fixed: `${head}    gpus: all\n`,
    },
    {
      name: 'gpus of the service that it extends',
      text: `${head}    gpus: all\n  other:\n    extends: app\n${marked(reserve(pin))}`,
      message: 'lost',
      fixed: `${head}    gpus: all\n  other:\n    extends: app\n`,
    },
    {
      name: 'gpus through a merge key',
      text: `x-gpu: &gpu\n  gpus: all\n${head}    <<: *gpu\n${marked(reserve(pin))}`,
      message: 'lost',
      fixed: `x-gpu: &gpu\n  gpus: all\n${head}    <<: *gpu\n`,
    },
  ],
})
