import rule from '../../../src/rules/compose/device-ids-not-strings'
import { testRule } from '../../support/rule-tester'

const head =
  'services:\n  app:\n    image: a\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              capabilities: [gpu]\n'
const ids = (text: string): string => `${head}              device_ids:${text}\n`

testRule(rule, {
  valid: [
    ids(' ["0"]'),
    ids(" ['0', '1']"),
    ids('\n                - "0"'),
    ids(' ["0,1"]'),
    ids(" ['all']"),
    ids(' [GPU-3a23c669-1f69-c64e-cf85-44e9b07e7a2a]'),
    ids(' ["${A:-${B:-0}}"]'),
    { name: 'a variable is a text', text: ids(' [ "${GPU}" ]') },
    { name: 'an empty list: told by another rule', text: ids(' []') },
    { name: 'taken away', text: ids(' !reset [0]') },
    'services:\n  app:\n    image: a\n    labels:\n      device_ids: 0\n',
  ],
  invalid: [
    { text: ids(' [⟦0⟧] # the big card'), message: 'item', fixed: ids(' ["0"] # the big card') },
    { name: 'several', text: ids(' ⟦[0, 1]⟧'), message: 'items', says: ['0, 1'], fixed: ids(' ["0", "1"]') },
    {
      name: 'in block style, with comments',
      text: ids('\n                - "0" # left\n                - ⟦2⟧ # right'),
      message: 'item',
      fixed: ids('\n                - "0" # left\n                - "2" # right'),
    },
    {
      name: 'several in block style',
      text: ids('\n                - 0\n                - 1').replace('device_ids', '⟦device_ids⟧'),
      message: 'items',
      fixed: ids('\n                - "0"\n                - "1"'),
    },
    { name: 'a scalar', text: ids(' ⟦0⟧'), message: 'list', fixed: ids(' ["0"]') },
    { name: 'a text', text: ids(' ⟦"0,1"⟧'), message: 'list', fixed: ids(' ["0", "1"]') },
    {
      name: 'a variable in place of a list',
      text: ids(' ⟦${GPU_IDS:-0}⟧'),
      message: 'list',
      fixed: ids(' ["${GPU_IDS:-0}"]'),
    },
    {
      name: 'nothing',
      text: ids('').replace('device_ids', '⟦device_ids⟧'),
      message: 'list',
      says: ['empty'],
      fixed: head,
    },
    { name: 'a list in the list', text: ids(' [⟦["0", "1"]⟧]'), message: 'item', fixed: ids(' ["0", "1"]') },
    { name: 'twice', text: ids(' ["0", ⟦"0"⟧]'), message: 'twice', fixed: ids(' ["0"]') },
    {
      name: 'under gpus, one anchor for two services',
      text: 'x-gpu: &gpu\n  - device_ids: [⟦0⟧]\nservices:\n  a: { image: a, gpus: *gpu }\n  b: { image: b, gpus: *gpu }\n',
      message: 'item',
      fixed:
        'x-gpu: &gpu\n  - device_ids: ["0"]\nservices:\n  a: { image: a, gpus: *gpu }\n  b: { image: b, gpus: *gpu }\n',
    },
  ],
})
