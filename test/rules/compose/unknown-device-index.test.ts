import rule from '../../../src/rules/compose/unknown-device-index'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const app = (lines: string) => serviceOf(`image: nvidia/cuda:12.4.1-base-ubuntu22.04\n${lines}`)
const one = { gpus: ['RTX 4090'] }
const two = { gpus: ['RTX 4090', 'RTX 4090'] }
const four = app(reserve('count: 4'))

const training = `name: training
services:
  redis:
    image: redis:7
  worker:
    image: pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime
    command: torchrun --nproc-per-node=4 train.py
    ipc: host
    deploy:
      resources:
        reservations:
          devices:
            - driver: nvidia
              # the first is for the desktop
              device_ids: ['1', ⟦'2'⟧, ⟦'3'⟧]
              capabilities: [gpu]
    depends_on: [redis]
`

testRule(rule, {
  valid: [
    four,
    { name: 'as many as there are', text: app(reserve('count: 2')), target: two },
    { name: 'no GPUs said', text: four, target: { engine: '28.5.2', gpus: [] } },
    { name: 'count: all', text: app('gpus: all'), target: one },
    { name: 'the last of them', text: app(reserve('device_ids: ["1"]')), target: two },
    { name: 'a UUID', text: app(reserve('device_ids: ["GPU-8dc1f2ab"]')), target: one },
    { name: 'a MIG device', text: app(reserve('device_ids: ["0:3"]')), target: one },
    { name: 'a variable', text: app(reserve('device_ids: ["${GPU_ID}"]')), target: one },
    { name: 'every GPU by id', text: app(reserve('device_ids: [all]')), target: one },
    { name: 'WSL2', text: four, target: { ...one, platform: 'wsl2' } },
    { name: 'Jetson', text: four, target: { ...one, platform: 'jetson' } },
    { name: 'Swarm', text: four, target: { ...one, platform: 'swarm' } },
    { name: 'an unknown platform', text: four, target: { ...one, platform: 'plan9' } },
    { name: 'cards of another maker', text: four, target: { gpus: ['AMD Instinct MI250'] } },
    { name: 'Podman drops the request', text: four, target: { ...one, engine: 'podman 5.2.0' } },
    { name: 'another driver', text: app(reserve('count: 4').replace('nvidia', 'amd')), target: one },
    { name: 'another device', text: app('devices: [example.com/fpga=7]'), target: one },
    {
      name: 'a request overrides the variable',
      text: app('gpus: all\nruntime: nvidia\nenvironment: { NVIDIA_VISIBLE_DEVICES: 3 }'),
      target: one,
    },
    {
      name: 'nobody reads the variable',
      text: app('environment: { NVIDIA_VISIBLE_DEVICES: 3 }'),
      target: one,
    },
    {
      name: 'the ids inside the container',
      text: app(`${reserve('count: 1')}\nenvironment: { CUDA_VISIBLE_DEVICES: "3" }`),
      target: one,
    },
    { name: 'an image for GPUs of AMD', text: serviceOf('image: rocm/vllm:latest\ngpus: [{count: 4}]'), target: one },
  ],
  invalid: [
    {
      text: app(`${reserve('count: ⟦4⟧ # for the big model')}`),
      message: 'count',
      severity: 'error',
      target: two,
      says: ['asks for 4 GPUs', 'has 2 GPUs', 'the GPUs 0 to 3', 'device error: 2'],
      fixed: app(reserve('count: all # for the big model')),
    },
    {
      text: app(reserve('device_ids: [⟦"1"⟧]')),
      message: 'id',
      severity: 'error',
      target: { ...one, platform: 'linux/amd64' },
      says: ['has one GPU'],
      fixed: app(reserve('device_ids: ["${GPU_ID:-0}"]')),
      offers: { 'Ask for every GPU: count: all': app(reserve('count: all')) },
    },
    {
      name: 'a whole file: of the GPUs those that are there stay',
      text: training,
      message: 'id',
      target: two,
      fixed: training.replace(", ⟦'2'⟧, ⟦'3'⟧", ''),
    },
    {
      name: 'gpus, and the default of a variable',
      text: app('gpus:\n  - driver: nvidia\n    count: ⟦${GPUS:-2}⟧'),
      message: 'count',
      severity: 'warning',
      target: one,
      fixed: app('gpus:\n  - driver: nvidia\n    count: ${GPUS:-all}'),
    },
    {
      name: 'an id by the default of a variable',
      text: app(reserve('device_ids: [⟦"${LLM_GPU:-7}"⟧]')),
      message: 'id',
      severity: 'warning',
      target: two,
      fixed: app(reserve('device_ids: ["${LLM_GPU:-0}"]')),
    },
    {
      name: 'several in one id: no repair',
      text: app(reserve('device_ids: [⟦"0,1"⟧]')),
      message: 'id',
      target: one,
      says: ['device error: 1'],
      fixed: null,
    },
    {
      text: app('devices:\n  - /dev/fuse\n  - ⟦nvidia.com/gpu=7⟧'),
      message: 'cdi',
      target: { ...two, engine: 'podman 5.6.0' },
      says: ['unresolvable CDI devices nvidia.com/gpu=7'],
      fixed: app('devices:\n  - /dev/fuse\n  - nvidia.com/gpu=all'),
    },
    {
      name: 'driver: cdi',
      text: app(
        reserve('device_ids: ["nvidia.com/gpu=0", ⟦"nvidia.com/gpu=1"⟧]').replace('driver: nvidia', 'driver: cdi'),
      ),
      message: 'cdi',
      target: one,
      fixed: null,
    },
    {
      text: app('runtime: nvidia\nenvironment:\n  - NVIDIA_VISIBLE_DEVICES=⟦0,1⟧'),
      message: 'variable',
      severity: 'error',
      target: one,
      says: ['names the GPU 1'],
      fixed: app('runtime: nvidia\nenvironment:\n  - NVIDIA_VISIBLE_DEVICES=all'),
    },
    {
      name: 'one anchor, two services',
      text: `x-gpu: &gpu\n  deploy:\n    resources:\n      reservations:\n        devices:\n          - driver: nvidia\n            count: ⟦2⟧\n            capabilities: [gpu]\nservices:\n  a:\n    <<: *gpu\n    image: example/a:1\n  b:\n    <<: *gpu\n    image: example/b:1\n`,
      message: 'count',
      target: one,
      fixed: `x-gpu: &gpu\n  deploy:\n    resources:\n      reservations:\n        devices:\n          - driver: nvidia\n            count: all\n            capabilities: [gpu]\nservices:\n  a:\n    <<: *gpu\n    image: example/a:1\n  b:\n    <<: *gpu\n    image: example/b:1\n`,
    },
  ],
})
