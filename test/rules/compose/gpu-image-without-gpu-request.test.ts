import rule from '../../../src/rules/compose/gpu-image-without-gpu-request'
import { testRule } from '../../support/rule-tester'

const RESERVED =
  '    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              count: all\n              capabilities: [gpu]\n'
const CUDA = 'nvidia/cuda:12.4.1-runtime-ubuntu22.04'
const service = (rest: string, image = 'vllm/vllm-openai:v0.6.3'): string =>
  `services:\n  llm:\n    image: ${image}\n${rest}`
const built = 'services:\n  app:\n    build: .\n'

testRule(rule, {
  valid: [
    service(RESERVED),
    service('    gpus: all\n'),
    service('    runtime: nvidia\n'),
    service('    runtime: ${DOCKER_RUNTIME:-runc}\n'),
    service('    devices: ["nvidia.com/gpu=all"]\n'),
    service('    devices:\n      - /dev/nvidia0:/dev/nvidia0\n'),
    service('    privileged: true\n'),
    {
      name: 'told by visible-devices-without-runtime',
      text: service('    environment:\n      NVIDIA_VISIBLE_DEVICES: all\n'),
    },
    { name: 'told by deploy-misnested', text: service(RESERVED.replace(/^ {2}/gm, '')) },
    { name: 'told by deploy-misnested at the top', text: service(RESERVED.replace(/^ {4}/gm, '')) },
    {
      name: 'a file that is only built',
      path: 'docker-compose.build.yml',
      text: 'services:\n  app:\n    image: me/app:cuda-12.4\n    build: .\n',
      files: { Dockerfile: `FROM ${CUDA}\nCMD ["python3", "serve.py"]\n` },
    },
    { name: 'CPU on purpose', text: service('    environment:\n      - CUDA_VISIBLE_DEVICES=-1\n') },
    { name: 'a CPU profile', text: service('    profiles: [cpu]\n') },
    { name: 'an option for the CPU', text: service('    command: --device cpu\n') },
    {
      name: 'a program that needs none',
      text: service('    command: tensorboard --logdir /logs\n', 'nvcr.io/nvidia/pytorch:24.05-py3'),
    },
    {
      name: 'it compiles only',
      text: service('    command: nvcc -o app app.cu\n', 'nvidia/cuda:12.4.1-devel-ubuntu22.04'),
    },
    { name: 'the merge key brings it', text: `x-gpu: &gpu\n  gpus: all\n${service('    <<: *gpu\n')}` },
    { name: 'extended by a service with a GPU', text: `${service('')}  gpu:\n    extends: llm\n    gpus: all\n` },
    { name: 'the base is not there', text: service('    extends: { file: common.yml, service: base }\n') },
    {
      name: 'a file of another name that is given with -f adds it',
      text: service(''),
      files: { 'docker-compose.prod.yml': `services:\n  llm:\n${RESERVED}` },
    },
    {
      name: 'the override file takes the request back',
      text: 'services:\n  llm:\n    image: vllm/vllm-openai:v0.8.5\n    gpus: all\n',
      files: { 'docker-compose.override.yml': 'services:\n  llm:\n    gpus: !reset null\n' },
    },
    {
      name: 'the override file adds it',
      text: service(''),
      files: { 'docker-compose.override.yml': 'services:\n  llm:\n    gpus: all\n' },
    },
    {
      name: 'the base file has it',
      path: 'docker-compose.override.yml',
      text: service(''),
      files: { 'docker-compose.yml': 'services:\n  llm:\n    gpus: all\n' },
    },
    {
      name: 'a file beside it adds it, given with -f',
      text: service(''),
      files: { 'docker-compose.gpu.yml': 'services:\n  llm:\n    gpus: all\n' },
    },
    { name: 'an overlay', text: 'services:\n  llm:\n    environment:\n      A: b\n' },
    { name: 'an image from a variable', text: service('', '${IMAGE}') },
    { name: 'a CPU image', text: service('', 'tensorflow/tensorflow:2.15.0') },
    { name: 'client tools', text: service('', 'nvcr.io/nvidia/tritonserver:24.05-py3-sdk') },
    { name: 'another image', text: service('', 'postgres:16') },
    {
      name: 'Swarm',
      text: service('    deploy:\n      resources:\n        reservations:\n          generic_resources: []\n'),
    },
    { name: 'a name for AMD', text: `# rocm\n${service('', 'me/app:latest-gpu')}` },
    { name: 'a build that cannot be read', text: built },
    {
      name: 'a build argument chooses the base',
      text: `services:\n  app:\n    build: { context: ., args: { BASE: "python:3.11" } }\n`,
      files: { Dockerfile: `ARG BASE=${CUDA}\nFROM $BASE\n` },
    },
    {
      name: 'the last stage is small',
      text: built,
      files: { Dockerfile: `FROM ${CUDA} AS a\nFROM python:3.11-slim\nCOPY --from=a /x /x\n` },
    },
    {
      name: 'the web page beside the worker',
      text: `${built}    command: python worker.py\n    gpus: all\n  web:\n    build: .\n    command: gunicorn web:app\n`,
      files: { Dockerfile: `FROM ${CUDA}\n` },
    },
    {
      name: 'the request stands in a comment',
      text: service(
        '    # deploy:\n    #   resources: { reservations: { devices: [{ driver: nvidia, capabilities: [gpu] }] } }\n',
      ),
    },
    {
      name: 'the driver is mounted by hand',
      text: service('    volumes: ["/usr/lib/libcuda.so.1:/usr/lib/libcuda.so.1"]\n'),
    },
    { name: 'Kubernetes', text: service(''), target: { platform: 'kubernetes' } },
    {
      name: 'an override over a base without a GPU: told there',
      path: 'docker-compose.override.yml',
      text: service(''),
      files: { 'docker-compose.yml': 'services:\n  llm:\n    restart: always\n' },
    },
  ],
  invalid: [
    {
      name: 'named for building, yet a service of it is run',
      path: 'docker-compose.build.yml',
      text: 'services:\n  ⟦app⟧:\n    build: .\n    ports: ["80:80"]\n',
      files: { Dockerfile: `FROM ${CUDA}\nCMD ["python3", "serve.py"]\n` },
      message: 'built',
      fixed: `services:\n  app:\n    build: .\n    ports: ["80:80"]\n${RESERVED}`,
    },
    {
      text: service('    ports: ["8000:8000"]\n', '⟦vllm/vllm-openai:v0.6.3⟧ # the server'),
      message: 'pulled',
      severity: 'warning',
      says: ['"vllm/vllm-openai:v0.6.3"', 'llm asks for none'],
      fixed: service(`    ports: ["8000:8000"]\n${RESERVED}`, 'vllm/vllm-openai:v0.6.3 # the server'),
      offers: {
        'Ask for them with gpus: all (Compose 2.30 and later)': service(
          '    ports: ["8000:8000"]\n    gpus: all\n',
          'vllm/vllm-openai:v0.6.3 # the server',
        ),
      },
    },
    {
      name: 'built on a GPU image, with a deploy of its own',
      text: 'services:\n  ⟦app⟧:\n    build: .\n    deploy:\n      replicas: 1 # one\n',
      files: { Dockerfile: `FROM ${CUDA}\nCMD ["python3", "app.py"]\n` },
      message: 'built',
      severity: 'warning',
      fixed: `services:\n  app:\n    build: .\n    deploy:\n      replicas: 1 # one\n${RESERVED.slice(RESERVED.indexOf('\n') + 1)}`,
    },
    {
      name: 'a default, flow style',
      text: `services: { a: { image: "⟦\${IMAGE:-${CUDA}}⟧", command: nvidia-smi } }\n`
        .replace('"⟦', '⟦"')
        .replace('⟧"', '"⟧'),
      message: 'pulled',
      fixed: `services: { a: { image: "\${IMAGE:-${CUDA}}", command: nvidia-smi, deploy: { resources: { reservations: { devices: [{ driver: nvidia, count: all, capabilities: [gpu] }] } } } } }\n`,
    },
    {
      name: 'Ollama runs without, too',
      text: service('', '⟦ollama/ollama⟧'),
      message: 'optional',
      severity: 'info',
      fixed: service(RESERVED, 'ollama/ollama'),
    },
    {
      name: 'the name of an unknown image',
      text: service('', '⟦onerahmet/openai-whisper-asr-webservice:latest-gpu⟧'),
      message: 'named',
      severity: 'info',
      fixed: service(RESERVED, 'onerahmet/openai-whisper-asr-webservice:latest-gpu'),
    },
    {
      name: 'the image arrives through a merge key; Compose 2.29 has no gpus',
      text: `x-a: &a\n  image: ${CUDA}\nservices:\n  ⟦one⟧:\n    <<: *a\n`,
      target: { compose: '2.29.7' },
      message: 'pulled',
      fixed: `x-a: &a\n  image: ${CUDA}\nservices:\n  one:\n    <<: *a\n${RESERVED}`,
    },
    {
      name: 'the file beside it is for another service',
      text: service('', '⟦vllm/vllm-openai:v0.6.3⟧'),
      files: { 'docker-compose.gpu.yml': 'services:\n  other:\n    gpus: all\n' },
      message: 'pulled',
      fixed: service(RESERVED),
    },
    {
      name: 'a devel image may only compile',
      text: service('    command: sleep infinity\n', '⟦nvidia/cuda:12.4.1-devel-ubuntu22.04⟧'),
      message: 'pulled',
      severity: 'info',
      fixed: service(`    command: sleep infinity\n${RESERVED}`, 'nvidia/cuda:12.4.1-devel-ubuntu22.04'),
    },
    {
      name: 'one of two servers was forgotten',
      text: `${service('    gpus: all\n')}  second:\n    image: ⟦vllm/vllm-openai:v0.6.3⟧\n`,
      message: 'pulled',
      fixed: `${service('    gpus: all\n')}  second:\n    image: vllm/vllm-openai:v0.6.3\n${RESERVED}`,
    },
    {
      name: 'an empty deploy',
      text: service('    deploy:\n    restart: always\n', '⟦vllm/vllm-openai:v0.6.3⟧'),
      message: 'pulled',
      fixed: service(`${RESERVED}    restart: always\n`),
    },
    {
      name: 'a limit of memory; the block in a flow map',
      text: service('    deploy: { resources: { limits: { memory: 8g } } }\n', '⟦vllm/vllm-openai:v0.6.3⟧'),
      message: 'pulled',
      fixed: service(
        '    deploy: { resources: { limits: { memory: 8g }, reservations: { devices: [{ driver: nvidia, count: all, capabilities: [gpu] }] } } }\n',
      ),
    },
    {
      name: 'deploy arrives through a merge key: it would be hidden by one of its own',
      text: `x-d: &d\n  deploy: { restart_policy: {} }\n${service('    <<: *d\n', '⟦vllm/vllm-openai:v0.6.3⟧')}`,
      message: 'pulled',
      fixed: `x-d: &d\n  deploy: { restart_policy: {} }\n${service('    <<: *d\n    gpus: all\n')}`,
    },
    {
      name: 'a comment of the next service but one',
      text: `${service('', '⟦vllm/vllm-openai:v0.6.3⟧')}  b:\n    image: b\n    # gpus: all\n`,
      message: 'pulled',
      fixed: `${service(RESERVED)}  b:\n    image: b\n    # gpus: all\n`,
    },
  ],
})
