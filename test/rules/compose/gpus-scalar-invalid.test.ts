import rule from '../../../src/rules/compose/gpus-scalar-invalid'
import { testRule } from '../../support/rule-tester'

const gpus = (value: string): string =>
  `services:\n  app:\n    image: ollama/ollama\n    gpus: ${value}\n    restart: always\n`
const list = (...lines: string[]): string => gpus(['', ...lines].join('\n      ')).replace('gpus: \n', 'gpus:\n')

testRule(rule, {
  valid: [
    gpus('all'),
    gpus('"all"'),
    gpus('${GPUS:-all}'),
    gpus('${GPUS}'),
    gpus('[]'),
    gpus('[{ count: 1 }]'),
    gpus('!reset null'),
    'services:\n  app:\n    image: a\n    labels:\n      gpus: 1\n',
    { name: 'an anchor', text: 'x-gpu: &gpu [{ count: 1 }]\nservices:\n  a:\n    image: a\n    gpus: *gpu\n' },
  ],
  invalid: [
    {
      name: 'a default',
      text: 'services:\n  a:\n    image: a\n    gpus: ⟦${GPUS:-1}⟧\n',
      message: 'text',
      says: ['${GPUS:-1}, which is "1"'],
      fixed: null,
    },
    {
      text: gpus('⟦1⟧ # one card'),
      message: 'type',
      severity: 'error',
      fixed: gpus('# one card\n      - driver: nvidia\n        count: 1'),
    },
    { text: gpus('⟦"device=0,2"⟧'), message: 'text', fixed: list('- driver: nvidia', '  device_ids: ["0", "2"]') },
    { text: gpus('⟦ALL⟧'), message: 'text', says: ['"ALL"'], fixed: gpus('all') },
    { text: gpus('⟦"1"⟧'), message: 'text', fixed: list('- driver: nvidia', '  count: 1') },
    { text: gpus('⟦true⟧'), message: 'type', fixed: gpus('all') },
    {
      name: 'nothing',
      text: gpus('').replace('gpus: ', '⟦gpus⟧:'),
      message: 'type',
      says: ['empty'],
      fixed: gpus('all'),
    },
    { text: gpus('⟦false⟧'), message: 'type', fixed: gpus('').replace('    gpus: \n', '') },
    { text: gpus('⟦0⟧'), message: 'type', fixed: list('- driver: nvidia', '  device_ids: ["0"]') },
    { text: gpus('⟦-1⟧'), message: 'type', fixed: gpus('all') },
    { text: gpus('⟦\'"device=0,1"\'⟧'), message: 'text', fixed: list('- driver: nvidia', '  device_ids: ["0", "1"]') },
    {
      text: gpus('⟦all,capabilities=utility⟧'),
      message: 'text',
      fixed: list('- driver: nvidia', '  count: all', '  capabilities: [utility]'),
    },
    { text: gpus('⟦device=${ID:-0}⟧'), message: 'text', fixed: list('- driver: nvidia', '  device_ids: ["${ID:-0}"]') },
    { text: gpus('⟦"0,1"⟧'), message: 'text', fixed: list('- driver: nvidia', '  device_ids: ["0", "1"]') },
    { text: gpus('⟦GPU-3a23c669⟧'), message: 'text', fixed: list('- driver: nvidia', '  device_ids: [GPU-3a23c669]') },
    { text: gpus('[⟦all⟧]'), message: 'item', fixed: gpus('all') },
    { name: 'in block style', text: list('- ⟦all⟧'), message: 'item', fixed: gpus('all') },
    { text: gpus('[⟦0⟧, 1]'), message: 'item', fixed: gpus('[{ driver: nvidia, device_ids: ["0", "1"] }]') },
    { name: 'a word among requests', text: list('- count: 1', '- ⟦all⟧'), message: 'item', fixed: null },
    {
      name: 'a map',
      text: 'services:\n  app:\n    image: a\n    ⟦gpus⟧:\n      driver: nvidia # card\n      count: 1\n',
      message: 'map',
      fixed: 'services:\n  app:\n    image: a\n    gpus:\n      - driver: nvidia # card\n        count: 1\n',
    },
    {
      name: 'a flow map',
      text: gpus('{ count: 1 }').replace('gpus', '⟦gpus⟧'),
      message: 'map',
      fixed: gpus('[{ count: 1 }]'),
    },
    {
      name: 'in an overlay, through a merge key',
      path: 'docker-compose.gpu.yml',
      text: 'x-gpu: &gpu\n  gpus: ⟦2⟧\nservices:\n  a:\n    <<: *gpu\n  b:\n    <<: *gpu\n',
      message: 'type',
      fixed:
        'x-gpu: &gpu\n  gpus:\n    - driver: nvidia\n      count: 2\nservices:\n  a:\n    <<: *gpu\n  b:\n    <<: *gpu\n',
    },
  ],
})
