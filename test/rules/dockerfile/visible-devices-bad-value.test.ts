import rule from '../../../src/rules/dockerfile/visible-devices-bad-value'
import { testRule } from '../../support/rule-tester'

const from = 'FROM nvidia/cuda:12.4.1-base-ubuntu22.04\n'
const env = (value: string): string => `${from}ENV NVIDIA_VISIBLE_DEVICES=${value}\n`

testRule(rule, {
  valid: [
    ...['all', 'void', '""', '0,1', '"0, 1"', 'GPU-3a2b', 'nvidia.com/gpu=all'].map(env),
    { name: 'a build argument', text: `${from}ARG GPUS=yes\nENV NVIDIA_VISIBLE_DEVICES=$GPUS\n` },
    { name: 'written again', text: `${env('true')}ENV NVIDIA_VISIBLE_DEVICES=all\n` },
    { name: 'an argument only', text: `${from}ARG NVIDIA_VISIBLE_DEVICES=true\n` },
    { name: 'in a comment', text: `${from}# ENV NVIDIA_VISIBLE_DEVICES=true\n` },
  ],
  invalid: [
    {
      text: env('⟦true⟧'),
      message: 'word',
      severity: 'warning',
      says: ['The value "true"'],
      fixed: env('all'),
      offers: { 'Delete NVIDIA_VISIBLE_DEVICES': from },
    },
    {
      name: 'the old form, capitals',
      text: `${from}ENV NVIDIA_VISIBLE_DEVICES ⟦ALL⟧\n`,
      message: 'word',
      fixed: `${from}ENV NVIDIA_VISIBLE_DEVICES all\n`,
    },
    {
      name: 'one of several, parted by blanks',
      text: `${from}ENV A=b \\\n    NVIDIA_VISIBLE_DEVICES=⟦"0 1"⟧\n`,
      message: 'blanks',
      fixed: `${from}ENV A=b \\\n    NVIDIA_VISIBLE_DEVICES=0,1\n`,
    },
    {
      name: 'quotes in quotes',
      text: env(`⟦'"all"'⟧`),
      message: 'quotes',
      says: ['"all" of NVIDIA_VISIBLE_DEVICES has quotes in it'],
      fixed: env('all'),
    },
  ],
})
