import rule from '../../../src/rules/compose/deploy-misnested'
import { testRule } from '../../support/rule-tester'

const head = 'services:\n  app:\n    image: ollama/ollama\n'
/** The lines of a device request below `devices:`, at a column. */
const item = (at: number): string =>
  ['- driver: nvidia # card', '  count: 1', '  capabilities: [gpu]']
    .map((line) => `${' '.repeat(at)}${line}\n`)
    .join('')
const good = `${head}    deploy:\n      resources:\n        reservations:\n          devices:\n${item(12)}`
const below = (...lines: string[]): string =>
  `${head}    deploy:\n      resources:\n${lines.map((line) => `        ${line}\n`).join('')}`

testRule(rule, {
  valid: [
    good,
    below('limits:', '  memory: 8g', 'reservations:', '  memory: 4g'),
    {
      name: 'paths of devices',
      text: `${head}    devices:\n      - /dev/dri\n      - source: /dev/kfd\n        target: /dev/kfd\n`,
    },
    {
      name: 'two requests',
      text: below(
        'reservations:',
        '  devices:',
        '    - driver: nvidia',
        '      capabilities: [gpu]',
        '    - driver: amd',
        '      capabilities: [gpu]',
      ),
    },
    { name: 'an empty list', text: below('reservations:', '  devices: []') },
    {
      name: 'a request without capabilities: told by another rule',
      text: below('reservations:', '  devices:', '    - driver: nvidia'),
    },
    { name: 'devices under limits: told by another rule', text: below('limits:', '  devices: []') },
    {
      name: 'a service that is called deploy',
      text: 'services:\n  deploy:\n    image: a\n    deploy: { replicas: 1 }\n',
    },
    { name: 'taken away', text: `${head}    resources: !reset null\n` },
    'services:\n  app:\n    image: a\n    gpus: all\n    labels: { resources: a, device: b }\n',
  ],
  invalid: [
    {
      text: `${head}    ⟦resources⟧:\n      reservations:\n        devices:\n${item(10)}`,
      message: 'level',
      severity: 'error',
      says: ['stands under the service.', 'belongs to deploy'],
      fixed: good,
    },
    {
      name: 'devices under resources',
      text: below('⟦devices⟧:', ...item(2).trimEnd().split('\n')),
      message: 'level',
      fixed: good,
    },
    {
      name: 'devices under deploy',
      text: `${head}    deploy:\n      ⟦devices⟧:\n${item(8)}`,
      message: 'level',
      fixed: good,
    },
    {
      name: 'reservations under deploy',
      text: `${head}    deploy:\n      ⟦reservations⟧:\n        devices:\n${item(10)}`,
      message: 'level',
      fixed: good,
    },
    {
      name: 'reservations under the service',
      text: `${head}    ⟦reservations⟧:\n      devices:\n${item(8)}`,
      message: 'level',
      fixed: good,
    },
    {
      name: 'reservations under limits',
      text: below('limits:', '  memory: 8g', '  ⟦reservations⟧:', '    memory: 4g'),
      message: 'level',
      fixed: below('limits:', '  memory: 8g', 'reservations:', '  memory: 4g'),
    },
    {
      name: 'a request among the devices of the service',
      text: `${head}    ⟦devices⟧:\n${item(6)}`,
      message: 'level',
      fixed: good,
    },
    {
      name: 'a request among paths',
      text: `${head}    ⟦devices⟧:\n      - /dev/dri\n      - capabilities: [gpu]\n`,
      message: 'level',
      fixed: null,
    },
    {
      name: 'gpus under deploy',
      text: `${head}    deploy:\n      ⟦gpus⟧: all\n      replicas: 1\n`,
      message: 'level',
      says: ['the service itself'],
      fixed: `${head}    deploy:\n      replicas: 1\n    gpus: all\n`,
    },
    {
      name: 'reservation',
      text: below('⟦reservation⟧:', '  devices:', ...item(4).trimEnd().split('\n')),
      message: 'name',
      says: ['The key is "reservations"'],
      fixed: good,
    },
    {
      name: 'device',
      text: below('reservations:', '  ⟦device⟧:', ...item(4).trimEnd().split('\n')),
      message: 'name',
      fixed: good,
    },
    {
      name: 'a place that is taken',
      text: good.replace('    deploy:', '    ⟦reservation⟧:\n      cpus: "1"\n    deploy:'),
      message: 'level',
      fixed: null,
    },
    {
      name: 'no dash',
      text: below(
        'reservations:',
        '  ⟦devices⟧:',
        '    driver: nvidia # card',
        '    count: 1',
        '    capabilities: [gpu]',
      ),
      message: 'dash',
      fixed: good.replace('            - driver', '            - driver'),
    },
    {
      name: 'no brackets',
      text: below('reservations:', '  ⟦devices⟧: { capabilities: [gpu] }'),
      message: 'dash',
      fixed: below('reservations:', '  devices: [{ capabilities: [gpu] }]'),
    },
    {
      name: 'keys beside the list',
      text: below('reservations:', '  devices:', '  - driver: nvidia', '  ⟦count⟧: 1 # one', '  capabilities: [gpu]'),
      message: 'outside',
      fixed: below(
        'reservations:',
        '  devices:',
        '  - driver: nvidia',
        '    count: 1 # one',
        '    capabilities: [gpu]',
      ),
    },
    {
      name: 'no list at all',
      text: below('reservations:', '  ⟦driver⟧: nvidia # card', '  count: 1', '  capabilities:', '    - gpu'),
      message: 'outside',
      fixed: below(
        'reservations:',
        '  devices:',
        '  - driver: nvidia # card',
        '    count: 1',
        '    capabilities:',
        '      - gpu',
      ),
    },
    {
      name: 'neither dash nor indentation',
      text: below('reservations:', '  devices:', '  ⟦driver⟧: nvidia', '  capabilities: [gpu]'),
      message: 'outside',
      fixed: below('reservations:', '  devices:', '  - driver: nvidia', '    capabilities: [gpu]'),
    },
    {
      name: 'a dash before every key',
      text: below(
        'reservations:',
        '  ⟦devices⟧:',
        '    - driver: nvidia # card',
        '    - count: 1',
        '    - capabilities: [gpu]',
      ),
      message: 'split',
      says: ['3 dashes'],
      fixed: good,
    },
    { name: 'devices without a value', text: below('reservations:', '  ⟦devices⟧:'), message: 'list', fixed: null },
    {
      name: 'a word',
      text: below('reservations:', '  devices: ⟦all⟧'),
      message: 'list',
      fixed: below(
        'reservations:',
        '  devices:',
        '    - driver: nvidia',
        '      count: all',
        '      capabilities: [gpu]',
      ),
    },
    {
      name: 'a word in the list',
      text: below('reservations:', '  devices:', '    - ⟦nvidia.com/gpu=0⟧'),
      message: 'item',
      fixed: below(
        'reservations:',
        '  devices:',
        '    - driver: cdi',
        '      device_ids: [nvidia.com/gpu=0]',
        '      capabilities: [gpu]',
      ),
    },
    {
      name: 'another word in the list',
      text: below('reservations:', '  devices:', '    - ⟦/dev/nvidia0⟧'),
      message: 'item',
      fixed: null,
    },
    {
      name: 'paths as a map',
      text: `${head}    ⟦devices⟧:\n      /dev/dri: /dev/dri\n`,
      message: 'dash',
      fixed: `${head}    devices: [/dev/dri:/dev/dri]\n`,
    },
    {
      name: 'deploy at the level of the services',
      text: `${head}  ⟦deploy⟧:\n    resources:\n      reservations:\n        devices:\n${item(10)}`,
      message: 'service',
      says: ['app gets no GPU'],
      fixed: good,
    },
    {
      name: 'deploy at the top level',
      text: `${head}⟦deploy⟧:\n  resources:\n    reservations:\n      devices:\n${item(8)}`,
      message: 'top',
      fixed: good,
    },
    {
      name: 'through a merge key, for two services',
      text: 'x-gpu: &gpu\n  ⟦resources⟧: { reservations: { devices: [{ capabilities: [gpu] }] } }\nservices:\n  a: { <<: *gpu, image: a }\n  b: { <<: *gpu, image: b }\n',
      message: 'level',
      fixed: null,
    },
  ],
})
