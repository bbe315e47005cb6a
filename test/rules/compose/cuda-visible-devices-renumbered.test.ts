import rule from '../../../src/rules/compose/cuda-visible-devices-renumbered'
import { testRule } from '../../support/rule-tester'

const app = (environment: string, selection: string, rest = ''): string =>
  `services:\n  app:\n    image: a\n${rest}    environment:\n      - A=b\n${environment}    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              ${selection}\n              capabilities: [gpu]\n`
const cuda = (value: string): string => `      - CUDA_VISIBLE_DEVICES=${value}\n`

testRule(rule, {
  valid: [
    app(cuda('0'), 'device_ids: ["5"]'),
    app(cuda('0,1'), 'count: 2'),
    app(cuda('1'), 'count: all'),
    app(cuda('1'), 'options: {}'),
    app(cuda('3'), 'count: ${N}'),
    app(cuda('3'), 'device_ids: ["${GPU}"]'),
    app(cuda('1'), 'device_ids: ["all"]'),
    app(cuda('1'), 'device_ids: ["0,1"]'),
    app(cuda('-1'), 'count: 1'),
    app(cuda(''), 'count: 1'),
    app(cuda('GPU-3a2b'), 'count: 1'),
    app(cuda('${CUDA}'), 'count: 1'),
    { name: 'every device is visible', text: app(cuda('1'), 'count: 1', '    privileged: true\n') },
    { name: 'devices beside the request', text: app(cuda('1'), 'count: 1', '    devices: ["nvidia.com/gpu=1"]\n') },
    { name: 'no request', text: 'services:\n  app:\n    image: a\n    environment: { CUDA_VISIBLE_DEVICES: 3 }\n' },
    'services:\n  app:\n    image: a\n    runtime: nvidia\n    environment: { CUDA_VISIBLE_DEVICES: 1, NVIDIA_VISIBLE_DEVICES: all }\n',
    'services:\n  app:\n    image: a\n    gpus: all\n    environment: { CUDA_VISIBLE_DEVICES: 1 }\n',
    {
      name: 'it stands in another file',
      text: 'services:\n  app:\n    extends: { file: base.yml, service: app }\n',
      files: {
        'base.yml':
          'services:\n  app:\n    image: a\n    gpus: [{ count: 1 }]\n    environment: [CUDA_VISIBLE_DEVICES=1]\n',
      },
    },
    app('', 'count: 2', '    command: sh -c "CUDA_VISIBLE_DEVICES=1 python a.py"\n'),
    app('', 'count: all', '    command: sh -c "CUDA_VISIBLE_DEVICES=3 python a.py"\n'),
    { name: 'no shell reads it', text: app('', 'count: 1', '    command: [python, a.py, CUDA_VISIBLE_DEVICES=1]\n') },
    {
      name: 'the command sets it itself',
      text: app(cuda('1'), 'count: 1', '    command: sh -c "CUDA_VISIBLE_DEVICES=0 python a.py"\n'),
    },
    {
      name: 'set by the image, and replaced by the service',
      text: app(cuda('0'), 'device_ids: ["3"]').replace('image: a', 'build: .'),
      files: { Dockerfile: 'FROM nvidia/cuda:12.6.3-base-ubuntu24.04\nENV CUDA_VISIBLE_DEVICES=3\n' },
    },
    {
      name: 'set by the image for every GPU, or by a build argument',
      text: 'services:\n  app: { build: ., gpus: all }\n  other: { build: { context: ., target: other }, gpus: [{ count: 1 }] }\n',
      files: {
        Dockerfile:
          'FROM ubuntu:24.04 AS other\nARG GPU=3\nENV CUDA_VISIBLE_DEVICES=$GPU\nFROM ubuntu:24.04\nENV CUDA_VISIBLE_DEVICES=3\n',
      },
    },
    {
      name: 'an image for GPUs of AMD',
      text: app(cuda('2'), 'device_ids: ["2", "5"]')
        .replace(/image: .*/, 'image: rocm/pytorch:latest')
        .replace(/driver: nvidia\n +/, ''),
    },
  ],
  invalid: [
    {
      name: 'set by the command, one process a card',
      text: app(
        '',
        'count: 2',
        '    command: sh -c "CUDA_VISIBLE_DEVICES=1 python a.py & CUDA_VISIBLE_DEVICES=⟦2⟧ python b.py"\n',
      ),
      message: 'none',
      severity: 'error',
      fixed: app(
        '',
        'count: 2',
        '    command: sh -c "CUDA_VISIBLE_DEVICES=1 python a.py & CUDA_VISIBLE_DEVICES=0,1 python b.py"\n',
      ),
    },
    {
      text: app(cuda('⟦1⟧ # second card'), 'device_ids: ["1"]'),
      message: 'none',
      severity: 'error',
      says: ['CUDA_VISIBLE_DEVICES=1 selects no GPU', 'device_ids gives the service app one GPU', 'write 0.'],
      fixed: app('', 'device_ids: ["1"]'),
      offers: { 'Write 0': app(cuda('0 # second card'), 'device_ids: ["1"]') },
    },
    {
      name: 'the second index is one too many',
      text: app(cuda('⟦0,1⟧'), 'count: 1'),
      message: 'some',
      severity: 'warning',
      fixed: app('', 'count: 1'),
    },
    {
      name: 'a map, under gpus',
      text: 'services:\n  app:\n    image: a\n    gpus: [{ device_ids: ["2", "3"] }]\n    environment:\n      CUDA_VISIBLE_DEVICES: ⟦"2,3"⟧\n',
      message: 'none',
      says: ['2 GPUs'],
      fixed: 'services:\n  app:\n    image: a\n    gpus: [{ device_ids: ["2", "3"] }]\n',
      offers: {
        'Write 0,1':
          'services:\n  app:\n    image: a\n    gpus: [{ device_ids: ["2", "3"] }]\n    environment:\n      CUDA_VISIBLE_DEVICES: "0,1"\n',
      },
    },
    {
      name: 'the runtime chooses',
      text: 'services:\n  app:\n    image: a\n    runtime: nvidia\n    environment:\n      NVIDIA_VISIBLE_DEVICES: "3"\n      CUDA_VISIBLE_DEVICES: ⟦"3"⟧\n',
      message: 'none',
      fixed:
        'services:\n  app:\n    image: a\n    runtime: nvidia\n    environment:\n      NVIDIA_VISIBLE_DEVICES: "3"\n',
    },
    {
      name: 'both arrive through a merge key',
      text: 'x-gpu: &gpu\n  gpus: [{ count: 1 }]\n  environment:\n    CUDA_VISIBLE_DEVICES: ⟦1⟧\nservices:\n  a:\n    <<: *gpu\n    image: a\n  b:\n    <<: *gpu\n    image: b\n',
      message: 'none',
      fixed:
        'x-gpu: &gpu\n  gpus: [{ count: 1 }]\nservices:\n  a:\n    <<: *gpu\n    image: a\n  b:\n    <<: *gpu\n    image: b\n',
    },
    {
      name: 'set by the image that the service builds',
      text: 'services:\n  ⟦app⟧:\n    build: .\n    gpus: [{ device_ids: ["3"] }]\n',
      files: { Dockerfile: 'FROM nvidia/cuda:12.6.3-base-ubuntu24.04\nENV CUDA_VISIBLE_DEVICES=3\n' },
      message: 'none',
      says: ['CUDA_VISIBLE_DEVICES=3 selects no GPU', 'device_ids gives the service app one GPU'],
      fixed:
        'services:\n  app:\n    build: .\n    gpus: [{ device_ids: ["3"] }]\n    environment:\n      CUDA_VISIBLE_DEVICES: "0"\n',
    },
    {
      name: 'set by a service of another file that it extends',
      text: 'services:\n  ⟦app⟧:\n    extends: { file: base.yml, service: app }\n    gpus: [{ count: 1 }]\n',
      files: { 'base.yml': 'services:\n  app:\n    image: a\n    environment: [CUDA_VISIBLE_DEVICES=1]\n' },
      message: 'none',
    },
    {
      name: 'set in the override file',
      text: 'services:\n  ⟦app⟧:\n    image: a\n    gpus: [{ count: 1 }]\n',
      files: { 'compose.override.yaml': 'services:\n  app:\n    environment: [CUDA_VISIBLE_DEVICES=1]\n' },
      message: 'none',
    },
  ],
})
