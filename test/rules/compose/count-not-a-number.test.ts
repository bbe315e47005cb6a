import rule from '../../../src/rules/compose/count-not-a-number'
import { testRule } from '../../support/rule-tester'

const deploy = (count: string): string =>
  `services:\n  app:\n    image: a\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              ${count}\n              capabilities: [gpu]\n`
const at = (value: string): string => deploy(`count: ${value}`)

testRule(rule, {
  valid: [
    ...[
      '1',
      'all',
      '"all"',
      "'3'",
      'ALL',
      '-1',
      '"+3"',
      '0',
      '${N:-all}',
      '"${N:-2}"',
      '"${N:?how many}"',
      '"1${N}"',
      '0x2',
      '1_0',
    ].map(at),
    { name: 'the count has to go: told by another rule', text: deploy('count: two\n              device_ids: ["0"]') },
    { name: 'a variable of .env', text: at('${N}'), files: { '.env': 'N=2\n' } },
    { name: 'taken away', text: at('!reset null') },
    'services:\n  app:\n    image: a\n    gpus: all\n    labels:\n      count: two\n',
  ],
  invalid: [
    { text: at('⟦two⟧ # cards'), message: 'text', says: ['"two"'], fixed: at('2 # cards') },
    { text: at('⟦true⟧'), message: 'type', fixed: at('all'), offers: { 'Write count: 1': at('1') } },
    { text: at('⟦1.5⟧'), message: 'type', fixed: at('all') },
    { text: at('⟦2.0⟧'), message: 'type', fixed: at('2') },
    { name: 'empty', text: deploy('⟦count⟧:'), message: 'type', says: ['empty'], fixed: at('all') },
    { text: at('⟦null⟧'), message: 'type', fixed: at('all') },
    { text: at('⟦""⟧'), message: 'text', fixed: at('"all"') },
    { text: at('⟦" 3"⟧'), message: 'text', fixed: at('3') },
    { text: at('⟦al⟧'), message: 'text', fixed: at('all') },
    { text: at('⟦banana⟧'), message: 'text', fixed: at('all') },
    {
      name: 'no default',
      text: at('⟦"${N}"⟧'),
      message: 'unset',
      severity: 'info',
      says: ['nothing in the project sets N'],
      fixed: at('"${N:-all}"'),
    },
    { name: 'a default', text: at('⟦${N:-two}⟧'), message: 'text', says: ['${N:-two}, which is "two"'], fixed: null },
    {
      name: 'empty in .env',
      text: at('⟦$N⟧'),
      files: { '.env': 'N=\n' },
      message: 'text',
      says: ['is empty'],
      fixed: null,
    },
    { text: at('⟦[1]⟧'), message: 'type', fixed: deploy('device_ids: ["1"]') },
    { name: 'ids', text: at('⟦"0,1"⟧'), message: 'text', fixed: deploy('device_ids: ["0", "1"]') },
    {
      name: 'under gpus',
      text: 'services:\n  app:\n    image: a\n    gpus: [{ count: ⟦one⟧ }]\n',
      message: 'text',
      fixed: 'services:\n  app:\n    image: a\n    gpus: [{ count: 1 }]\n',
    },
    {
      name: 'one anchor for two services',
      text: 'x-gpu: &gpu\n  - count: ⟦any⟧\nservices:\n  a: { image: a, gpus: *gpu }\n  b: { image: b, gpus: *gpu }\n',
      message: 'text',
      fixed: 'x-gpu: &gpu\n  - count: all\nservices:\n  a: { image: a, gpus: *gpu }\n  b: { image: b, gpus: *gpu }\n',
    },
  ],
})
