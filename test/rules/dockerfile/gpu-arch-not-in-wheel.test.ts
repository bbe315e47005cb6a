import rule from '../../../src/rules/dockerfile/gpu-arch-not-in-wheel'
import { testRule } from '../../support/rule-tester'

const image = (...lines: string[]) => `FROM python:3.11-slim\n${lines.join('\n')}\nCMD ["python", "serve.py"]\n`
const index = (build: string) => `--index-url https://download.pytorch.org/whl/${build}`
const blackwell = { gpus: ['NVIDIA GeForce RTX 5090'] }

testRule(rule, {
  valid: [
    { name: 'no target', text: image(`RUN pip install torch==2.4.1 ${index('cu124')}`) },
    { name: 'a build that has it', text: image(`RUN pip install torch==2.7.1 ${index('cu128')}`), target: blackwell },
    {
      name: 'code of sm_86 runs on sm_89',
      text: image(`RUN pip install torch==2.0.1 ${index('cu117')}`),
      target: { gpus: ['RTX 4090'] },
    },
    {
      name: 'a card that no table knows',
      text: image(`RUN pip install torch==2.4.1 ${index('cu124')}`),
      target: { gpus: ['Arc A770'] },
    },
    { name: 'a version that is not said', text: image('RUN pip install torch'), target: blackwell },
    {
      name: 'an index by variable',
      text: image(`ARG BUILD`, `RUN pip install torch==2.4.1 ${index('$BUILD')}`),
      target: blackwell,
    },
    { name: 'old wheels hold PTX', text: image('RUN pip install torch==1.7.1'), target: { gpus: ['RTX 3090'] } },
    { name: 'for the CPU', text: image(`RUN pip install torch==2.4.1 ${index('cpu')}`), target: blackwell },
    {
      name: 'under a condition',
      text: image(`RUN if [ "$OLD" ]; then pip install torch==2.4.1 ${index('cu124')}; fi`),
      target: blackwell,
    },
  ],
  invalid: [
    {
      text: image(`RUN pip install ⟦torch==2.7.0⟧ torchvision ${index('cu126')}`),
      target: blackwell,
      message: 'new',
      severity: 'warning',
      says: [
        'torch==2.7.0 (cu126) holds no code for NVIDIA GeForce RTX 5090',
        'compute capability 12.0',
        '12.8 or later',
        'Take the build cu128.',
      ],
      fixed: image(`RUN pip install torch==2.7.0 torchvision ${index('cu128')}`),
    },
    {
      name: 'a release without a build for the card',
      text: image('RUN pip install ⟦torch==2.4.1⟧'),
      target: { gpus: ['Blackwell'] },
      message: 'new',
      says: ['Take a torch that has a build for CUDA 12.8'],
      fixed: null,
    },
    {
      name: 'a capability in place of a card',
      text: image('RUN pip install ⟦torch==2.4.1⟧'),
      target: { gpus: ['12.0'] },
      message: 'new',
      says: ['holds no code for compute capability 12.0: its CUDA'],
      fixed: null,
    },
    {
      name: 'a card that the build has dropped',
      text: image('RUN pip install ⟦torch==2.12.0+cu130⟧ --extra-index-url https://download.pytorch.org/whl/cu130'),
      target: { gpus: ['Tesla V100'] },
      message: 'old',
      says: ['Take the build cu126.'],
      fixed: image('RUN pip install torch==2.12.0+cu126 --extra-index-url https://download.pytorch.org/whl/cu126'),
    },
    {
      name: 'pinned in a requirements file',
      text: image('COPY requirements.txt .', 'RUN pip install -r ⟦requirements.txt⟧'),
      files: { 'requirements.txt': 'torch==2.6.0+cu124\n' },
      target: { gpus: ['RTX 4090', 'RTX 5080'] },
      message: 'new',
      says: ['for RTX 5080'],
      fixed: null,
    },
  ],
})
