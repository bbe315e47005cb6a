import rule from '../../../src/rules/compose/shm-too-small-pytorch'
import { testRule } from '../../support/rule-tester'

const app = (rest: string, image = 'pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime', name = 'train'): string =>
  `services:\n  ${name}:\n    image: ${image}\n    gpus: all\n${rest}`
const RUN = '    command: torchrun --nproc_per_node 2 train.py\n'

testRule(rule, {
  valid: [
    { name: 'bytes: told by compose/shm-size-form', text: app('    shm_size: 8192\n', 'vllm/vllm-openai:v0.6.3') },
    {
      name: 'the memory of the build: told by compose/build-shm-size-confusion',
      text: 'services:\n  lab:\n    build: { context: ., shm_size: 8gb }\n    runtime: nvidia\n',
      files: { Dockerfile: 'FROM nvcr.io/nvidia/pytorch:24.05-py3\nCMD ["jupyter", "lab"]\n' },
    },
    ...['8gb', '16g', '256mb', '1.5g', '${SHM_SIZE}', '${SHM:-8g}', '"8 GB"', 'lots'].map((size) =>
      app(`${RUN}    shm_size: ${size}\n`),
    ),
    ...['host', 'shareable', 'service:other', 'container:x', '${IPC}'].map((ipc) => app(`${RUN}    ipc: ${ipc}\n`)),
    app(`${RUN}    tmpfs: ["/dev/shm:size=8g"]\n`),
    app(`${RUN}    volumes: ["/dev/shm:/dev/shm"]\n`),
    app(`${RUN}    volumes:\n      - type: tmpfs\n        target: /dev/shm\n`),
    {
      name: 'no workers, in the exec form of the Dockerfile',
      text: 'services:\n  app:\n    build: .\n    gpus: all\n',
      files: { Dockerfile: 'FROM pytorch/pytorch:latest\nCMD ["python", "train.py", "--num-workers", "0"]\n' },
    },
    { name: 'no workers', text: app('    command: python train.py --num_workers 0\n') },
    { name: 'another image', text: app('', 'nvidia/cuda:12.4.1-runtime-ubuntu22.04') },
    { name: 'no PyTorch', text: app('', 'ollama/ollama') },
    {
      name: 'for the CPU',
      text: 'services:\n  app-cpu:\n    image: pytorch/pytorch:2.3.0-cuda12.1-cudnn8-runtime\n    command: python main.py --cpu\n',
    },
    { name: 'no GPU', text: 'services:\n  a:\n    image: me/a\n    command: torchrun train.py\n' },
    { name: 'an overlay', text: 'services:\n  a:\n    gpus: all\n    command: torchrun train.py\n' },
    {
      name: 'the override file has it',
      text: app(RUN),
      files: { 'docker-compose.override.yml': 'services:\n  train:\n    ipc: host\n' },
    },
    { name: 'a merge key brings it', text: `x-a: &a\n  shm_size: 8gb\n${app(`${RUN}    <<: *a\n`)}` },
    {
      name: 'the base file has it',
      path: 'docker-compose.override.yml',
      text: app(RUN),
      files: { 'docker-compose.yml': 'services:\n  train:\n    shm_size: 8gb\n' },
    },
  ],
  invalid: [
    {
      text: app(RUN, undefined, '⟦train⟧'),
      message: 'missing',
      severity: 'warning',
      says: ['64 MB'],
      fixed: app(`${RUN}    shm_size: 8gb\n`),
      offers: { 'Share the memory of the host (ipc: host)': app(`${RUN}    ipc: host\n`) },
    },
    {
      name: 'no more than the default',
      text: app(`    shm_size: ⟦64m⟧ # small\n    command: ["accelerate", "launch", "train.py"]\n`, 'me/trainer'),
      message: 'tiny',
      severity: 'warning',
      fixed: app(`    shm_size: 8gb # small\n    command: ["accelerate", "launch", "train.py"]\n`, 'me/trainer'),
    },
    {
      name: 'an image with PyTorch alone: a hint',
      text: 'services:\n  ⟦lab⟧:\n    build: .\n    runtime: nvidia\n',
      files: { Dockerfile: 'FROM nvcr.io/nvidia/pytorch:24.05-py3\nCMD ["jupyter", "lab"]\n' },
      message: 'missing',
      severity: 'info',
      fixed: 'services:\n  lab:\n    build: .\n    runtime: nvidia\n    shm_size: 8gb\n',
    },
    {
      name: 'the Dockerfile trains',
      text: 'services:\n  ⟦a⟧:\n    build: .\n    gpus: all\n    ipc: private\n',
      files: { Dockerfile: 'FROM python:3.11\nRUN pip install torch\nCMD torchrun main.py\n' },
      message: 'missing',
      severity: 'warning',
      fixed: 'services:\n  a:\n    build: .\n    gpus: all\n    ipc: private\n    shm_size: 8gb\n',
    },
    {
      name: 'less than the default, and a server',
      text: app('    shm_size: ⟦32m⟧\n', 'vllm/vllm-openai:v0.6.3'),
      message: 'tiny',
      severity: 'info',
      fixed: app('    shm_size: 8gb\n', 'vllm/vllm-openai:v0.6.3'),
    },
  ],
})
