import rule from '../../../src/rules/dockerfile/build-has-no-gpu'
import { testRule } from '../../support/rule-tester'

const from = 'FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\n'
const git = 'git+https://github.com'
const torch = 'FROM pytorch/pytorch:2.4.0-cuda12.4-cudnn9-devel\n'

testRule(rule, {
  valid: [
    `${from}CMD ["nvidia-smi"]\n`,
    `${from}HEALTHCHECK CMD nvidia-smi || exit 1\nENTRYPOINT python3 -c "import torch; assert torch.cuda.is_available()"\n`,
    { name: 'its failure is let pass', text: `${from}RUN nvidia-smi || true\nRUN nvidia-smi || echo "no GPU"\n` },
    {
      name: 'under a condition',
      text: `${from}RUN if nvidia-smi; then echo yes; fi\nRUN if [ -n "$GPU" ]; then nvidia-smi; fi\n`,
    },
    { name: 'another command decides', text: `${from}RUN nvidia-smi; echo done\n` },
    {
      name: 'RUN --device',
      text: `# syntax=docker/dockerfile:1-labs\n${from}RUN --device=nvidia.com/gpu=all nvidia-smi\n`,
    },
    {
      name: 'only printed',
      text: `${from}RUN python3 -c "import torch; print(torch.__version__, torch.cuda.is_available())"\n`,
    },
    {
      name: 'the GPU where there is one',
      text: `${from}RUN python3 -c "import torch; d = 'cuda' if torch.cuda.is_available() else 'cpu'; torch.zeros(1).to(d)"\n`,
    },
    { name: 'looked for', text: `${from}RUN command -v nvidia-smi\nRUN which nvidia-smi || true\n` },
    {
      name: 'written into a script',
      text: `${from}RUN echo "nvidia-smi" > /start.sh\nCOPY <<EOF /run.sh\nnvidia-smi\nEOF\n`,
    },
    { name: 'a comment', text: `${from}# RUN nvidia-smi\nRUN true # nvidia-smi\n` },
    {
      name: 'an extension with its architectures',
      text: `${from}ENV TORCH_CUDA_ARCH_LIST="8.6"\nRUN pip install ${git}/rahul-goel/fused-ssim\n`,
    },
    {
      name: 'the same in front of the command',
      text: `${from}RUN TORCH_CUDA_ARCH_LIST=8.6 pip install ${git}/rahul-goel/fused-ssim\n`,
    },
    {
      name: 'the same by export',
      text: `${from}RUN export TORCH_CUDA_ARCH_LIST=8.6 && pip install ${git}/rahul-goel/fused-ssim\n`,
    },
    { name: 'FORCE_CUDA', text: `${from}ARG FORCE_CUDA=1\nRUN pip install ${git}/facebookresearch/detectron2.git\n` },
    {
      name: 'an extension without architectures on a compiler that is known: torch-arch-list-missing tells it',
      text: `FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN pip install ${git}/rahul-goel/fused-ssim\n`,
    },
    {
      name: 'an extension that may fail',
      text: `${torch}RUN pip install ${git}/rahul-goel/fused-ssim || true\n`,
    },
    { name: 'a build for the CPU', text: `FROM python:3.11\nRUN pip install ${git}/facebookresearch/detectron2.git\n` },
    {
      name: 'NGC images set the architectures',
      text: `FROM nvcr.io/nvidia/pytorch:24.05-py3\nRUN pip install ${git}/rahul-goel/fused-ssim\n`,
    },
    { name: 'a repository without CUDA code', text: `${from}RUN pip install ${git}/huggingface/transformers\n` },
    {
      name: 'something else is asserted',
      text: `${from}RUN python3 -c "import torch; assert torch.version.cuda; print(torch.cuda.is_available())"\n`,
    },
    {
      name: 'what was compiled into onnxruntime',
      text: `${from}RUN python3 -c "import onnxruntime as o; assert 'CUDAExecutionProvider' in o.get_available_providers()"\n`,
    },
    {
      name: 'a failure that is caught',
      text: `${from}RUN <<EOF python3\ntry:\n    torch.zeros(1).cuda()\nexcept Exception:\n    pass\nEOF\n`,
    },
  ],
  invalid: [
    {
      text: `${from}RUN ⟦nvidia-smi⟧\nCMD ["python3"]\n`,
      message: 'smi',
      severity: 'warning',
      fixed: `${from}CMD ["python3"]\n`,
      offers: { 'Let the build go on without a GPU': `${from}RUN (nvidia-smi || true)\nCMD ["python3"]\n` },
    },
    {
      text: `${from}RUN pip install torch && \\\n    # is it there?\n    ⟦python3 -c "import torch; assert torch.cuda.is_available()"⟧ && \\\n    echo ok\n`,
      message: 'python',
      says: ['cuda.is_available()'],
      fixed: `${from}RUN pip install torch && \\\n    # is it there?\n    (python3 -c "import torch; assert torch.cuda.is_available()" || true) && \\\n    echo ok\n`,
    },
    { name: 'exec form', text: `${from}RUN [⟦"nvidia-smi", "-L"⟧]\n`, message: 'smi', fixed: from },
    {
      name: 'in a chain, by its path',
      text: `${from}RUN apt-get update && ⟦/usr/bin/nvidia-smi -L⟧\n`,
      message: 'smi',
      fixed: `${from}RUN apt-get update && (/usr/bin/nvidia-smi -L || true)\n`,
    },
    {
      name: 'a use of the GPU',
      text: `${from}RUN ⟦python -c 'import torch; print(torch.cuda.get_device_name(0))'⟧\n`,
      message: 'python',
      fixed: from,
    },
    {
      name: 'TensorFlow',
      text: `${from}RUN ⟦python3 -c "import tensorflow as tf; assert tf.config.list_physical_devices('GPU')"⟧\n`,
      message: 'python',
      fixed: from,
    },
    {
      name: 'a heredoc script',
      text: `${from}RUN <<EOF\nset -e\n⟦nvidia-smi⟧\necho ok\nEOF\n`,
      message: 'smi',
      fixed: `${from}RUN <<EOF\nset -e\n(nvidia-smi || true)\necho ok\nEOF\n`,
    },
    {
      name: 'Python by heredoc',
      text: `${from}RUN ⟦python3 <<EOF⟧\nimport torch\nassert torch.cuda.is_available()\nEOF\n`,
      message: 'python',
      fixed: null,
    },
    {
      name: 'an extension without architectures',
      text: `${torch}RUN pip install --no-build-isolation ⟦${git}/rahul-goel/fused-ssim⟧\n`,
      message: 'extension',
      fixed: `${torch}ENV TORCH_CUDA_ARCH_LIST="8.0;8.6;8.9;9.0+PTX"\nRUN pip install --no-build-isolation ${git}/rahul-goel/fused-ssim\n`,
    },
    {
      name: 'an extension that is built for the CPU',
      text: `FROM pytorch/pytorch:2.4.0-cuda12.4-cudnn9-devel\nRUN pip install ⟦'${git}/facebookresearch/detectron2.git'⟧\n`,
      message: 'extension',
      fixed: `FROM pytorch/pytorch:2.4.0-cuda12.4-cudnn9-devel\nENV TORCH_CUDA_ARCH_LIST="8.0;8.6;8.9;9.0+PTX" FORCE_CUDA=1\nRUN pip install '${git}/facebookresearch/detectron2.git'\n`,
    },
    {
      name: 'a status of its own',
      text: `${from}RUN ⟦python3 -c "import sys, torch; sys.exit(0 if torch.cuda.is_available() else 1)"⟧\n`,
      message: 'python',
      fixed: from,
    },
  ],
})
