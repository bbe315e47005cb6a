import rule from '../../../src/rules/dockerfile/driver-baked-into-image'
import { testRule } from '../../support/rule-tester'

const from = 'FROM ubuntu:22.04\n'
const apt = (packages: string): string =>
  `${from}RUN apt-get update && apt-get install -y --no-install-recommends ${packages} && rm -rf /var/lib/apt/lists/*\n`

testRule(rule, {
  valid: [
    apt('cuda-toolkit-12-4 cuda-libraries-12-4 cuda-compat-12-4 cuda-nvcc-12-4'),
    apt('nvidia-container-toolkit libnvidia-container1 libnvidia-container-tools nvidia-docker2'),
    apt('libnvidia-egl-wayland1 libnvidia-egl-gbm1'),
    apt('libnvidia-ml-dev nvidia-cuda-toolkit nvidia-cuda-dev nvidia-cudnn'),
    apt('libcudnn8 libcublas-12-4 libnccl2 cuda-keyring'),
    { name: 'a driver container', text: apt('kmod linux-headers-5.15.0-91-generic nvidia-driver-535') },
    { name: 'a virtual machine', text: apt('linux-image-generic nvidia-headless-535') },
    {
      name: 'a stage that is only copied from',
      text: `${from.replace('\n', ' AS build\n')}RUN apt-get install -y cuda-drivers\nFROM ubuntu:22.04\nCOPY --from=build /app /app\n`,
    },
    {
      name: 'under a condition',
      text: `${from}ARG DRIVER\nRUN if [ -n "$DRIVER" ]; then apt-get install -y nvidia-driver-535; fi\n`,
    },
    { name: 'removed', text: `${from}RUN apt-get purge -y nvidia-driver-535\n` },
    {
      name: 'a comment and an echo',
      text: `${from}# apt-get install nvidia-driver-535\nRUN echo apt-get install nvidia-driver-535\n`,
    },
    {
      name: 'stubs',
      text: `${from}COPY --from=nvidia/cuda:12.4.1-devel-ubuntu22.04 /usr/local/cuda/lib64/stubs/libcuda.so /usr/local/cuda/lib64/stubs/\n`,
    },
    {
      name: 'forward compatibility',
      text: `${from}COPY --from=nvidia/cuda:12.4.1-base-ubuntu22.04 /usr/local/cuda/compat/libcuda.so.1 /usr/local/cuda/compat/\n`,
    },
    {
      name: 'the CUDA runtime library',
      text: `${from}COPY --from=x /usr/local/cuda/lib64/libcudart.so.12 /usr/lib/\n`,
    },
    { name: 'ollama from its image', text: `${from}COPY --from=ollama/ollama /usr/bin/ollama /usr/bin/ollama\n` },
    { name: 'a run file that only unpacks', text: `${from}RUN sh NVIDIA-Linux-x86_64-535.183.01.run -x\n` },
    { name: 'a package of Python', text: `${from}RUN pip install cuda nvidia-ml-py\n` },
    { name: 'only fetched', text: apt('--download-only nvidia-utils-535') },
  ],
  invalid: [
    {
      text: apt('python3 ⟦nvidia-utils-535⟧'),
      message: 'package',
      severity: 'warning',
      says: ['nvidia-utils-535'],
      fixed: apt('python3'),
    },
    {
      text: apt('⟦cuda-12-4⟧'),
      message: 'meta',
      says: ['cuda-toolkit-12-4 or cuda-libraries-12-4'],
      fixed: apt('cuda-toolkit-12-4'),
      offers: { 'Install cuda-libraries-12-4': apt('cuda-libraries-12-4') },
    },
    { name: 'the bare meta-package', text: apt('⟦cuda⟧'), message: 'meta', fixed: apt('cuda-toolkit') },
    {
      name: 'the bare meta-package on an image whose CUDA is known',
      text: `FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nRUN apt-get update && apt-get install -y ⟦cuda⟧\n`,
      message: 'meta',
      fixed: `FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nRUN apt-get update && apt-get install -y cuda-toolkit-12-4\n`,
    },
    {
      name: 'the bare meta-package with a version',
      text: apt('⟦cuda=12.4.1-1⟧'),
      message: 'meta',
      fixed: apt('cuda-toolkit-12-4'),
    },
    {
      name: 'the meta-package of the runtime',
      text: apt('⟦cuda-runtime-11-8⟧'),
      message: 'meta',
      fixed: apt('cuda-libraries-11-8'),
    },
    {
      name: 'an instruction of its own',
      text: `${from}RUN apt-get update && apt-get install -y ⟦cuda-drivers⟧\nCMD ["bash"]\n`,
      message: 'package',
      fixed: `${from}CMD ["bash"]\n`,
    },
    {
      name: 'an instruction of several, and nothing else',
      text: `${from}RUN apt-get update && apt-get install -y ⟦libnvidia-compute-535⟧ ⟦libcuda1⟧ && apt-get clean\nCMD ["bash"]\n`,
      message: 'package',
      fixed: `${from}CMD ["bash"]\n`,
    },
    {
      name: 'several, over lines with a comment',
      text: `${from}RUN apt-get install -y \\\n    ⟦libnvidia-compute-535⟧ \\\n    # for encoding\n    ⟦libnvidia-encode-535=535.183.01-0ubuntu1⟧ \\\n    ffmpeg\n`,
      message: 'package',
      fixed: `${from}RUN apt-get install -y \\\n    # for encoding\n    ffmpeg\n`,
    },
    {
      name: 'dnf in an exec form',
      text: 'FROM rockylinux:9\nRUN ["dnf", "install", "-y", ⟦"nvidia-driver-cuda-libs"⟧, "git"]\n',
      message: 'package',
      fixed: null,
    },
    {
      name: 'in the parent of the image',
      text: `${from.replace('\n', ' AS base\n')}RUN apt-get install -y curl ⟦libcuda1⟧\nFROM base\nCMD ["bash"]\n`,
      message: 'package',
      fixed: `${from.replace('\n', ' AS base\n')}RUN apt-get install -y curl\nFROM base\nCMD ["bash"]\n`,
    },
    {
      name: 'the install script of Ollama',
      text: `${from}RUN curl -fsSL ⟦https://ollama.com/install.sh⟧ | sh\n`,
      message: 'ollama',
      fixed: `${from}COPY --from=ollama/ollama /usr/bin/ollama /usr/bin/ollama\nCOPY --from=ollama/ollama /usr/lib/ollama /usr/lib/ollama\n`,
    },
    {
      name: 'the install script for one version',
      text: `${from}RUN curl -fsSL ⟦https://ollama.com/install.sh⟧ | OLLAMA_VERSION=0.5.7 sh\n`,
      message: 'ollama',
      fixed: `${from}COPY --from=ollama/ollama:0.5.7 /usr/bin/ollama /usr/bin/ollama\nCOPY --from=ollama/ollama:0.5.7 /usr/lib/ollama /usr/lib/ollama\n`,
    },
    {
      name: 'the install script in a chain',
      text: `${from}RUN apt-get update && curl -fsSL ⟦https://ollama.com/install.sh⟧ | sh && rm -rf /tmp/*\n`,
      message: 'ollama',
      fixed: null,
    },
    {
      name: 'a copied library',
      text: `${from}COPY ⟦libcuda.so.1⟧ /usr/lib/x86_64-linux-gnu/\nCMD ["bash"]\n`,
      message: 'copied',
      fixed: `${from}CMD ["bash"]\n`,
    },
    {
      name: 'several copied libraries',
      text: `${from}COPY a.txt ⟦/usr/lib/x86_64-linux-gnu/libcuda.so*⟧ /usr/lib/\n`,
      message: 'copied',
      fixed: `${from}COPY a.txt /usr/lib/\n`,
    },
    {
      name: 'the run file',
      text: `${from}COPY NVIDIA-Linux-x86_64-535.183.01.run /tmp/\nRUN sh ⟦/tmp/NVIDIA-Linux-x86_64-535.183.01.run⟧ --silent --no-kernel-module\n`,
      message: 'runfile',
      fixed: null,
    },
    {
      name: 'copied under that name',
      text: `${from}COPY ./lib/cuda.so.1 ⟦/usr/lib/libcuda.so.1⟧\n`,
      message: 'copied',
      fixed: from,
    },
  ],
})
