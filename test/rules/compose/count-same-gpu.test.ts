import rule from '../../../src/rules/compose/count-same-gpu'
import { testRule } from '../../support/rule-tester'

const service = (name: string, selection: string, rest = ''): string =>
  `  ${name}:\n    image: a\n${rest}    gpus:\n      - driver: nvidia\n        ${selection}\n`
const TWO = { gpus: ['RTX 4090', 'RTX 4090'] }
const FOUR = { gpus: ['A100', 'A100', 'A100', 'A100'] }

const OVERLAY = `services:\n${service('a', 'count: 1').replace('    image: a\n', '')}${service('b', 'count: ⟦1⟧').replace(/ {4}image: \w+\n/, '')}`

testRule(rule, {
  valid: [
    `services:\n${service('a', 'count: 1')}`,
    `services:\n${service('a', 'count: 1')}${service('b', 'device_ids: ["1"]')}`,
    `services:\n${service('a', 'count: 1')}${service('b', 'count: all')}`,
    `services:\n${service('a', 'count: 1')}${service('b', 'count: ${N}')}`,
    {
      name: 'profiles keep them apart',
      text: `services:\n${service('a', 'count: 1', '    profiles: [x]\n')}${service('b', 'count: 1', '    profiles: [y]\n')}`,
    },
    {
      name: 'one is optional',
      text: `services:\n${service('a', 'count: 1')}${service('b', 'count: 1', '    profiles: [y]\n')}`,
    },
    {
      name: 'one GPU in the machine',
      text: `services:\n${service('a', 'count: 1')}${service('b', 'count: 1')}`,
      target: { gpus: ['RTX 4090'] },
    },
    {
      name: 'an overlay whose base keeps them apart',
      path: 'docker-compose.gpu.yml',
      text: OVERLAY.replace('⟦1⟧', '1'),
      files: { 'docker-compose.yml': 'services: { a: { image: a, profiles: [x] }, b: { image: b, profiles: [y] } }\n' },
    },
    {
      name: 'an overlay over a request: told by override-concatenates-devices',
      path: 'docker-compose.gpu.yml',
      text: OVERLAY.replace('⟦1⟧', '1'),
      files: { 'docker-compose.yml': 'services: { a: { image: a, gpus: [{ count: 1 }] }, b: { image: b } }\n' },
    },
    {
      name: 'an overlay without its base, which may keep them apart',
      text: OVERLAY.replace('⟦1⟧', '1'),
    },
    {
      name: 'an overlay beside a whole service',
      text: `services:\n${service('a', 'count: 1').replace('    image: a\n', '')}${service('b', 'count: 1')}`,
    },
    {
      name: 'never started',
      text: `services:\n${service('a', 'count: 1', '    scale: 0\n')}${service('b', 'count: 1')}`,
    },
    {
      name: 'another vendor',
      text: `services:\n${service('a', 'count: 1').replace('nvidia', 'amd')}${service('b', 'count: 1')}`,
    },
  ],
  invalid: [
    {
      name: 'an overlay, over the file beside it',
      path: 'docker-compose.gpu.yml',
      text: OVERLAY,
      files: { 'docker-compose.yml': 'services: { a: { image: a }, b: { image: b } }\n' },
      message: 'same',
      severity: 'info',
      says: ['gives the service b GPU 0, as it gives a GPU 0'],
      fixed: null,
    },
    {
      text: `services:\n${service('llm', 'count: 1')}${service('asr', 'count: ⟦1⟧ # a card')}`,
      message: 'same',
      severity: 'info',
      says: ['gives the service asr GPU 0, as it gives llm GPU 0'],
      fixed: null,
    },
    {
      name: 'the machine has two GPUs',
      text: `services:\n${service('a', 'count: 1')}${service('b', 'count: ⟦1⟧ # a card')}`,
      target: TWO,
      message: 'same',
      severity: 'warning',
      fixed: `services:\n${service('a', 'count: 1')}${service('b', 'device_ids: ["1"] # a card')}`,
    },
    {
      name: 'three services, under deploy too',
      text: `services:\n${service('a', 'count: 2', '    profiles: [x]\n')}${service('b', 'count: ⟦1⟧', '    profiles: [x]\n')}  c:\n    image: c\n    profiles: [x]\n    deploy: { resources: { reservations: { devices: [{ count: ⟦1⟧, capabilities: [gpu] }] } } }\n`,
      target: FOUR,
      message: 'same',
      fixed: `services:\n${service('a', 'count: 2', '    profiles: [x]\n')}${service('b', 'device_ids: ["2"]', '    profiles: [x]\n')}  c:\n    image: c\n    profiles: [x]\n    deploy: { resources: { reservations: { devices: [{ device_ids: ["3"], capabilities: [gpu] }] } } }\n`,
    },
    {
      name: 'more than the machine has: nothing to repair',
      text: `services:\n${service('a', 'count: 2')}${service('b', 'count: ⟦1⟧')}`,
      target: TWO,
      message: 'same',
      fixed: null,
    },
    {
      name: 'one anchor for both',
      text: 'x-gpu: &gpu\n  - count: ⟦1⟧\nservices:\n  a: { image: a, gpus: *gpu }\n  b: { image: b, gpus: *gpu }\n',
      message: 'same',
      fixed: null,
    },
  ],
})
