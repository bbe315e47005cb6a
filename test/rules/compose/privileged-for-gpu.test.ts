import rule from '../../../src/rules/compose/privileged-for-gpu'
import { testRule } from '../../support/rule-tester'

const app = (rest: string, image = 'me/trainer:1'): string => `services:\n  app:\n    image: ${image}\n${rest}`
const GPU = '    gpus: all\n'
const RESERVED =
  '    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              count: all\n              capabilities: [gpu]\n'

testRule(rule, {
  valid: [
    app(GPU),
    app(`    privileged: false\n${GPU}`),
    app(`    privileged: \${PRIVILEGED:-false}\n${GPU}`),
    { name: 'no GPU', text: app('    privileged: true\n') },
    { name: 'docker in docker', text: app(`    privileged: true\n${GPU}`, 'docker:27-dind') },
    { name: 'DCGM', text: app(`    privileged: true\n${GPU}`, 'nvcr.io/nvidia/k8s/dcgm-exporter:3.3.8') },
    { name: 'a cluster node', text: app(`    privileged: true\n${GPU}`, 'kindest/node:v1.30.0') },
    {
      name: 'the driver',
      text: app('    privileged: true\n    runtime: nvidia\n', 'nvcr.io/nvidia/driver:550-ubuntu22.04'),
    },
    { name: 'a profiler', text: app(`    privileged: true\n${GPU}    command: nsys profile python a.py\n`) },
    { name: 'other hardware', text: app(`    privileged: true\n${GPU}    devices: ["/dev/video0:/dev/video0"]\n`) },
    { name: 'all of /dev', text: app(`    privileged: true\n${GPU}    volumes: ["/dev:/dev"]\n`) },
    {
      name: 'the socket of Docker',
      text: app(`    privileged: true\n${GPU}    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]\n`),
    },
    { name: 'another vendor', text: app('    privileged: true\n    devices: [/dev/kfd, /dev/dri]\n', 'rocm/pytorch') },
    { name: 'device rules', text: app(`    privileged: true\n${GPU}    device_cgroup_rules: ["c 189:* rmw"]\n`) },
    { name: 'an image for GPUs of AMD', text: app(`    privileged: true\n${GPU}`, 'rocm/pytorch:latest') },
  ],
  invalid: [
    {
      name: 'a worker is no node of a cluster',
      text: 'services:\n  gpu-worker-1:\n    image: python:3.12\n    privileged: ⟦true⟧\n    gpus: all\n',
      message: 'request',
      fixed: 'services:\n  gpu-worker-1:\n    image: python:3.12\n    gpus: all\n',
    },
    {
      text: app(`    privileged: ⟦true⟧ # for the GPU\n${GPU}`),
      message: 'request',
      severity: 'warning',
      fixed: app(GPU),
    },
    {
      name: 'the runtime',
      text: app('    privileged: ⟦"true"⟧\n    runtime: nvidia\n'),
      message: 'request',
      fixed: app('    runtime: nvidia\n'),
    },
    {
      name: 'in place of a request',
      text: app('    privileged: ⟦true⟧\n', 'nvidia/cuda:12.4.1-base-ubuntu22.04'),
      message: 'shortcut',
      says: ['"nvidia/cuda:12.4.1-base-ubuntu22.04"'],
      fixed: app(RESERVED, 'nvidia/cuda:12.4.1-base-ubuntu22.04'),
    },
    {
      name: 'from a merge key: it is written elsewhere',
      text: `x-p: &p\n  privileged: ⟦true⟧\nservices:\n  a:\n    <<: *p\n    image: a\n    gpus: all\n`,
      message: 'request',
      fixed: null,
    },
    {
      name: 'set in the override file',
      text: 'services:\n  ⟦app⟧:\n    image: vllm/vllm-openai:v0.8.5\n    gpus: all\n',
      files: { 'compose.override.yaml': 'services:\n  app:\n    privileged: true\n' },
      message: 'request',
    },
  ],
})
