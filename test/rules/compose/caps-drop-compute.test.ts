import rule from '../../../src/rules/compose/caps-drop-compute'
import { testRule } from '../../support/rule-tester'

const service = (
  capabilities: string,
  rest = 'image: localai/localai:latest-gpu-nvidia-cuda-12',
  driver = 'nvidia',
): string =>
  `services:\n  app:\n    ${rest}\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: ${driver}\n              count: 1\n              capabilities: ${capabilities}\n`

testRule(rule, {
  valid: [
    service('[gpu]'),
    service('[gpu, compute, utility]'),
    service('[compute, utility]'),
    service('[gpu, nvidia]'),
    {
      name: 'an exporter',
      text: service('[gpu, utility]', 'image: nvcr.io/nvidia/k8s/dcgm-exporter:3.3.5-3.4.1-ubuntu22.04'),
    },
    {
      name: 'only nvidia-smi',
      text: service('[utility]', 'image: nvidia/cuda:12.4.1-base-ubuntu22.04\n    command: nvidia-smi -l 5'),
    },
    { name: 'monitoring by its own image', text: service('[gpu, utility]', 'build: ./gpu-monitor') },
    { name: 'a transcoder', text: service('[gpu, video]', 'image: jellyfin/jellyfin') },
    { name: 'a transcoder with utility', text: service('[gpu, video, utility]', 'image: lscr.io/linuxserver/plex') },
    { name: 'a relay, which encodes nothing', text: service('[gpu, video]', 'image: bluenviron/mediamtx') },
    { name: 'a desktop', text: service('[gpu, graphics, display, utility]', 'build: ./app') },
    { name: 'another driver', text: service('[gpu, video]', 'image: facefusion/facefusion', 'rocm') },
    { name: 'a driver that is not known', text: service('[gpu, utility]', 'image: a', '${DRIVER:-nvidia}') },
    { name: 'a variable', text: service('[gpu, utility, "${MORE}"]') },
    { name: 'an unknown word: told by another rule', text: service('[gpu, utility, cuda]') },
    { name: 'taken away', text: service('!reset [gpu, utility]') },
  ],
  invalid: [
    {
      text: service('⟦[gpu, utility]⟧ # from the manual'),
      message: 'dropped',
      severity: 'warning',
      says: ['[gpu, utility]', 'to utility, whatever'],
      fixed: service('[gpu, utility, compute] # from the manual'),
      offers: { 'Write [gpu], as the image wants it': service('[gpu] # from the manual') },
    },
    {
      name: 'under gpus, without a driver',
      text: 'services:\n  app:\n    build: .\n    gpus:\n      - device_ids: ["1"]\n        capabilities: ⟦["utility"]⟧\n',
      message: 'dropped',
      says: ['to utility, whatever'],
      fixed:
        'services:\n  app:\n    build: .\n    gpus:\n      - device_ids: ["1"]\n        capabilities: ["utility", "compute"]\n',
    },
    {
      name: 'video for a program that uses CUDA',
      text: service('⟦[ gpu, video ]⟧', 'image: facefusion/facefusion:3.5.0-cuda'),
      message: 'dropped',
      fixed: service('[ gpu, video, compute ]', 'image: facefusion/facefusion:3.5.0-cuda'),
    },
    {
      name: 'graphics for an image that needs CUDA',
      text: service('⟦[gpu, graphics]⟧', 'image: nvidia/cuda:12.4.1-runtime-ubuntu22.04'),
      message: 'dropped',
      fixed: service('[gpu, graphics, compute]', 'image: nvidia/cuda:12.4.1-runtime-ubuntu22.04'),
    },
    {
      name: 'the program says that it sees the GPU, then trains',
      text: service(
        '⟦[gpu, utility]⟧',
        'image: pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime\n    command: sh -c "nvidia-smi && python train.py"',
      ),
      message: 'dropped',
      fixed: service(
        '[gpu, utility, compute]',
        'image: pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime\n    command: sh -c "nvidia-smi && python train.py"',
      ),
    },
    {
      name: 'in block style',
      text: service('\n                - gpu\n                - utility # nvidia-smi').replace(
        'capabilities',
        '⟦capabilities⟧',
      ),
      message: 'dropped',
      fixed: service('\n                - gpu\n                - utility # nvidia-smi\n                - compute'),
    },
    {
      name: 'one anchor for two services',
      text: 'x-gpu: &gpu\n  - capabilities: ⟦[gpu, utility]⟧\nservices:\n  a: { image: a, gpus: *gpu }\n  b: { image: b, gpus: *gpu }\n',
      message: 'dropped',
      fixed:
        'x-gpu: &gpu\n  - capabilities: [gpu, utility, compute]\nservices:\n  a: { image: a, gpus: *gpu }\n  b: { image: b, gpus: *gpu }\n',
    },
  ],
})
