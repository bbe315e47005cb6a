import rule from '../../../src/rules/compose/visible-devices-without-runtime'
import { testRule } from '../../support/rule-tester'

const app = (environment: string, rest = ''): string =>
  `services:\n  app:\n    image: a\n    environment:\n      ${environment}\n${rest}`
const devices = (selection: string): string =>
  `    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              ${selection}\n              capabilities: [gpu]\n`

testRule(rule, {
  valid: [
    app('NVIDIA_VISIBLE_DEVICES: all', '    runtime: nvidia\n'),
    app('NVIDIA_VISIBLE_DEVICES: all', '    runtime: ${RUNTIME:-runc}\n'),
    app('NVIDIA_VISIBLE_DEVICES: all', devices('count: all')),
    app('NVIDIA_VISIBLE_DEVICES: all', '    gpus: all\n'),
    app('NVIDIA_VISIBLE_DEVICES: all', '    devices: ["nvidia.com/gpu=all"]\n'),
    app('- NVIDIA_VISIBLE_DEVICES=void'),
    app('NVIDIA_VISIBLE_DEVICES: none'),
    app('NVIDIA_VISIBLE_DEVICES: ""'),
    app('- NVIDIA_VISIBLE_DEVICES'),
    app('NVIDIA_VISIBLE_DEVICES: ${NVIDIA_VISIBLE_DEVICES}'),
    app('NVIDIA_DRIVER_CAPABILITIES: all'),
    {
      name: 'Swarm',
      text: app(
        'NVIDIA_VISIBLE_DEVICES: all',
        '    deploy:\n      placement: { constraints: [node.labels.gpu == true] }\n',
      ),
    },
    {
      name: 'a variant for other GPUs, with the variables of all',
      path: 'docker-compose.amd+intel.yml',
      text: app('- NVIDIA_VISIBLE_DEVICES=${NVIDIA_VISIBLE_DEVICES}'),
      files: { '.env': 'NVIDIA_VISIBLE_DEVICES=all\n' },
    },
    { name: 'a service for other GPUs', text: app('NVIDIA_VISIBLE_DEVICES: all').replace('app:', 'app-rocm:') },
    { name: 'Kubernetes', text: app('NVIDIA_VISIBLE_DEVICES: all'), target: { platform: 'kubernetes' } },
    { name: 'an overlay', text: app('NVIDIA_VISIBLE_DEVICES: all').replace('    image: a\n', '') },
    { name: 'a template', text: `${app('NVIDIA_VISIBLE_DEVICES: all')}  b:\n    extends: app\n    runtime: nvidia\n` },
    {
      name: 'the override file',
      text: app('NVIDIA_VISIBLE_DEVICES: all'),
      files: { 'docker-compose.override.yml': 'services:\n  app:\n    runtime: nvidia\n' },
    },
    {
      name: 'a file beside it has the runtime',
      text: app('NVIDIA_VISIBLE_DEVICES: all'),
      files: { 'docker-compose.nvidia.yml': 'services:\n  app:\n    runtime: nvidia\n' },
    },
    {
      name: 'a whole file beside it has it: this one is for the CPU, and one .env serves both',
      text: app('NVIDIA_VISIBLE_DEVICES: all'),
      files: { 'docker-compose.gpu.yml': app('NVIDIA_VISIBLE_DEVICES: all', '    runtime: nvidia\n') },
    },
    {
      name: 'for the containers inside',
      text: app('NVIDIA_VISIBLE_DEVICES: all').replace('image: a', 'image: docker:27-dind'),
    },
    {
      name: 'it stands in another file',
      text: 'services:\n  app:\n    extends: { file: base.yml, service: app }\n',
      files: { 'base.yml': 'services:\n  app:\n    image: a\n    environment: [NVIDIA_VISIBLE_DEVICES=1]\n' },
    },
    {
      name: 'the driver is mounted by hand',
      text: app('NVIDIA_VISIBLE_DEVICES: all', '    volumes: ["/usr/lib/libcuda.so.1:/usr/lib/libcuda.so.1"]\n'),
    },
    {
      name: 'a CPU image',
      text: app('NVIDIA_VISIBLE_DEVICES: all').replace('image: a', 'image: me/asr:online-cpu-0.1'),
    },
    {
      name: 'an override over a base without it: told there',
      path: 'docker-compose.override.yml',
      text: app('NVIDIA_VISIBLE_DEVICES: all'),
      files: { 'docker-compose.yml': 'services:\n  app:\n    restart: always\n' },
    },
  ],
  invalid: [
    {
      text: app('- NVIDIA_VISIBLE_DEVICES=⟦all⟧ # every card'),
      message: 'ignored',
      severity: 'warning',
      says: ['NVIDIA_VISIBLE_DEVICES=all alone'],
      fixed: app('- NVIDIA_VISIBLE_DEVICES=all # every card', '    runtime: nvidia\n'),
    },
    {
      name: 'a reservation in its place',
      text: app('A: b\n      NVIDIA_VISIBLE_DEVICES: ⟦"0,1"⟧'),
      message: 'ignored',
      fixed: app('A: b\n      NVIDIA_VISIBLE_DEVICES: "0,1"', '    runtime: nvidia\n'),
      offers: { 'Reserve the GPUs under deploy': app('A: b', devices('device_ids: ["0", "1"]')) },
    },
    {
      name: 'runc is named, a default',
      text: app('NVIDIA_VISIBLE_DEVICES: ⟦${GPUS:-all}⟧', '    runtime: runc\n'),
      message: 'ignored',
      fixed: app('NVIDIA_VISIBLE_DEVICES: ${GPUS:-all}', '    runtime: nvidia\n'),
    },
    {
      name: 'from an env_file',
      text: 'services:\n  app:\n    image: a\n    env_file: ⟦gpu.env⟧\n',
      files: { 'gpu.env': 'NVIDIA_VISIBLE_DEVICES=all\n' },
      message: 'ignored',
      fixed: 'services:\n  app:\n    image: a\n    env_file: gpu.env\n    runtime: nvidia\n',
    },
    {
      name: 'set in the override file',
      text: 'services:\n  ⟦app⟧:\n    image: python:3.11\n',
      files: { 'compose.override.yaml': 'services:\n  app:\n    environment: { NVIDIA_VISIBLE_DEVICES: all }\n' },
      message: 'ignored',
      fixed: 'services:\n  app:\n    image: python:3.11\n    runtime: nvidia\n',
    },
  ],
})
