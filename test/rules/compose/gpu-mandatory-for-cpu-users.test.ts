import rule from '../../../src/rules/compose/gpu-mandatory-for-cpu-users'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const app = (rest: string, image = 'ollama/ollama:0.9.0') => serviceOf(`image: ${image}\n${rest}`)

testRule(rule, {
  valid: [
    { name: 'no request', text: app('ports: ["11434:11434"]') },
    { name: 'an image for GPUs alone', text: app(reserve(), 'vllm/vllm-openai:v0.9.1') },
    { name: 'behind a profile', text: app(`profiles: [gpu]\n${reserve()}`) },
    { name: 'a file for GPUs', text: app(reserve()), path: 'docker-compose.gpu.yml' },
    { name: 'the target has GPUs', text: app(reserve()), target: { gpus: ['RTX 4090'] } },
    {
      name: 'a twin for the CPU',
      text: `${app(reserve())}  cpu:\n    image: ollama/ollama:0.9.0\n    profiles: [cpu]\n`,
    },
    {
      name: 'a file beside it is for GPUs',
      text: app(reserve()),
      files: { 'docker-compose.gpu.yml': 'services:\n  app:\n    runtime: nvidia\n' },
    },
    {
      name: 'written without a GPU, which it got later',
      text: `# Written by: gpu-compose new ollama --gpus none\n${app(reserve())}`,
    },
    { name: 'written with a GPU on purpose', text: `# Without a GPU: --cpu-fallback - a pair\n${app(reserve())}` },
    { name: 'an image of their own', text: app(reserve(), 'acme/worker:1') },
  ],
  invalid: [
    {
      text: app('ports: ["11434:11434"]\ngpus: ⟦all⟧'),
      message: 'demand',
      severity: 'info',
      says: ['ollama/ollama:0.9.0 runs on the CPU too', 'into docker-compose.gpu.yml'],
      fixed: null,
    },
    {
      text: app(reserve()).replace('driver: nvidia', 'driver: ⟦nvidia⟧'),
      path: 'compose.yaml',
      message: 'demand',
      says: ['into compose.gpu.yaml'],
      fixed: null,
    },
  ],
})
