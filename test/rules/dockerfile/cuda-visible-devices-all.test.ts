import rule from '../../../src/rules/dockerfile/cuda-visible-devices-all'
import { testRule } from '../../support/rule-tester'

const from = 'FROM nvidia/cuda:12.4.1-base-ubuntu22.04\n'

testRule(rule, {
  valid: [
    `${from}ENV CUDA_VISIBLE_DEVICES=0,1\n`,
    { name: 'for the CPU on purpose', text: `${from}ENV CUDA_VISIBLE_DEVICES=-1\n` },
    { name: 'empty', text: `${from}ENV CUDA_VISIBLE_DEVICES=""\n` },
    { name: 'a UUID', text: `${from}ENV CUDA_VISIBLE_DEVICES=GPU-8f6e3b1c-1d0e\n` },
    {
      name: 'the variable of the runtime',
      text: `${from}ENV NVIDIA_VISIBLE_DEVICES=all\n# not CUDA_VISIBLE_DEVICES\n`,
    },
    { name: 'a build argument', text: `${from}ARG GPUS=all\nENV CUDA_VISIBLE_DEVICES=$GPUS\n` },
    { name: 'written again', text: `${from}ENV CUDA_VISIBLE_DEVICES=all\nENV CUDA_VISIBLE_DEVICES=0\n` },
    {
      name: 'written again by the command',
      text: `${from}ENV CUDA_VISIBLE_DEVICES=all\nCMD CUDA_VISIBLE_DEVICES=0 python3 a.py\n`,
    },
    { name: 'a stage that ends nowhere', text: `${from}ARG CUDA_VISIBLE_DEVICES=all\n` },
  ],
  invalid: [
    {
      text: `${from}ENV CUDA_VISIBLE_DEVICES=⟦all⟧\nCMD ["python3", "a.py"]\n`,
      message: 'word',
      severity: 'error',
      says: ['"all"', 'No CUDA GPUs are available'],
      fixed: `${from}CMD ["python3", "a.py"]\n`,
    },
    {
      name: 'one of several',
      text: `${from}ENV NVIDIA_VISIBLE_DEVICES=all \\\n    CUDA_VISIBLE_DEVICES=⟦"all"⟧\nCMD ["python3", "a.py"]\n`,
      message: 'word',
      fixed: `${from}ENV NVIDIA_VISIBLE_DEVICES=all\nCMD ["python3", "a.py"]\n`,
    },
    {
      name: 'the old form, in a stage below',
      text: `${from.trim()} AS base\nENV CUDA_VISIBLE_DEVICES ⟦all⟧\nFROM base\nCMD ["python3", "a.py"]\n`,
      message: 'word',
      fixed: `${from.trim()} AS base\nFROM base\nCMD ["python3", "a.py"]\n`,
    },
    {
      name: 'parted by blanks',
      text: `${from}ENV CUDA_VISIBLE_DEVICES=⟦"0 1"⟧\n`,
      message: 'list',
      severity: 'warning',
      fixed: from,
      offers: { 'Write 0,1': `${from}ENV CUDA_VISIBLE_DEVICES=0,1\n` },
    },
  ],
})
