import rule from '../../../src/rules/dockerfile/base-flavour-lacks-libs'
import { testRule } from '../../support/rule-tester'

const stage = (install: string, tag = '12.4.1-base-ubuntu22.04', rest = '') =>
  `FROM nvidia/cuda:${tag}\n${rest}RUN pip install ${install}\n`

const LLAMA = (option: string, flavour: string, rest = '') =>
  `FROM nvidia/cuda:12.6.3-devel-ubuntu22.04 AS build\nRUN cmake -B build -DGGML_CUDA=ON${option} && cmake --build build\nFROM nvidia/cuda:12.6.3-${flavour}-ubuntu22.04\n${rest}COPY --from=build /build/bin /app\n`

testRule(rule, {
  valid: [
    stage('onnxruntime-gpu', '12.4.1-cudnn-runtime-ubuntu22.04'),
    { name: 'told by cudnn-flavour-missing', text: stage('onnxruntime-gpu', '12.4.1-runtime-ubuntu22.04') },
    { name: 'wheels with CUDA inside', text: stage('torch==2.4.1 onnxruntime-gpu') },
    {
      name: 'packages of the system',
      text: stage(
        'onnxruntime-gpu',
        '12.4.1-base-ubuntu22.04',
        'RUN apt-get update && apt-get install -y libcublas-12-4 libcudnn9-cuda-12\n',
      ),
    },
    { name: 'CuPy on the runtime flavour', text: stage('cupy-cuda12x', '12.4.1-runtime-ubuntu22.04') },
    { name: 'CuPy that brings its libraries', text: stage('"cupy-cuda12x[ctk]"') },
    { name: 'CuPy beside wheels of CUDA', text: stage('cupy-cuda12x nvidia-cuda-nvrtc-cu12') },
    { name: 'a program on the runtime flavour', text: LLAMA('', 'runtime') },
    { name: 'a static program', text: LLAMA(' -DGGML_STATIC=ON', 'base') },
    {
      name: 'only scripts and templates of the stage that compiles',
      text: LLAMA('', 'base').replace('/build/bin', '/src/convert_hf_to_gguf.py /src/models/templates/'),
    },
    {
      name: 'a program beside packages of the system',
      text: LLAMA('', 'base', 'RUN apt-get update && apt-get install -y libcublas-12-6\n'),
    },
    { name: 'nothing for the GPU', text: stage('flask') },
    {
      name: 'a conda environment',
      text: stage('onnxruntime-gpu', '12.4.1-base-ubuntu22.04', 'RUN conda install -y cudatoolkit cudnn\n'),
    },
  ],
  invalid: [
    {
      name: 'CuPy loads what only the runtime flavour has',
      text: stage('numpy ⟦cupy-cuda12x==13.3.0⟧'),
      message: 'cupy',
      fixed: stage('numpy cupy-cuda12x==13.3.0', '12.4.1-runtime-ubuntu22.04'),
    },
    {
      text: stage('⟦onnxruntime-gpu==1.19.2⟧'),
      message: 'missing',
      severity: 'warning',
      says: ['the base flavour'],
      fixed: stage('onnxruntime-gpu==1.19.2', '12.4.1-cudnn-runtime-ubuntu22.04'),
    },
    {
      name: 'exec form, an older version',
      text: 'FROM nvidia/cuda:11.8.0-base-ubuntu20.04\nRUN ["pip3", "install", ⟦"tensorflow==2.11.0"⟧]\n',
      message: 'missing',
      fixed: 'FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu20.04\nRUN ["pip3", "install", "tensorflow==2.11.0"]\n',
    },
    {
      name: 'a program of llama.cpp',
      text: LLAMA('', 'base').replace(/(COPY.*)/, '⟦$1⟧'),
      message: 'program',
      says: ['-DGGML_CUDA=ON', '12.6.3-base-ubuntu22.04'],
      fixed: LLAMA('', 'runtime'),
    },
  ],
})
