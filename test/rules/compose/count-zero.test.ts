import rule from '../../../src/rules/compose/count-zero'
import { testRule } from '../../support/rule-tester'

const item = (text: string): string =>
  `services:\n  app:\n    image: a\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              ${text}\n              capabilities: [gpu]\n`

testRule(rule, {
  valid: [
    item('count: 1'),
    item('count: -1'),
    item('device_ids: ["0"]'),
    item('device_ids: ["", "1"]'),
    { name: 'neither means all', text: item('options: {}') },
    { name: 'a way to turn the GPU off', text: item('count: ${GPUS:-0}') },
    { name: 'an id from a variable', text: item('device_ids: ["${GPU_ID}"]') },
    { name: 'refused for both keys: told by another rule', text: item('count: 0\n              device_ids: ["0"]') },
    { name: 'another driver', text: item('count: 0').replace('nvidia', 'amd') },
    {
      name: 'no GPU at all',
      text: item('count: 0').replace('driver: nvidia', 'options: {}').replace('[gpu]', '[tpu]'),
    },
    'services:\n  app:\n    image: a\n    deploy:\n      replicas: 0\n',
  ],
  invalid: [
    {
      text: item('count: ⟦0⟧ # first card'),
      message: 'zero',
      severity: 'warning',
      says: ['void'],
      fixed: item('count: 1 # first card'),
      offers: { 'Ask for every GPU (count: all)': item('count: all # first card') },
    },
    {
      name: 'no id',
      text: item('device_ids: ⟦[]⟧'),
      message: 'none',
      fixed: item('count: all'),
      offers: { 'Name GPU 0': item('device_ids: ["0"]') },
    },
    { name: 'an empty id', text: item('device_ids: ⟦[""]⟧'), message: 'blank', fixed: item('count: all') },
    {
      name: 'under gpus, in quotes',
      text: 'services:\n  app:\n    image: a\n    gpus:\n      - count: ⟦"0"⟧\n',
      message: 'zero',
      fixed: 'services:\n  app:\n    image: a\n    gpus:\n      - count: 1\n',
    },
  ],
})
