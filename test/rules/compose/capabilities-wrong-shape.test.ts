import rule from '../../../src/rules/compose/capabilities-wrong-shape'
import { testRule } from '../../support/rule-tester'

const deploy = (item: string): string =>
  `services:\n  app:\n    image: a\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - ${item}\n`
const caps = (text: string, driver = 'nvidia'): string =>
  deploy(`driver: ${driver}\n              capabilities:${text}`)

testRule(rule, {
  valid: [
    caps(' [gpu]'),
    caps(' ["gpu", "utility", "compute"]'),
    caps('\n                - gpu\n                - compute'),
    caps(' [compute, utility]'),
    { name: 'a variable as an item', text: caps(' [gpu, "${CAP}"]') },
    {
      name: 'empty under gpus: Compose adds gpu',
      text: 'services:\n  app:\n    image: a\n    gpus:\n      - capabilities: []\n',
    },
    { name: 'empty for another driver', text: caps(' []', 'amd') },
    { name: 'commas for a driver that is not known', text: caps(' ["a,b"]', '${DRIVER}') },
    { name: 'taken away', text: caps(' !reset null') },
    'services:\n  app:\n    image: a\n    gpus: all\n',
  ],
  invalid: [
    { text: caps(' ⟦gpu⟧ # all of it'), message: 'list', says: ['"gpu"'], fixed: caps(' [gpu] # all of it') },
    {
      name: 'commas in one text',
      text: caps(' ⟦"gpu,utility"⟧'),
      message: 'list',
      fixed: caps(' [gpu, compute, utility]'),
    },
    {
      name: 'commas in one item',
      text: caps(' [⟦"gpu,utility"⟧]'),
      message: 'joined',
      fixed: caps(' ["gpu", "compute", "utility"]'),
    },
    {
      name: 'as at the command line',
      text: caps(' [⟦[gpu]⟧]'),
      message: 'item',
      says: ['[gpu]'],
      fixed: caps(' [gpu]'),
    },
    {
      name: 'as at the command line, block',
      text: caps('\n                - ⟦- gpu⟧\n                  - compute'),
      message: 'item',
      fixed: caps('\n                - gpu\n                - compute'),
    },
    {
      name: 'nothing',
      text: deploy('⟦capabilities⟧:\n              count: 1'),
      message: 'list',
      says: ['empty'],
      fixed: deploy('capabilities: [gpu]\n              count: 1'),
    },
    { name: 'a number', text: caps(' [gpu, ⟦1⟧]'), message: 'item', fixed: caps(' [gpu, "1"]') },
    { name: 'a map', text: caps(' ⟦{ gpu: true }⟧'), message: 'list', fixed: caps(' [gpu]') },
    {
      name: 'a variable is a text in every case',
      text: caps(' ⟦${CAPS:-gpu}⟧'),
      message: 'list',
      fixed: caps(' ["${CAPS:-gpu}"]'),
    },
    { name: 'empty', text: caps(' ⟦[]⟧'), message: 'empty', severity: 'error', fixed: caps(' [gpu]') },
    {
      name: 'empty for an engine that does not look at it',
      text: caps(' ⟦[]⟧'),
      target: { engine: '29.1.0' },
      message: 'empty',
      severity: 'info',
      fixed: caps(' [gpu]'),
    },
    {
      name: 'commas for an engine that does not look at them',
      text: caps(' [⟦"gpu,utility"⟧]'),
      target: { engine: '29.1.0' },
      message: 'joined',
      severity: 'info',
      fixed: caps(' ["gpu", "compute", "utility"]'),
    },
    {
      name: 'empty without a driver',
      text: deploy('capabilities: ⟦[]⟧'),
      message: 'empty',
      fixed: deploy('capabilities: [gpu]'),
    },
    { name: 'twice', text: caps(' [gpu, ⟦gpu⟧]'), message: 'twice', fixed: caps(' [gpu]') },
    {
      name: 'under gpus',
      text: 'services:\n  app:\n    image: a\n    gpus:\n      - capabilities: ⟦utility⟧\n',
      message: 'list',
      fixed: 'services:\n  app:\n    image: a\n    gpus:\n      - capabilities: [compute, utility]\n',
    },
    {
      name: 'through a merge key',
      text: `x-gpu: &gpu\n  capabilities: ⟦gpu⟧\n${deploy('<<: *gpu')}`,
      message: 'list',
      fixed:
        'x-gpu: &gpu\n  capabilities: [gpu]\nservices:\n  app:\n    image: a\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - <<: *gpu\n',
    },
  ],
})
