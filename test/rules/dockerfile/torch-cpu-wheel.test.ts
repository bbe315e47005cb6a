import rule from '../../../src/rules/dockerfile/torch-cpu-wheel'
import { testRule } from '../../support/rule-tester'

const slim = 'FROM python:3.11-slim\n'
const cuda = 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n'
const arm = cuda.replace('FROM', 'FROM --platform=linux/arm64')
const index = 'https://download.pytorch.org/whl'
const compose = (rest = ''): Record<string, string> => ({
  'compose.yaml': `services:\n  app:\n    build: .\n${rest}`,
})
const gpu = compose('    gpus: all\n')

testRule(rule, {
  valid: [
    { name: 'nobody asks for a GPU', text: `${slim}RUN pip install torch --index-url ${index}/cpu\n` },
    {
      name: 'the service asks for none',
      text: `${cuda}RUN pip install torch --index-url ${index}/cpu\n`,
      files: compose(),
    },
    {
      name: 'variables for both',
      text: `${slim}ENV PIP_INDEX_URL=${index}/cu124 PIP_EXTRA_INDEX_URL=${index}/cpu\nRUN pip install torch\n`,
      files: gpu,
    },
    { name: 'a CUDA index', text: `${slim}RUN pip install torch --index-url ${index}/cu128\n`, files: gpu },
    { name: 'the wheel of PyPI', text: `${slim}RUN pip install torch==2.4.0\n`, files: gpu },
    { name: 'PyPI has CUDA for arm64 since 2.11', text: `${arm}RUN pip3 install torch==2.11.0\n` },
    { name: 'the newest, which has CUDA', text: `${arm}RUN pip3 install torch\n` },
    { name: 'an index with CUDA on arm64', text: `${arm}RUN pip3 install torch==2.8.0 --index-url ${index}/cu128\n` },
    {
      name: 'arm64 is one platform of two',
      text: `${cuda}RUN pip3 install torch==2.8.0\n`,
      files: compose('    gpus: all\n    platform: linux/amd64\n  arm:\n    build: .\n    platform: linux/arm64\n'),
    },
    {
      name: 'under a condition',
      text: `${cuda}ARG GPU\nRUN if [ "$GPU" = 1 ]; then pip install torch; else pip install torch --index-url ${index}/cpu; fi\n`,
    },
    { name: 'chosen by ARG', text: `${cuda}ARG VARIANT\nRUN pip install torch --index-url ${index}/$VARIANT\n` },
    {
      name: 'a stage named for the CPU',
      text: `${cuda.replace('\n', ' AS app-cpu\n')}RUN pip install torch --index-url ${index}/cpu\n`,
    },
    {
      name: 'another target is built for the GPU',
      text: `${slim.replace('\n', ' AS light\n')}RUN pip install torch --index-url ${index}/cpu\n${cuda.replace('\n', ' AS full\n')}RUN pip install torch\n`,
      files: {
        'compose.yaml':
          'services:\n  a:\n    build: { context: ., target: full }\n    gpus: all\n  b:\n    build: { context: ., target: light }\n',
      },
    },
    {
      name: 'beside another GPU library',
      text: `${cuda}RUN pip install torch --index-url ${index}/cpu && pip install onnxruntime-gpu\n`,
    },
    {
      name: 'a CUDA build is installed too',
      text: `${cuda}RUN pip install torch --index-url ${index}/cpu\nRUN pip install torch --index-url ${index}/cu124\n`,
    },
    {
      name: 'a program that was compiled for the GPU',
      text: `${cuda}COPY --from=build /app/llama-server /app/\nRUN pip install torch --extra-index-url ${index}/cpu\n`,
    },
    {
      name: 'a stage that is only copied from',
      text: `${cuda.replace('\n', ' AS convert\n')}RUN pip install torch --index-url ${index}/cpu && python3 convert.py\nFROM nvidia/cuda:12.4.1-base-ubuntu22.04\nCOPY --from=convert /model /model\n`,
    },
    { name: 'no torch from that index', text: `${cuda}RUN pip install numpy --extra-index-url ${index}/cpu\n` },
    { name: 'a comment', text: `${cuda}# pip install torch --index-url ${index}/cpu\nRUN pip install torch\n` },
  ],
  invalid: [
    {
      name: 'an index that a variable names',
      text: `${slim}ENV PIP_EXTRA_INDEX_URL=${index}/cpu\nRUN pip install numpy ⟦torch==2.5.1⟧\n`,
      files: gpu,
      message: 'index',
      says: [`${index}/cpu holds PyTorch for the CPU alone`],
      fixed: null,
    },
    {
      text: `${slim}RUN pip install torch torchvision --index-url ⟦${index}/cpu⟧\n`,
      files: gpu,
      message: 'index',
      severity: 'warning',
      says: ['the service "app"', `${index}/cu128`],
      fixed: `${slim}RUN pip install torch torchvision --index-url ${index}/cu128\n`,
    },
    {
      text: `${cuda}RUN pip3 install --no-cache-dir \\\n    # the model\n    ⟦torch==2.1.0+cpu⟧ torchvision==0.16.0+cpu \\\n    -f ${index}/torch_stable.html\n`,
      message: 'pinned',
      says: ['stands on nvidia/cuda:12.4.1-runtime-ubuntu22.04', 'torch==2.1.0+cu121'],
      fixed: `${cuda}RUN pip3 install --no-cache-dir \\\n    # the model\n    torch==2.1.0+cu121 torchvision==0.16.0+cu121 \\\n    -f ${index}/torch_stable.html\n`,
    },
    {
      name: 'an extra index',
      text: `${cuda}RUN pip install torch==2.4.0 --extra-index-url=⟦${index}/cpu⟧\n`,
      message: 'index',
      fixed: `${cuda}RUN pip install torch==2.4.0 --extra-index-url=${index}/cu124\n`,
    },
    {
      name: 'CUDA 11',
      text: `FROM nvidia/cuda:11.8.0-runtime-ubuntu22.04\nRUN uv pip install --system torch==2.4.0+cpu --index-url ⟦"${index}/cpu/"⟧\n`,
      message: 'index',
      fixed: `FROM nvidia/cuda:11.8.0-runtime-ubuntu22.04\nRUN uv pip install --system torch==2.4.0+cu118 --index-url "${index}/cu118/"\n`,
    },
    {
      name: 'in the parent of the target',
      text: `${slim.replace('\n', ' AS base\n')}RUN ["pip", "install", "torch", "--index-url", ⟦"${index}/cpu"⟧]\nFROM base AS app\nCMD ["python"]\n`,
      files: {
        'docker-compose.yml':
          'services:\n  app:\n    build:\n      context: .\n      target: app\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - capabilities: [gpu]\n',
      },
      message: 'index',
      fixed: `${slim.replace('\n', ' AS base\n')}RUN ["pip", "install", "torch", "--index-url", "${index}/cu128"]\nFROM base AS app\nCMD ["python"]\n`,
    },
    {
      name: 'torch in a requirements file',
      text: `${slim}COPY requirements.txt .\nRUN pip install -r requirements.txt --extra-index-url ⟦${index}/cpu⟧\n`,
      files: { ...gpu, 'requirements.txt': 'torch\nnumpy\n' },
      message: 'index',
      fixed: `${slim}COPY requirements.txt .\nRUN pip install -r requirements.txt --extra-index-url ${index}/cu128\n`,
    },
    {
      name: 'conda',
      text: `${cuda}RUN conda install -y pytorch ⟦cpuonly⟧ -c pytorch\n`,
      message: 'cpuonly',
      fixed: null,
    },
    {
      name: 'PyPI on arm64',
      text: `${arm}RUN pip3 install ⟦torch==2.8.0⟧\n`,
      message: 'arm',
      severity: 'warning',
      says: ['torch==2.8.0 from PyPI', 'FROM says linux/arm64'],
      fixed: `${arm}RUN pip3 install torch==2.8.0 --index-url ${index}/cu128\n`,
    },
    {
      name: 'PyPI on arm64, no such wheel, for a service',
      text: `${slim}RUN pip install ⟦torch==2.4.0⟧ numpy\n`,
      files: compose('    gpus: all\n    platform: linux/arm64\n'),
      message: 'arm',
      says: ['the service app is for linux/arm64'],
      fixed: null,
    },
  ],
})
