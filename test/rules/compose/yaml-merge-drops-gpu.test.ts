import rule from '../../../src/rules/compose/yaml-merge-drops-gpu'
import { testRule } from '../../support/rule-tester'

const devices = (indent: string, item = ''): string =>
  `${indent}resources:\n${indent}  reservations:\n${indent}    devices:\n${indent}      - driver: nvidia\n${indent}        count: 1\n${indent}        capabilities: [gpu]\n${item}`
const base = `x-base: &base\n  image: vllm/vllm-openai:v0.8.4\n  deploy:\n${devices('    ')}services:\n`
const lost = `${base}  qwen:\n    <<: *base\n    ⟦deploy⟧:\n      restart_policy: { condition: any } # keep it up\n`
const plain = (text: string): string => text.replace(/[⟦⟧]/g, '')
const tail = (text: string): string => `${base}${text}`

testRule(rule, {
  valid: [
    tail('  qwen:\n    <<: *base\n    shm_size: 8g\n'),
    tail(`  qwen:\n    <<: *base\n    deploy:\n${devices('      ')}`),
    {
      name: 'the list itself has the anchor',
      text: `x-gpu: &gpu\n  - { count: all, capabilities: [gpu] }\nservices:\n  a:\n    image: a\n    deploy: { resources: { reservations: { devices: *gpu } } }\n`,
    },
    {
      name: 'a GPU in another way',
      text: plain(lost).replace('    deploy:\n      restart', '    gpus: all\n    deploy:\n      restart'),
    },
    { name: 'by the runtime', text: plain(lost).replace('    <<: *base\n', '    <<: *base\n    runtime: nvidia\n') },
    { name: 'emptied on purpose', text: tail('  qwen:\n    <<: *base\n    deploy: {}\n') },
    { name: 'taken away', text: tail('  qwen:\n    <<: *base\n    deploy: !reset null\n') },
    { name: 'for the CPU by its name', text: plain(lost).replace('qwen:', 'qwen-cpu:') },
    {
      name: 'for the CPU by a variable',
      text: plain(lost).replace('    <<: *base\n', '    <<: *base\n    environment: { CUDA_VISIBLE_DEVICES: "" }\n'),
    },
    { name: 'another program', text: plain(lost).replace('    <<: *base\n', '    <<: *base\n    image: nginx:1.27\n') },
    {
      name: 'an empty list of devices',
      text: tail('  qwen:\n    <<: *base\n    deploy: { resources: { reservations: { devices: [] } } }\n'),
    },
    {
      name: 'a base without request',
      text: `x-base: &base\n  image: ollama/ollama\n  deploy: { replicas: 2 }\nservices:\n  a:\n    <<: *base\n    deploy: { replicas: 1 }\n`,
    },
    {
      name: 'extends merges deeply',
      text: `services:\n  a:\n    image: a\n    deploy:\n${devices('      ')}  b:\n    extends: a\n    deploy: { replicas: 1 }\n`,
    },
    {
      name: 'an override file asks',
      text: plain(lost),
      files: { 'docker-compose.override.yml': 'services:\n  qwen:\n    gpus: all\n' },
    },
    { name: 'not started', text: plain(lost).replace('restart_policy: { condition: any }', 'replicas: 0') },
  ],
  invalid: [
    {
      text: lost,
      message: 'dropped',
      severity: 'warning',
      says: ['The service qwen', '"deploy"'],
      fixed: `${plain(lost)}${devices('      ').replaceAll('\n', '\n')}`,
    },
    {
      name: 'deeper: the own resources',
      text: `x-deploy: &deploy\n${devices('  ')}services:\n  a:\n    image: a\n    deploy:\n      <<: *deploy\n      ⟦resources⟧:\n        limits: { memory: 8g }\n`,
      message: 'dropped',
      says: ['"resources"'],
      fixed: `x-deploy: &deploy\n${devices('  ')}services:\n  a:\n    image: a\n    deploy:\n      <<: *deploy\n      resources:\n        limits: { memory: 8g }\n        reservations:\n          devices:\n            - driver: nvidia\n              count: 1\n              capabilities: [gpu]\n`,
    },
    {
      name: 'deeper: an anchor that is called gpu asks for nothing',
      text: `x-gpu: &gpu\n${devices('  ')}services:\n  a:\n    image: a\n    deploy: { <<: *gpu, ⟦resources⟧: { limits: { memory: 8g } } }\n`,
      message: 'dropped',
      fixed: `x-gpu: &gpu\n${devices('  ')}services:\n  a:\n    image: a\n    deploy: { <<: *gpu, resources: { limits: { memory: 8g }, reservations: { devices: [{ driver: nvidia, count: 1, capabilities: [gpu] }] } } }\n`,
    },
    {
      name: 'a list of anchors, and another image that needs the GPU',
      text: `x-log: &log { restart: always }\nx-gpu: &gpu\n  image: a\n  deploy: { resources: { reservations: { devices: [{ count: all, capabilities: [gpu] }] } } }\nservices:\n  b:\n    <<: [*log, *gpu]\n    image: nvcr.io/nvidia/pytorch:24.10-py3\n    ⟦deploy⟧: { replicas: 1 }\n`,
      message: 'dropped',
      fixed: `x-log: &log { restart: always }\nx-gpu: &gpu\n  image: a\n  deploy: { resources: { reservations: { devices: [{ count: all, capabilities: [gpu] }] } } }\nservices:\n  b:\n    <<: [*log, *gpu]\n    image: nvcr.io/nvidia/pytorch:24.10-py3\n    deploy: { replicas: 1, resources: { reservations: { devices: [{ count: all, capabilities: [gpu] }] } } }\n`,
    },
    {
      name: 'two requests are not copied',
      text: lost.replace(
        '        capabilities: [gpu]\n',
        '        capabilities: [gpu]\n          - { driver: cdi, device_ids: ["nvidia.com/gpu=0"], capabilities: [gpu] }\n',
      ),
      message: 'dropped',
      fixed: null,
    },
  ],
})
