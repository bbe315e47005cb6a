import rule from '../../../src/rules/dockerfile/wheel-vendor-mismatch'
import { testRule } from '../../support/rule-tester'

const CUDA = 'nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04'
const image = (base: string, ...lines: string[]) => `FROM ${base}\n${lines.join('\n')}\nCMD ["python3", "serve.py"]\n`
const from = (build: string) => `--index-url https://download.pytorch.org/whl/${build}`
const service = { 'docker-compose.yml': 'services:\n  api:\n    build: .\n    gpus: all\n' }

testRule(rule, {
  valid: [
    image(CUDA, `RUN pip install torch ${from('cu124')}`),
    image('rocm/dev-ubuntu-22.04:6.2', `RUN pip install torch ${from('rocm6.2')}`),
    { name: 'nobody says which GPU', text: image('python:3.11', `RUN pip install torch ${from('rocm6.2')}`) },
    {
      name: 'a service for AMD',
      text: image('python:3.11', `RUN pip install torch ${from('rocm6.2')}`),
      files: { 'docker-compose.yml': 'services:\n  api:\n    build: .\n    devices: [/dev/kfd, /dev/dri]\n' },
    },
    {
      name: 'a build for each',
      text: image(
        CUDA,
        `RUN /opt/a/bin/pip install torch ${from('cu124')}`,
        `RUN /opt/b/bin/pip install torch ${from('rocm6.2')}`,
      ),
    },
    {
      name: 'under a condition',
      text: image(CUDA, `RUN if [ "$GPU" = amd ]; then pip install torch ${from('rocm6.2')}; fi`),
    },
    { name: 'by variable', text: image(CUDA, 'ARG BUILD', `RUN pip install torch ${from('$BUILD')}`) },
    {
      name: 'the torch of the image stays',
      text: image(
        'rocm/pytorch:rocm6.2_ubuntu22.04_py3.10_pytorch_release_2.3.0',
        `RUN pip install torch==2.3.0 ${from('cu121')}`,
      ),
    },
    { name: 'CPU on purpose is told elsewhere', text: image(CUDA, `RUN pip install torch ${from('cpu')}`) },
    { name: 'PyPI', text: image(CUDA, 'RUN pip install torch onnxruntime-gpu') },
  ],
  invalid: [
    {
      text: image(CUDA, `RUN pip install ⟦torch⟧ ${from('rocm6.2')}`),
      message: 'torch',
      severity: 'warning',
      says: ['whl/rocm6.2 is PyTorch for AMD GPUs (ROCm)', `stands on ${CUDA}`, 'build for NVIDIA GPUs'],
      fixed: null,
    },
    {
      text: image('python:3.11-slim', `RUN pip install ⟦torch⟧ ${from('xpu')}`),
      files: service,
      message: 'torch',
      says: ['Intel GPUs', 'service "api"'],
      fixed: null,
    },
    {
      text: image(
        'rocm/dev-ubuntu-22.04:6.2',
        `RUN pip install ⟦torch==2.4.0+cu121⟧ -f https://download.pytorch.org/whl/torch_stable.html`,
      ),
      message: 'torch',
      says: ['torch==2.4.0+cu121 is PyTorch for NVIDIA GPUs'],
      fixed: null,
    },
    {
      text: image(CUDA, 'RUN pip3 install --no-cache-dir ⟦onnxruntime-rocm==1.19.0⟧ numpy'),
      message: 'package',
      says: ['built for AMD GPUs'],
      fixed: image(CUDA, 'RUN pip3 install --no-cache-dir onnxruntime-gpu numpy'),
    },
    {
      text: image('rocm/dev-ubuntu-22.04:6.2', 'RUN pip3 install ⟦onnxruntime-gpu==1.19.2⟧'),
      message: 'package',
      fixed: null,
    },
  ],
})
