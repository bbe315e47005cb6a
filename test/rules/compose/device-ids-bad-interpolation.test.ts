import rule from '../../../src/rules/compose/device-ids-bad-interpolation'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const ids = (list: string) => serviceOf(`image: a\n${reserve(`device_ids: ${list}`)}`)

testRule(rule, {
  valid: [
    ...[
      '["0"]',
      '["0", "1"]',
      '["0,1"]',
      '["all"]',
      '["GPU-8f6e3b1c-1d0e"]',
      '["MIG-8f6e3b1c-1d0e"]',
      '["0:1"]',
      '["nvidia.com/gpu=0"]',
    ].map(ids),
    ids('["${GPU_ID:-0}"]'),
    { name: 'empty: told by compose/count-zero', text: ids('[""]') },
    { name: 'the shell must set it', text: ids('["${GPU_ID:?which GPU}"]') },
    {
      name: 'one of several, of which one is known',
      text: ids('["${GPU_ID}", "${OTHER}"]'),
      files: { '.env': 'GPU_ID=1\n' },
    },
    { name: 'a variable of .env', text: ids('["${GPU_ID}"]'), files: { '.env': 'GPU_ID=1\n' } },
    { name: 'a placeholder of another tool', text: ids('["<GPU>"]') },
    {
      name: 'names of CDI',
      text: serviceOf(
        'image: a\ndeploy: { resources: { reservations: { devices: [{ driver: cdi, device_ids: ["x"], capabilities: [gpu] }] } } }',
      ),
    },
  ],
  invalid: [
    {
      text: ids('[⟦"{GPU_ID:-0}"⟧] # which'),
      message: 'dollar',
      severity: 'error',
      says: ['"{GPU_ID:-0}"', 'Write ${GPU_ID:-0}'],
      fixed: ids('["${GPU_ID:-0}"] # which'),
    },
    {
      name: 'gpus, a block list, shell parentheses',
      text: serviceOf(`image: a\ngpus:\n  - device_ids:\n      - ⟦'$(GPU_ID)'⟧`),
      message: 'dollar',
      fixed: serviceOf(`image: a\ngpus:\n  - device_ids:\n      - '\${GPU_ID:-0}'`),
      offers: { 'Write ${GPU_ID}': serviceOf(`image: a\ngpus:\n  - device_ids:\n      - '\${GPU_ID}'`) },
    },
    {
      name: 'a dollar sign too many',
      text: ids('[⟦"$${GPU_ID:-0}"⟧]'),
      message: 'escaped',
      says: ['Write ${GPU_ID:-0}'],
      fixed: ids('["${GPU_ID:-0}"]'),
    },
    {
      name: 'empty in .env',
      text: ids('[⟦"${GPU_ID}"⟧]'),
      files: { '.env': 'GPU_ID=\n' },
      message: 'empty',
      fixed: null,
    },
    {
      name: 'no default',
      text: ids('[⟦"${GPU_ID}"⟧]'),
      message: 'unset',
      severity: 'info',
      says: ['nothing sets GPU_ID', '${GPU_ID:-0}'],
      fixed: ids('["${GPU_ID:-0}"]'),
    },
    { name: 'no default, without braces', text: ids('[⟦$GPU⟧]'), message: 'unset', fixed: ids('["${GPU:-0}"]') },
    {
      name: 'a blank for a comma',
      text: ids('[⟦"0 1"⟧]'),
      message: 'blanks',
      severity: 'error',
      says: ['"0 1"'],
      fixed: ids('["0", "1"]'),
    },
    { name: 'a semicolon, among others', text: ids('["2", ⟦"0;1"⟧]'), message: 'blanks', fixed: null },
    { text: ids('[⟦"gpu0"⟧]'), message: 'word', fixed: ids('["0"]') },
    { text: ids('[⟦"first"⟧]'), message: 'word', fixed: null },
  ],
})
