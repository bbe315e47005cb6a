import rule from '../../../src/rules/dockerfile/nvcc-missing-in-runtime'
import { testRule } from '../../support/rule-tester'

const runtime = 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n'
const devel = 'FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\n'

testRule(rule, {
  valid: [
    `${devel}RUN nvcc --version\n`,
    `${devel}RUN pip install flash-attn\n`,
    {
      name: 'installed by apt',
      text: `${runtime}RUN apt-get update && apt-get install -y cuda-nvcc-12-4 && nvcc -o a a.cu\n`,
    },
    {
      name: 'the toolkit of Ubuntu, in the parent stage',
      text: 'FROM ubuntu:22.04 AS base\nRUN apt-get install -y nvidia-cuda-toolkit\nFROM base\nRUN nvcc --version\n',
    },
    { name: 'installed by conda', text: `${runtime}RUN conda install -y -c nvidia cuda-nvcc\nRUN nvcc --version\n` },
    { name: 'a wheel with nvcc', text: `${runtime}RUN pip install nvidia-cuda-nvcc-cu12\nRUN nvcc --version\n` },
    {
      name: 'copied from a devel image',
      text: `${runtime}COPY --from=nvidia/cuda:12.4.1-devel-ubuntu22.04 /usr/local/cuda /usr/local/cuda\nRUN nvcc --version\n`,
    },
    {
      name: 'the run file',
      text: 'FROM ubuntu:22.04\nRUN wget https://developer.download.nvidia.com/compute/cuda/12.4.1/local_installers/cuda_12.4.1_550.54.15_linux.run && sh cuda_12.4.1_550.54.15_linux.run --silent --toolkit\nRUN nvcc --version\n',
    },
    { name: 'a script of its own', text: `${runtime}COPY install.sh /tmp/\nRUN /tmp/install.sh && nvcc --version\n` },
    {
      name: 'only looked for',
      text: `${runtime}RUN command -v nvcc || echo none\nRUN which nvcc || true\nRUN if nvcc --version; then echo yes; fi\n`,
    },
    { name: 'a failure that is let pass', text: `${runtime}RUN nvcc --version || true\n` },
    {
      name: 'the build leaves CUDA out',
      text: `${runtime}RUN FLASH_ATTENTION_SKIP_CUDA_BUILD=TRUE pip install flash-attn --no-build-isolation\n`,
    },
    {
      name: 'the same by ENV',
      text: `${runtime}ENV FLASH_ATTENTION_SKIP_CUDA_BUILD=TRUE\nRUN pip install flash-attn\n`,
    },
    {
      name: 'a ready-made wheel',
      text: `${runtime}RUN pip install https://github.com/Dao-AILab/flash-attention/releases/download/v2.6.3/flash_attn-2.6.3+cu123torch2.4cxx11abiFALSE-cp310-cp310-linux_x86_64.whl\n`,
    },
    {
      name: 'wheels of an index',
      text: `${runtime}RUN pip install flash-attn --find-links https://example.com/wheels\n`,
    },
    {
      name: 'packages with wheels',
      text: `${runtime}RUN pip install xformers bitsandbytes deepspeed vllm llama-cpp-python\n`,
    },
    {
      name: 'a repository without CUDA code',
      text: `${runtime}RUN pip install git+https://github.com/huggingface/transformers\n`,
    },
    { name: 'apex without extensions', text: `${runtime}RUN pip install git+https://github.com/NVIDIA/apex\n` },
    {
      name: 'conda has it compiled',
      text: 'FROM continuumio/miniconda3\nRUN conda install -y -c conda-forge flash-attn\n',
    },
    {
      name: 'an image that is not known',
      text: 'FROM example/cuda:runtime\nRUN nvcc --version && pip install flash-attn\n',
    },
    { name: 'NGC images have nvcc', text: 'FROM nvcr.io/nvidia/pytorch:24.05-py3\nRUN nvcc --version\n' },
    { name: 'a tag by variable', text: 'ARG TAG\nFROM nvidia/cuda:${TAG}\nRUN nvcc --version\n' },
    { name: 'cmake without CUDA', text: `${runtime}RUN cmake -B build -DGGML_CUDA=OFF\n` },
    {
      name: 'an image by variable',
      text: 'ARG BASE=nvidia/cuda:12.4.1-runtime-ubuntu22.04\nFROM ${BASE}\nRUN nvcc --version\n',
    },
  ],
  invalid: [
    {
      text: `${runtime}RUN apt-get update && ⟦nvcc⟧ -o app app.cu\n`,
      message: 'called',
      severity: 'error',
      says: ['nvidia/cuda:12.4.1-runtime-ubuntu22.04'],
      fixed: `${devel}RUN apt-get update && nvcc -o app app.cu\n`,
    },
    {
      text: `${runtime}RUN pip3 install torch && pip3 install ⟦flash-attn==2.6.3⟧ --no-build-isolation\n`,
      message: 'build',
      severity: 'warning',
      fixed: `${devel}RUN pip3 install torch && pip3 install flash-attn==2.6.3 --no-build-isolation\n`,
    },
    {
      name: 'the runtime image of PyTorch',
      text: 'FROM pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime\nRUN pip install ninja ⟦flash_attn⟧\n',
      message: 'build',
      fixed: 'FROM pytorch/pytorch:2.4.0-cuda12.4-cudnn9-devel\nRUN pip install ninja flash_attn\n',
    },
    {
      name: 'cuDNN in the image',
      text: 'FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04 AS base\nFROM base\nRUN ["/usr/local/cuda/bin/nvcc", "--version"]\n'.replace(
        '"/usr/local/cuda/bin/nvcc"',
        '⟦"/usr/local/cuda/bin/nvcc"⟧',
      ),
      message: 'called',
      fixed:
        'FROM nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04 AS base\nFROM base\nRUN ["/usr/local/cuda/bin/nvcc", "--version"]\n',
    },
    {
      name: 'a tag by ARG',
      text: 'ARG CUDA=12.4.1-base-ubuntu22.04\nFROM nvidia/cuda:${CUDA}\nCMD [⟦"nvcc"⟧, "--version"]\n',
      message: 'called',
      fixed: 'ARG CUDA=12.4.1-devel-ubuntu22.04\nFROM nvidia/cuda:${CUDA}\nCMD ["nvcc", "--version"]\n',
    },
    {
      name: 'a plain Python',
      text: 'FROM python:3.11-slim\nRUN pip install torch && MAX_JOBS=4 pip install "⟦flash-attn⟧"\n'.replace(
        '"⟦flash-attn⟧"',
        '⟦"flash-attn"⟧',
      ),
      message: 'build',
      fixed: null,
    },
    {
      name: 'a repository',
      text: `${runtime}RUN pip install ⟦git+https://github.com/NVlabs/tiny-cuda-nn/#subdirectory=bindings/torch⟧\n`,
      message: 'build',
      fixed: `${devel}RUN pip install git+https://github.com/NVlabs/tiny-cuda-nn/#subdirectory=bindings/torch\n`,
    },
    {
      name: 'ops of DeepSpeed',
      text: `${runtime}RUN DS_BUILD_OPS=1 pip install ⟦deepspeed⟧\n`,
      message: 'build',
      fixed: `${devel}RUN DS_BUILD_OPS=1 pip install deepspeed\n`,
    },
    {
      name: 'llama.cpp for Python',
      text: `${runtime}RUN CMAKE_ARGS="-DGGML_CUDA=on" pip install ⟦llama-cpp-python⟧\n`,
      message: 'build',
      fixed: `${devel}RUN CMAKE_ARGS="-DGGML_CUDA=on" pip install llama-cpp-python\n`,
    },
    {
      name: 'cmake',
      text: `${runtime}RUN cmake -B build ⟦-DGGML_CUDA=ON⟧ && cmake --build build\n`,
      message: 'cmake',
      fixed: `${devel}RUN cmake -B build -DGGML_CUDA=ON && cmake --build build\n`,
    },
  ],
})
