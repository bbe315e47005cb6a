import rule from '../../../src/rules/dockerfile/cudnn-flavour-missing'
import { testRule } from '../../support/rule-tester'

const stage = (install: string, tag = '12.4.1-runtime-ubuntu22.04', rest = '') =>
  `FROM nvidia/cuda:${tag}\n${rest}RUN pip install ${install}\n`

const PYPROJECT = {
  'pyproject.toml': `[project]
name = "My_App"
dependencies = ["faster-whisper>=1.2"]

[project.optional-dependencies]
all = ["my-app[gpu]"]
gpu = ["torch>=2.8"]
dev = ["pytest"]
`,
}
const project = (command: string, tag = '12.4.1-runtime-ubuntu22.04') =>
  `FROM nvidia/cuda:${tag}\nCOPY pyproject.toml uv.lock ./\nRUN ${command}\n`

testRule(rule, {
  valid: [
    stage('onnxruntime-gpu==1.19.2', '12.4.1-cudnn-runtime-ubuntu22.04'),
    { name: 'wheels with CUDA inside', text: stage('onnxruntime-gpu==1.19.2 torch==2.4.1') },
    { name: 'the extra brings it', text: stage('"tensorflow[and-cuda]==2.17.0"') },
    { name: 'a wheel of cuDNN', text: stage('onnxruntime-gpu nvidia-cudnn-cu12') },
    {
      name: 'a package of the system',
      text: stage(
        'onnxruntime-gpu',
        '12.4.1-runtime-ubuntu22.04',
        'RUN apt-get update && apt-get install -y libcudnn9-cuda-12\n',
      ),
    },
    {
      name: 'a copy',
      text: `FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04 AS c\n${stage('onnxruntime-gpu', '12.4.1-runtime-ubuntu22.04', 'COPY --from=c /usr/lib/x86_64-linux-gnu/libcudnn* /usr/lib/x86_64-linux-gnu/\n')}`,
    },
    { name: 'requirements that cannot be seen', text: stage('-r requirements.txt onnxruntime-gpu') },
    ...['uv sync --extra gpu', 'uv sync --all-extras', 'poetry install -E gpu', 'uv pip install .[all]'].map(
      (command) => ({
        name: 'an extra of the project brings torch',
        text: project(command),
        files: PYPROJECT,
      }),
    ),
    { name: 'no GPU package', text: stage('onnxruntime tensorflow-cpu') },
    {
      name: 'the base flavour: told by base-flavour-lacks-libs',
      text: stage('onnxruntime-gpu', '12.4.1-base-ubuntu22.04'),
    },
    { name: 'another image', text: 'FROM python:3.11-slim\nRUN pip install onnxruntime-gpu\n' },
    {
      name: 'the image is a variable',
      text: 'ARG IMAGE=nvidia/cuda:12.4.1-runtime-ubuntu22.04\nFROM $IMAGE\nRUN pip install onnxruntime-gpu\n',
    },
  ],
  invalid: [
    ...[
      ['⟦uv⟧ sync --no-dev', 'uv sync --no-dev'],
      ['uv pip install ⟦.[dev]⟧', 'uv pip install .[dev]'],
    ].map(([marked = '', command = '']) => ({
      name: 'no extra brings it',
      text: project(marked),
      files: PYPROJECT,
      message: 'missing',
      fixed: project(command, '12.4.1-cudnn-runtime-ubuntu22.04'),
    })),
    {
      text: stage('numpy ⟦onnxruntime-gpu==1.19.2⟧ # fast'),
      message: 'missing',
      says: ['onnxruntime-gpu==1.19.2', '12.4.1-runtime-ubuntu22.04'],
      fixed: stage('numpy onnxruntime-gpu==1.19.2 # fast', '12.4.1-cudnn-runtime-ubuntu22.04'),
    },
    {
      name: 'two stages, an ARG in the tag',
      text: 'ARG CUDA=11.8.0\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04 AS build\nRUN make\nFROM nvidia/cuda:${CUDA}-runtime-ubuntu22.04\nRUN python3 -m pip install \\\n    ⟦"faster-whisper>=0.9,<1.1"⟧\n',
      message: 'missing',
      fixed:
        'ARG CUDA=11.8.0\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04 AS build\nRUN make\nFROM nvidia/cuda:${CUDA}-cudnn8-runtime-ubuntu22.04\nRUN python3 -m pip install \\\n    "faster-whisper>=0.9,<1.1"\n',
    },
    {
      name: 'a requirements file',
      text: 'FROM nvidia/cuda:11.8.0-runtime-ubuntu22.04\nCOPY requirements.txt .\nRUN pip3 install -r ⟦requirements.txt⟧\n',
      files: { 'requirements.txt': 'numpy\ntensorflow==2.12.0\n' },
      message: 'missing',
      fixed:
        'FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04\nCOPY requirements.txt .\nRUN pip3 install -r requirements.txt\n',
    },
  ],
})
