import rule from '../../../src/rules/compose/gpu-vendor-mismatch'
import { testRule } from '../../support/rule-tester'

const app = (image: string, rest: string): string => `services:\n  llm:\n    image: ${image}\n${rest}`
const reserve = (item: string): string =>
  `    deploy:\n      resources:\n        reservations:\n          devices:\n            - ${item}\n`
const nvidia = (name: string): string =>
  reserve(`driver: ${name}\n              count: 1\n              capabilities: [gpu]`)

testRule(rule, {
  valid: [
    app('vllm/vllm-openai:v0.8.4', nvidia('nvidia')),
    app('rocm/pytorch:latest', '    devices: [/dev/kfd, /dev/dri]\n'),
    {
      name: 'no driver: the engine may find AMD',
      text: app('rocm/pytorch:latest', reserve('{ count: 1, capabilities: [gpu] }')),
    },
    { name: 'the driver amd', text: app('rocm/pytorch:latest', nvidia('amd')) },
    { name: 'both', text: app('rocm/pytorch:latest', `    devices: [/dev/kfd, /dev/dri]\n${nvidia('nvidia')}`) },
    { name: 'an image that is not known', text: app('me/llm:rocm', nvidia('nvidia')) },
    { name: 'an image that runs on the CPU too', text: app('ollama/ollama', '    devices: [/dev/kfd, /dev/dri]\n') },
    { name: 'a variable', text: app('rocm/pytorch:latest', nvidia('"${DRIVER}"')) },
    {
      name: 'an NVIDIA request beside the node',
      text: app('vllm/vllm-openai:v0.8.4', `    devices: [/dev/kfd]\n${nvidia('nvidia')}`),
    },
    {
      name: 'the override file has another image',
      path: 'docker-compose.override.yml',
      files: { 'docker-compose.yml': app('vllm/vllm-openai:v0.8.4', nvidia('nvidia')) },
      text: app('rocm/vllm:latest', nvidia('nvidia')),
    },
  ],
  invalid: [
    {
      text: app('ghcr.io/ggml-org/llama.cpp:server-rocm', nvidia('⟦nvidia⟧')),
      message: 'request',
      severity: 'warning',
      says: ['ghcr.io/ggml-org/llama.cpp:server-rocm', 'AMD GPUs (ROCm)', '/dev/kfd and /dev/dri'],
      fixed: app('ghcr.io/ggml-org/llama.cpp:server-rocm', '    devices: [/dev/kfd, /dev/dri]\n'),
    },
    {
      name: 'by the runtime',
      text: app('rocm/vllm:latest', '    runtime: ⟦nvidia⟧\n'),
      message: 'request',
      fixed: null,
    },
    {
      name: 'an AMD node for a CUDA image',
      text: app('vllm/vllm-openai:v0.8.4', '    devices:\n      - ⟦/dev/kfd⟧\n      - /dev/dri\n'),
      message: 'nodes',
      says: ['vllm/vllm-openai:v0.8.4'],
      fixed: null,
    },
    {
      name: 'the image that is built',
      text: 'services:\n  llm:\n    build: .\n    gpus: [{ driver: ⟦nvidia⟧, count: 1 }]\n',
      files: { Dockerfile: 'FROM rocm/pytorch:latest\nCOPY . .\n' },
      message: 'request',
      says: ['rocm/pytorch:latest'],
      fixed: 'services:\n  llm:\n    build: .\n    devices: [/dev/kfd, /dev/dri]\n',
    },
  ],
})
