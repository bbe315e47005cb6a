import rule from '../../../src/rules/compose/amd-nodes-incomplete'
import { testRule } from '../../support/rule-tester'

const app = (rest: string, image = 'me/llm:1'): string => `services:\n  llm:\n    image: ${image}\n${rest}`
const ROCM = 'ghcr.io/ggml-org/llama.cpp:server-rocm'

testRule(rule, {
  valid: [
    app('    devices: [/dev/kfd, /dev/dri]\n'),
    app('    devices: ["/dev/kfd:/dev/kfd", "/dev/dri/renderD128:/dev/dri/renderD128"]\n'),
    { name: 'Intel, Vulkan or video', text: app('    devices: [/dev/dri]\n') },
    { name: 'privileged', text: app('    privileged: true\n    devices: [/dev/kfd]\n') },
    { name: 'a CDI device brings the rest', text: app('    devices: [/dev/kfd, amd.com/gpu=all]\n') },
    { name: 'mounted', text: app('    devices: [/dev/kfd]\n    volumes: ["/dev/dri:/dev/dri"]\n') },
    { name: 'a node that a variable names', text: app('    devices: [/dev/kfd, "${RENDER_NODE}"]\n') },
    {
      name: 'the override file adds it',
      text: app('    devices: [/dev/kfd]\n'),
      files: { 'docker-compose.override.yml': 'services:\n  llm:\n    devices: [/dev/dri]\n' },
    },
    {
      name: 'what is extended is in another file',
      text: 'services:\n  llm:\n    extends: { file: gone.yml, service: a }\n    devices: [/dev/kfd]\n',
    },
    app('    devices: [/dev/kfd, /dev/dri]\n', ROCM),
    { name: 'a ROCm image without any node', text: app('', ROCM) },
  ],
  invalid: [
    {
      text: app('    devices:\n      - ⟦/dev/kfd⟧ # compute\n    group_add: [video]\n', ROCM),
      message: 'dri',
      severity: 'warning',
      says: ['The service llm maps /dev/kfd'],
      fixed: app('    devices:\n      - /dev/kfd # compute\n      - /dev/dri\n    group_add: [video]\n', ROCM),
    },
    {
      name: 'mapped, in a flow list',
      text: app('    devices: [⟦"/dev/kfd:/dev/kfd"⟧]\n'),
      message: 'dri',
      fixed: app('    devices: ["/dev/kfd:/dev/kfd", "/dev/dri:/dev/dri"]\n'),
    },
    {
      name: 'a ROCm image with the render node alone',
      text: app('    devices:\n      - ⟦/dev/dri/renderD128⟧\n', 'rocm/pytorch:latest'),
      message: 'kfd',
      says: ['rocm/pytorch:latest', '/dev/dri/renderD128'],
      fixed: app('    devices:\n      - /dev/dri/renderD128\n      - /dev/kfd\n', 'rocm/pytorch:latest'),
    },
  ],
})
