import rule from '../../../src/rules/compose/driver-caps-env-missing-compute'
import { testRule } from '../../support/rule-tester'

const app = (value: string, rest = '    gpus: all\n', image = 'nvcr.io/nvidia/pytorch:24.05-py3'): string =>
  `services:\n  app:\n    image: ${image}\n${rest}    environment:\n      NVIDIA_DRIVER_CAPABILITIES: ${value}\n`

testRule(rule, {
  valid: [
    ...['compute,utility', 'all', '""', 'compute', '"compute, utility"', 'video,compute', '${CAPS}'].map((value) =>
      app(value),
    ),
    { name: 'no GPU is asked for', text: app('utility', '') },
    { name: 'a desktop', text: app('graphics,display', '    gpus: all\n', 'kasmweb/desktop:1.16') },
    { name: 'a transcoder', text: app('video,utility', '    runtime: nvidia\n', 'jellyfin/jellyfin') },
    { name: 'monitoring', text: app('utility', '    runtime: nvidia\n', 'nvcr.io/nvidia/k8s/dcgm-exporter:3.3') },
    { name: 'nothing tells of CUDA', text: app('video', '    gpus: all\n', 'me/encoder') },
    {
      name: 'the request lists capabilities of its own',
      text: app('utility', '    gpus: [{ capabilities: [gpu, compute, utility] }]\n'),
    },
    { name: 'a word of the machine learning of games, which the toolkit knows', text: app('compute,utility,ngx') },
    { name: 'what is no word', text: app('"compute;utility"') },
    'services:\n  app:\n    image: nvcr.io/nvidia/pytorch:24.05-py3\n    gpus: all\n    environment:\n      - NVIDIA_DRIVER_CAPABILITIES\n',
    {
      name: 'nvidia-smi with utility',
      text: app('compute,utility', '    gpus: all\n    healthcheck: { test: [CMD, nvidia-smi] }\n'),
    },
    {
      name: 'it stands in another file',
      text: 'services:\n  app:\n    extends: { file: base.yml, service: app }\n',
      files: {
        'base.yml':
          'services:\n  app:\n    image: nvcr.io/nvidia/pytorch:24.05-py3\n    gpus: [{ count: 1 }]\n    environment: [NVIDIA_DRIVER_CAPABILITIES=video]\n',
      },
    },
    { name: 'a monitor that names CUDA', text: app('utility', '    gpus: all\n', 'me/cuda-gpu-monitor') },
  ],
  invalid: [
    {
      text: app('⟦video⟧ # encoder'),
      message: 'compute',
      severity: 'warning',
      says: ['NVIDIA_DRIVER_CAPABILITIES=video', 'Write compute,utility,video'],
      fixed: app('compute,utility,video # encoder'),
      offers: { 'Write all': app('all # encoder') },
    },
    {
      name: 'a list, the runtime, a built image',
      text: 'services:\n  app:\n    build: .\n    runtime: nvidia\n    environment:\n      - NVIDIA_VISIBLE_DEVICES=all\n      - NVIDIA_DRIVER_CAPABILITIES=⟦utility⟧\n',
      files: { Dockerfile: 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nCMD ["python3", "serve.py"]\n' },
      message: 'compute',
      fixed:
        'services:\n  app:\n    build: .\n    runtime: nvidia\n    environment:\n      - NVIDIA_VISIBLE_DEVICES=all\n      - NVIDIA_DRIVER_CAPABILITIES=compute,utility\n',
    },
    {
      name: 'a word of the engine that the toolkit refuses',
      text: app('⟦gpu,compute,utility⟧'),
      message: 'unknown',
      severity: 'warning',
      says: ['"gpu"', 'unsupported capabilities found'],
      fixed: app('compute,utility'),
    },
    {
      name: 'misspelt, in another case',
      text: app('⟦Compute,utilities⟧'),
      message: 'unknown',
      says: ['"Compute"'],
      fixed: app('compute,utility'),
    },
    {
      name: 'the health check calls nvidia-smi',
      text: app('⟦compute⟧', '    gpus: all\n    healthcheck: { test: [CMD, nvidia-smi] }\n'),
      message: 'utility',
      fixed: app('compute,utility', '    gpus: all\n    healthcheck: { test: [CMD, nvidia-smi] }\n'),
    },
    {
      name: 'the command tells of CUDA; a default',
      text: app('⟦${CAPS:-graphics}⟧', '    gpus: all\n    command: torchrun train.py\n', 'me/trainer'),
      message: 'compute',
      fixed: null,
    },
    {
      name: 'set in the override file',
      text: 'services:\n  ⟦app⟧:\n    image: vllm/vllm-openai:v0.8.5\n    gpus: all\n',
      files: {
        'compose.override.yaml': 'services:\n  app:\n    environment: { NVIDIA_DRIVER_CAPABILITIES: utility }\n',
      },
      message: 'compute',
    },
  ],
})
