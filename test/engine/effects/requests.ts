import { ALL, a, type EffectCase, gpus, one, reserving } from './effect'

const noDriver = /could not select device driver/

/** Device requests under `deploy` and `gpus`. */
export const requests: readonly EffectCase[] = [
  {
    rule: 'compose/capabilities-missing',
    files: one(reserving('{driver: nvidia, count: all}')),
    claimed: { refused: /missing property 'capabilities'/ },
    fixed: ALL,
  },
  {
    rule: 'compose/capabilities-wrong-shape',
    files: one(reserving('{driver: nvidia, count: all, capabilities: gpu}')),
    claimed: { refused: /capabilities must be a array/ },
    fixed: ALL,
  },
  {
    rule: 'compose/capabilities-wrong-shape',
    files: one(reserving('{count: 1, capabilities: [[gpu]]}')),
    claimed: { refused: /capabilities\.0 must be a string/ },
    fixed: gpus('0'),
  },
  {
    rule: 'compose/capabilities-wrong-shape',
    files: one(reserving('{driver: nvidia, capabilities: ["compute,utility"]}')),
    claimed: { stops: noDriver },
    fixed: { sees: { NVIDIA_VISIBLE_DEVICES: 'all', NVIDIA_DRIVER_CAPABILITIES: 'compute,utility' } },
  },
  {
    rule: 'compose/capabilities-wrong-shape',
    files: one(reserving('{driver: nvidia, capabilities: []}')),
    claimed: { stops: noDriver },
    fixed: ALL,
  },
  {
    rule: 'compose/capabilities-wrong-shape',
    files: one(reserving('{driver: nvidia, capabilities: [gpu, gpu]}')),
    claimed: { refused: /items at 0 and 1 are equal/ },
    fixed: ALL,
  },
  {
    rule: 'compose/capability-unknown-to-engine',
    files: one(reserving('{driver: nvidia, count: 1, capabilities: [gpu, cuda]}')),
    claimed: { stops: noDriver },
    fixed: gpus('0'),
  },
  {
    rule: 'compose/capability-unknown-to-engine',
    files: one(reserving('{count: 1, capabilities: [GPU]}')),
    claimed: { stops: noDriver },
    fixed: gpus('0'),
  },
  {
    rule: 'compose/capabilities-without-gpu',
    files: one(reserving('{count: 1, capabilities: [compute, utility]}')),
    claimed: { sees: { NVIDIA_VISIBLE_DEVICES: '0', NVIDIA_DRIVER_CAPABILITIES: 'compute,utility' } },
    fixed: { sees: { NVIDIA_VISIBLE_DEVICES: '0', NVIDIA_DRIVER_CAPABILITIES: 'compute,utility' } },
  },
  {
    rule: 'compose/caps-drop-compute',
    files: one(
      a('gpus:\n  - count: all\n    capabilities: [gpu, utility]', 'pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime'),
    ),
    claimed: { sees: { NVIDIA_DRIVER_CAPABILITIES: 'utility' } },
    fixed: { sees: { NVIDIA_DRIVER_CAPABILITIES: 'utility,compute' } },
  },
  {
    rule: 'compose/caps-drop-utility',
    files: one(
      a('command: nvidia-smi\ngpus:\n  - capabilities: [gpu, compute]', 'nvidia/cuda:12.4.1-base-ubuntu22.04'),
    ),
    claimed: { sees: { NVIDIA_DRIVER_CAPABILITIES: 'compute' } },
    fixed: { sees: { NVIDIA_DRIVER_CAPABILITIES: 'compute,utility' } },
  },
  {
    rule: 'compose/cdi-request-form',
    files: one(reserving('{driver: cdi, count: 1, capabilities: [gpu]}')),
    claimed: { stops: /unexpected count in CDI device request/ },
    fixed: { sees: { NODES: '/dev/nvidia0' } },
  },
  {
    rule: 'compose/cdi-request-form',
    files: one(reserving('{driver: cdi, capabilities: [gpu]}')),
    claimed: { stops: /unexpected count in CDI device request/ },
    fixed: { sees: { NODES: '/dev/nvidia0 /dev/nvidia1' } },
  },
  {
    rule: 'compose/cdi-request-form',
    files: one(reserving('{driver: cdi, device_ids: ["1"], capabilities: [gpu]}')),
    claimed: { stops: /unresolvable CDI devices 1/ },
    fixed: { sees: { NODES: '/dev/nvidia1' } },
  },
  {
    rule: 'compose/cdi-request-form',
    files: one(reserving('{driver: nvidia, device_ids: ["nvidia.com/gpu=1"], capabilities: [gpu]}')),
    claimed: { sees: { NVIDIA_VISIBLE_DEVICES: 'nvidia.com/gpu=1', NODES: '' } },
    fixed: { sees: { NVIDIA_VISIBLE_DEVICES: undefined, NODES: '/dev/nvidia1' } },
  },
  {
    rule: 'compose/count-and-device-ids',
    files: one(reserving('{count: 1, device_ids: ["1"], capabilities: [gpu]}')),
    claimed: { refused: /"count" and "device_ids" attributes are exclusive/ },
    fixed: gpus('1'),
  },
  {
    rule: 'compose/count-not-a-number',
    files: one(reserving('{count: two, capabilities: [gpu]}')),
    claimed: { refused: /invalid value "two", the only value allowed is 'all' or a number/ },
    fixed: gpus('0,1'),
  },
  {
    rule: 'compose/count-zero',
    files: one(reserving('{count: 0, capabilities: [gpu]}')),
    claimed: gpus('void'),
    fixed: gpus('0'),
  },
  {
    rule: 'compose/count-zero',
    files: one(reserving('{device_ids: [], capabilities: [gpu]}')),
    claimed: gpus('void'),
    fixed: gpus('all'),
  },
  {
    rule: 'compose/count-zero',
    files: one(reserving('{device_ids: [""], capabilities: [gpu]}')),
    claimed: gpus(''),
    fix: 'Name GPU 0',
    fixed: gpus('0'),
  },
  {
    rule: 'compose/device-ids-not-strings',
    files: one(reserving('{device_ids: [1], capabilities: [gpu]}')),
    claimed: { refused: /device_ids/ },
    fixed: gpus('1'),
  },
  {
    rule: 'compose/device-ids-not-strings',
    files: one(reserving('{device_ids: "0,1", capabilities: [gpu]}')),
    claimed: { refused: /device_ids must be a array/ },
    fixed: gpus('0,1'),
  },
  {
    rule: 'compose/device-ids-bad-interpolation',
    files: one(reserving('{device_ids: ["{GPU_ID:-1}"], capabilities: [gpu]}')),
    claimed: gpus('{GPU_ID:-1}'),
    fixed: gpus('1'),
  },
  {
    rule: 'compose/device-ids-bad-interpolation',
    files: one(reserving('{device_ids: ["$${GPU_ID:-1}"], capabilities: [gpu]}')),
    claimed: gpus('${GPU_ID:-1}'),
    fixed: gpus('1'),
  },
  {
    rule: 'compose/device-request-unknown-key',
    files: one(reserving('{device_id: ["1"], capabilities: [gpu]}')),
    claimed: { refused: /additional properties 'device_id' not allowed/ },
    fixed: gpus('1'),
  },
  {
    rule: 'compose/gpus-item-unknown-key',
    files: one(a('gpus:\n  - device_id: ["1"]')),
    claimed: gpus('all'),
    fixed: gpus('1'),
  },
  {
    rule: 'compose/gpus-scalar-invalid',
    files: one(a('gpus: 1')),
    claimed: { refused: /gpus must be a string/ },
    fixed: gpus('0'),
  },
  {
    rule: 'compose/gpus-scalar-invalid',
    files: one(a('gpus: ALL')),
    claimed: { refused: /gpus value must be 'all'/ },
    fixed: gpus('all'),
  },
  {
    rule: 'compose/gpus-scalar-invalid',
    files: one(a('gpus: [all]')),
    claimed: { refused: /gpus\.0 must be a mapping/ },
    fixed: gpus('all'),
  },
  {
    rule: 'compose/gpus-scalar-invalid',
    files: one(a('gpus: "device=1"')),
    claimed: { refused: /gpus value must be 'all'/ },
    fixed: gpus('1'),
  },
  {
    rule: 'compose/driver-unknown',
    files: one(reserving('{driver: nvida, count: 1, capabilities: [gpu]}')),
    claimed: { stops: /could not select device driver "nvida"/ },
    fixed: gpus('0'),
  },
  {
    rule: 'compose/last-request-wins',
    files: one(
      reserving('{device_ids: ["0"], capabilities: [gpu]}\n        - {device_ids: ["1"], capabilities: [gpu]}'),
    ),
    claimed: gpus('1'),
    fixed: gpus('0,1'),
  },
  {
    rule: 'compose/gpus-and-deploy-both',
    files: one(reserving('{device_ids: ["1"], capabilities: [gpu]}', 'gpus: all\n')),
    claimed: gpus('all'),
    fixed: gpus('1'),
  },
  {
    rule: 'compose/unknown-device-index',
    files: one(a('devices: ["nvidia.com/gpu=7"]')),
    target: { gpus: ['RTX 4090', 'RTX 4090'] },
    claimed: { stops: /unresolvable CDI devices nvidia\.com\/gpu=7/ },
    fixed: { sees: { NODES: '/dev/nvidia0 /dev/nvidia1' } },
  },
]
