import rule from '../../../src/rules/compose/cuda-visible-devices-all'
import { testRule } from '../../support/rule-tester'

const map = (value: string, rest = ''): string =>
  `services:\n  app:\n    image: a\n${rest}    environment:\n      A: b\n      CUDA_VISIBLE_DEVICES: ${value}\n`
const list = (item: string): string =>
  `services:\n  app:\n    image: a\n    environment:\n      - A=b\n      - ${item}\n`
const NONE = 'services:\n  app:\n    image: a\n    environment:\n      A: b\n'

testRule(rule, {
  valid: [
    ...[
      '0',
      '"0,1"',
      '"0, 1"',
      '-1',
      '""',
      '"0,-1"',
      'none',
      'NoDevFiles',
      'false',
      'GPU-3a2b1c',
      'MIG-GPU-1/2/3',
      '${GPUS}',
      '${GPUS:-0}',
      '<GPU_ID>',
      'YOUR_GPU_ID',
    ].map((v) => map(v)),
    list('CUDA_VISIBLE_DEVICES='),
    list('CUDA_VISIBLE_DEVICES=""'),
    list('CUDA_VISIBLE_DEVICES'),
    { name: 'the other variable', text: list('NVIDIA_VISIBLE_DEVICES=all') },
    {
      name: 'it stands in another file',
      text: 'services:\n  app:\n    extends: { file: base.yml, service: app }\n',
      files: {
        'base.yml':
          'services:\n  app:\n    image: a\n    gpus: [{ count: 1 }]\n    environment: [CUDA_VISIBLE_DEVICES=all]\n',
      },
    },
    list(`CUDA_VISIBLE_DEVICES="-1"`),
    { name: 'no list of devices', text: list(`"CUDA_VISIBLE_DEVICES=0${' '.repeat(2000)}x"`) },
    ...[
      `bash -c "CUDA_VISIBLE_DEVICES=0,1 python a.py"`,
      `bash -c "CUDA_VISIBLE_DEVICES=$$GPUS python a.py"`,
      `bash -c "CUDA_VISIBLE_DEVICES= python a.py"`,
      `bash -c "echo CUDA_VISIBLE_DEVICES=all"`,
      `bash -c "docker run -e CUDA_VISIBLE_DEVICES=all a"`,
      'python a.py CUDA_VISIBLE_DEVICES=all',
      '[python, a.py, CUDA_VISIBLE_DEVICES=all]',
    ].map((command) => `services:\n  app:\n    image: a\n    gpus: all\n    command: ${command}\n`),
    {
      name: 'the command sets it itself',
      text: 'services:\n  app:\n    image: a\n    environment: { CUDA_VISIBLE_DEVICES: all }\n    command: bash -c "CUDA_VISIBLE_DEVICES=0 python a.py"\n',
    },
    {
      name: 'an image for GPUs of AMD, where HIP_VISIBLE_DEVICES stands above it',
      text: map('all').replace('image: a', 'image: rocm/pytorch:latest'),
    },
  ],
  invalid: [
    {
      name: 'set by the command, in a list',
      text: 'services:\n  app:\n    image: a\n    gpus: [{ count: 2 }]\n    command: ["/bin/sh", "-c", "export CUDA_VISIBLE_DEVICES=⟦all⟧ && python a.py"]\n',
      message: 'word',
      severity: 'error',
      fixed:
        'services:\n  app:\n    image: a\n    gpus: [{ count: 2 }]\n    command: ["/bin/sh", "-c", "export CUDA_VISIBLE_DEVICES=0,1 && python a.py"]\n',
    },
    {
      name: 'set by the command, in a block',
      text: `services:\n  app:\n    image: a\n    entrypoint: [bash, -c]\n    command:\n      - |\n        cd /app\n        CUDA_VISIBLE_DEVICES=⟦'0;1'⟧ python a.py\n`,
      message: 'list',
      severity: 'warning',
      fixed: `services:\n  app:\n    image: a\n    entrypoint: [bash, -c]\n    command:\n      - |\n        cd /app\n        CUDA_VISIBLE_DEVICES=0,1 python a.py\n`,
    },
    { text: map('⟦all⟧ # both cards'), message: 'word', severity: 'error', says: ['"all"'], fixed: NONE },
    {
      name: 'the request tells how many',
      text: map('⟦all⟧', '    gpus: [{ count: 2 }]\n'),
      message: 'word',
      fixed: map('all', '    gpus: [{ count: 2 }]\n').replace('      CUDA_VISIBLE_DEVICES: all\n', ''),
      offers: { 'Write 0,1': map('0,1', '    gpus: [{ count: 2 }]\n') },
    },
    {
      text: list('CUDA_VISIBLE_DEVICES=⟦cuda:0⟧'),
      message: 'word',
      severity: 'error',
      fixed: list('CUDA_VISIBLE_DEVICES=0'),
    },
    { text: map('⟦true⟧'), message: 'word', fixed: NONE },
    { text: map('⟦GPU0⟧'), message: 'word', fixed: map('0') },
    {
      text: list('CUDA_VISIBLE_DEVICES=⟦"0"⟧'),
      message: 'quotes',
      severity: 'error',
      fixed: list('CUDA_VISIBLE_DEVICES=0'),
    },
    { text: map('⟦0-3⟧'), message: 'list', severity: 'warning', fixed: map('0,1,2,3') },
    { text: map('⟦"0 1"⟧'), message: 'list', says: ['Write 0,1'], fixed: map('"0,1"') },
    { name: 'a default', text: map('⟦${GPUS:-all}⟧'), message: 'word', fixed: NONE },
    {
      name: 'from an env_file',
      text: 'services:\n  app:\n    image: a\n    env_file:\n      - path: ⟦gpu.env⟧\n',
      files: { 'gpu.env': 'CUDA_VISIBLE_DEVICES=all\n' },
      message: 'word',
      fixed: null,
    },
    {
      name: 'quotes around a word',
      text: list(`CUDA_VISIBLE_DEVICES=⟦"all"⟧`),
      message: 'word',
      says: ['The value "all" of'],
      fixed: 'services:\n  app:\n    image: a\n    environment:\n      - A=b\n',
    },
  ],
})
