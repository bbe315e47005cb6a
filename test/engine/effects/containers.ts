import { a, type EffectCase, gpus, one, reserving } from './effect'

/** 64 MB and more, in the kilobytes of `df`. */
const [DEFAULT, GB8] = ['65536', '8388608']
const shm = (kilobytes: string | undefined): { sees: { SHM: string | undefined } } => ({ sees: { SHM: kilobytes } })

const CUDA = 'nvidia/cuda:12.4.1-base-ubuntu22.04'

/** What a container is given: shared memory, variables, nodes. */
export const containers: readonly EffectCase[] = [
  {
    rule: 'compose/shm-size-form',
    files: one(a('shm_size: 8Gi')),
    claimed: { refused: /invalid suffix: 'gi'/ },
    fixed: shm(GB8),
  },
  { rule: 'compose/shm-size-form', files: one(a('shm_size: lots')), claimed: { refused: /invalid size/ } },
  { rule: 'compose/shm-size-form', files: one(a('shm_size: "-1"')), claimed: { refused: /invalid size/ } },
  {
    rule: 'compose/shm-size-form',
    files: one(a('shm_size: -1')),
    claimed: { stops: /SHM size can not be less than 0/ },
  },
  { rule: 'compose/shm-size-form', files: one(a('shm_size: 0')), claimed: shm(DEFAULT) },
  { rule: 'compose/shm-size-form', files: one(a('shm_size: 1e9')), claimed: shm(DEFAULT), fixed: shm('976564') },
  { rule: 'compose/shm-size-form', files: one(a('shm_size: 8')), claimed: shm('4'), fixed: shm(GB8) },
  {
    rule: 'compose/shm-too-small-pytorch',
    files: one(a('gpus: all', 'pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime')),
    claimed: shm(DEFAULT),
    fixed: shm(GB8),
  },
  {
    rule: 'compose/shm-too-small-nccl',
    files: one(a('gpus: all\ncommand: --model Qwen/Qwen3-8B --tensor-parallel-size 2', 'vllm/vllm-openai:v0.8.5')),
    claimed: shm(DEFAULT),
    fixed: shm('16777216'),
  },
  {
    rule: 'compose/triton-python-backend-shm',
    files: one(a('gpus: all', 'nvcr.io/nvidia/tritonserver:23.08-py3')),
    claimed: shm(DEFAULT),
    fixed: shm('1048576'),
  },
  {
    rule: 'compose/build-shm-size-confusion',
    files: {
      'compose.yaml': 'services:\n  a:\n    build:\n      context: .\n      shm_size: 8gb\n    gpus: all\n',
      Dockerfile: 'FROM stub\n',
    },
    claimed: shm(DEFAULT),
    fixed: shm(GB8),
  },
  {
    rule: 'compose/driver-caps-missing-video-graphics',
    files: one(a('gpus: all\ncommand: ffmpeg -i in.mp4 -c:v h264_nvenc out.mp4', CUDA)),
    claimed: { sees: { NVIDIA_VISIBLE_DEVICES: 'all', NVIDIA_DRIVER_CAPABILITIES: 'compute,utility' } },
    fixed: { sees: { NVIDIA_DRIVER_CAPABILITIES: 'compute,utility,video' } },
  },
  {
    rule: 'compose/cdi-map-syntax',
    files: one(a('devices: ["nvidia.com/gpu=0:rwm"]')),
    claimed: { stops: /error gathering device information while adding custom device/ },
    fixed: { sees: { NODES: '/dev/nvidia0' } },
  },
  {
    rule: 'compose/cdi-map-syntax',
    files: one(a('devices:\n  - source: nvidia.com/gpu=1')),
    claimed: { refused: /missing a mount target/ },
    fixed: { sees: { NODES: '/dev/nvidia1' } },
  },
  {
    rule: 'compose/cdi-map-syntax',
    files: one(a('devices: ["nvidia.com/gpu=1:0"]')),
    claimed: { stops: /error gathering device information while adding custom device/ },
    fixed: { stops: /unresolvable CDI devices nvidia\.com\/gpu=1:0/ },
  },
  {
    rule: 'compose/cdi-map-syntax',
    files: one(a('devices: ["nvidia.com/gpu"]')),
    claimed: { stops: /error gathering device information while adding custom device/ },
    fixed: { sees: { NODES: '/dev/nvidia0 /dev/nvidia1' } },
  },
  {
    rule: 'compose/runtime-unknown',
    files: one(a('runtime: nvdia')),
    claimed: { stops: /unknown or invalid runtime name: nvdia/ },
    fixed: { sees: { RUNTIME: 'nvidia' } },
  },
  {
    rule: 'compose/device-node-absent-on-host',
    files: one(a('gpus: all\ndevices: ["/dev/nvidia7:/dev/nvidia7"]')),
    target: { gpus: ['RTX 4090', 'RTX 4090'] },
    claimed: { stops: /error gathering device information while adding custom device "\/dev\/nvidia7"/ },
    fixed: gpus('all'),
  },
  {
    rule: 'compose/gpu-image-without-gpu-request',
    files: one(a('command: nvidia-smi', 'pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime')),
    claimed: { sees: { REQUESTS: '', RUNTIME: 'runc' } },
    fixed: { sees: { REQUESTS: 'nvidia -1 [];', NVIDIA_VISIBLE_DEVICES: 'all' } },
  },
  {
    rule: 'compose/generic-resources-without-swarm',
    files: one(
      a(
        'deploy:\n  resources:\n    reservations:\n      generic_resources:\n        - discrete_resource_spec:\n            kind: NVIDIA-GPU\n            value: 2',
      ),
    ),
    claimed: { sees: { REQUESTS: '', NVIDIA_VISIBLE_DEVICES: undefined } },
    fixed: gpus('all'),
  },
  {
    rule: 'compose/base-lacks-nvidia-env',
    files: one(a('runtime: nvidia', 'python:3.12-slim')),
    claimed: gpus(undefined),
    fixed: gpus('all'),
  },
  {
    rule: 'compose/visible-devices-overridden',
    files: one(a('gpus: all\nenvironment:\n  NVIDIA_VISIBLE_DEVICES: "1"')),
    claimed: gpus('all'),
    fixed: gpus('1'),
  },
  {
    rule: 'compose/visible-devices-bad-value',
    files: one(a('runtime: nvidia\nenvironment:\n  - NVIDIA_VISIBLE_DEVICES="0"')),
    claimed: gpus('"0"'),
    fixed: gpus('0'),
  },
  {
    rule: 'compose/visible-devices-without-runtime',
    files: one(a('environment:\n  NVIDIA_VISIBLE_DEVICES: all', CUDA)),
    claimed: { sees: { NVIDIA_VISIBLE_DEVICES: 'all', REQUESTS: '', RUNTIME: 'runc' } },
    fixed: { sees: { NVIDIA_VISIBLE_DEVICES: 'all', RUNTIME: 'nvidia' } },
  },
  {
    rule: 'compose/driver-caps-env-missing-compute',
    files: one(a('gpus: all\nenvironment:\n  NVIDIA_DRIVER_CAPABILITIES: utility', CUDA)),
    claimed: { sees: { NVIDIA_VISIBLE_DEVICES: 'all', NVIDIA_DRIVER_CAPABILITIES: 'utility' } },
    fixed: { sees: { NVIDIA_DRIVER_CAPABILITIES: 'compute,utility' } },
  },
  {
    rule: 'compose/cuda-visible-devices-renumbered',
    files: one(reserving('{device_ids: ["1"], capabilities: [gpu]}', 'environment:\n  CUDA_VISIBLE_DEVICES: "1"\n')),
    claimed: { sees: { NVIDIA_VISIBLE_DEVICES: '1', CUDA_VISIBLE_DEVICES: '1' } },
    fix: 'Write 0',
    fixed: { sees: { NVIDIA_VISIBLE_DEVICES: '1', CUDA_VISIBLE_DEVICES: '0' } },
  },
  {
    rule: 'compose/cuda-visible-devices-all',
    files: one(a('gpus: all\nenvironment:\n  CUDA_VISIBLE_DEVICES: all')),
    claimed: { sees: { NVIDIA_VISIBLE_DEVICES: 'all', CUDA_VISIBLE_DEVICES: 'all' } },
    fixed: { sees: { NVIDIA_VISIBLE_DEVICES: 'all', CUDA_VISIBLE_DEVICES: undefined } },
  },
  {
    rule: 'compose/privileged-for-gpu',
    files: one(reserving('{count: 1, capabilities: [gpu]}', 'privileged: true\n')),
    claimed: { sees: { NVIDIA_VISIBLE_DEVICES: '0', PRIVILEGED: 'true' } },
    fixed: { sees: { NVIDIA_VISIBLE_DEVICES: '0', PRIVILEGED: 'false' } },
  },
  {
    rule: 'compose/replicas-share-device',
    files: one(`${reserving('{count: 1, capabilities: [gpu]}')}      replicas: 2\n`),
    claimed: gpus('0 + 0'),
  },
  {
    rule: 'compose/replicas-share-device',
    files: one(a('scale: 2\ngpus: all')),
    claimed: gpus('all + all'),
  },
  {
    rule: 'compose/count-same-gpu',
    files: one(
      `${reserving('{count: 1, capabilities: [gpu]}')}${reserving('{count: 1, capabilities: [gpu]}').replace('services:\n  a:', '  b:')}`,
    ),
    claimed: gpus('0'),
  },
]
