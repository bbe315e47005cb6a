import rule from '../../../src/rules/dockerfile/cuda-dir-version-mismatch'
import { testRule } from '../../support/rule-tester'

const devel = 'FROM nvidia/cuda:11.8.0-devel-ubuntu22.04\n'

testRule(rule, {
  valid: [
    `${devel}ENV CUDA_HOME=/usr/local/cuda-11.8\n`,
    `${devel}ENV CUDA_HOME=/usr/local/cuda PATH=/usr/local/cuda/bin:$PATH\n`,
    { name: 'the link of the major', text: `${devel}ENV CUDA_HOME=/usr/local/cuda-11\n` },
    {
      name: 'judged by the image that is copied from, not by the one copied into',
      text: 'FROM nvidia/cuda:11.0-cudnn8-runtime-ubuntu16.04 as nvidia-cuda\nFROM nvidia/cuda:12.4.1-base-ubuntu22.04\nCOPY --from=nvidia-cuda /usr/local/cuda-11.0 /usr/local/cuda\n',
    },
    {
      name: 'the toolkit of a tag without its patch',
      text: 'FROM nvidia/cuda:11.0-cudnn8-runtime-ubuntu16.04 as nvidia-cuda\nFROM bentoml/model-server:0.11.0-py37\nCOPY --from=nvidia-cuda /usr/local/cuda-11.0 /usr/local/cuda\nENV PATH=/usr/local/cuda/bin:$PATH\n',
    },
    {
      name: 'copied in under that name',
      text: 'FROM nvidia/cuda:11.7.1-devel-ubuntu22.04 AS old\nFROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nCOPY --from=old /usr/local/cuda-11.7 /usr/local/cuda-11.7\nENV CUDA_HOME=/usr/local/cuda-11.7\n',
    },
    {
      name: 'a second toolkit by apt',
      text: `${devel}RUN apt-get update && apt-get install -y cuda-toolkit-12-4\nENV CUDA_HOME=/usr/local/cuda-12.4\n`,
    },
    {
      name: 'by an installer',
      text: `${devel}RUN sh cuda_11.3.0_465.19.01_linux.run --silent --toolkit\nENV CUDA_HOME=/usr/local/cuda-11.3\n`,
    },
    {
      name: 'by a script that is not shown',
      text: `${devel}COPY setup.sh /\nRUN bash /setup.sh\nENV CUDA_HOME=/usr/local/cuda-11.3\n`,
    },
    {
      name: 'a link in a folder that is made first',
      text: `${devel}RUN mkdir -p /usr/local/cuda-11.7/lib64 && ln -s /opt/a.so /usr/local/cuda-11.7/lib64/a.so\n`,
    },
    {
      name: 'a link under the other name',
      text: `${devel}RUN ln -s /usr/local/cuda-11.8 /usr/local/cuda-11.7\nENV CUDA_HOME=/usr/local/cuda-11.7\n`,
    },
    { name: 'another base', text: 'FROM nvcr.io/nvidia/pytorch:24.01-py3\nENV CUDA_HOME=/usr/local/cuda-11.0\n' },
    {
      name: 'no base value',
      text: 'ARG CUDA_VERSION\nFROM nvidia/cuda:${CUDA_VERSION}-devel-ubuntu22.04\nENV CUDA_HOME=/usr/local/cuda-11.0\n',
    },
    { name: 'from the build context', text: `${devel}COPY usr/local/cuda-11.0/a /a\n` },
    { name: 'removed if there', text: `${devel}RUN rm -rf /usr/local/cuda-11.0\n` },
    { name: 'only if it is there', text: `${devel}RUN cd /usr/local/cuda-11.0 || true\n` },
    {
      name: 'the images of 10.1 have it',
      text: 'FROM nvidia/cuda:10.1-devel-ubuntu18.04\nENV X=/usr/local/cuda-10.2/lib64\n',
    },
    {
      name: 'a pattern',
      text: 'FROM nvidia/cuda:11.8.0-devel-ubuntu22.04 AS cuda\nFROM ubuntu:22.04\nCOPY --from=cuda /usr/local/cuda-1* /usr/local/\n',
    },
    {
      name: 'the version of the tag',
      text: 'ARG CUDA=11.8\nFROM nvidia/cuda:${CUDA}.0-devel-ubuntu22.04\nARG CUDA\nENV CUDA_HOME=/usr/local/cuda-${CUDA}\n',
    },
    {
      name: 'a variable without a value, and one that another follows',
      text: `${devel}ARG CUDA\nARG MAJOR=12\nARG MINOR=1\nENV PATH=/usr/local/cuda-\${CUDA}/bin:$PATH X=/usr/local/cuda-$MAJOR.$MINOR/bin:$X\n`,
    },
    { name: 'in single quotes', text: `${devel}ARG CUDA=12.1\nENV X='/usr/local/cuda-$CUDA/bin'\n` },
    {
      name: 'called only if it is there, or with its failure ignored',
      text: `${devel}RUN test -x /usr/local/cuda-11.2/bin/nvcc && /usr/local/cuda-11.2/bin/nvcc a.cu; /usr/local/cuda-11.2/bin/nvcc b.cu || true\n`,
    },
  ],
  invalid: [
    {
      name: 'a link in a folder that is not there',
      text: `${devel}RUN ln -s /opt/lib/libcusolver.so.10 ⟦/usr/local/cuda-11.0⟧/lib64/libcusolver.so\n`,
      message: 'command',
      severity: 'error',
      fixed: `${devel}RUN ln -s /opt/lib/libcusolver.so.10 /usr/local/cuda-11.8/lib64/libcusolver.so\n`,
    },
    {
      text: 'FROM nvidia/cuda:11.2.2-cudnn8-runtime-ubuntu20.04 AS cuda\nFROM python:3.9-slim\nCOPY --from=cuda ⟦/usr/local/cuda-11.0⟧ /usr/local/cuda\n',
      message: 'copy',
      severity: 'error',
      says: ['whose toolkit is /usr/local/cuda-11.2'],
      fixed:
        'FROM nvidia/cuda:11.2.2-cudnn8-runtime-ubuntu20.04 AS cuda\nFROM python:3.9-slim\nCOPY --from=cuda /usr/local/cuda-11.2 /usr/local/cuda\n',
      offers: {
        'Use /usr/local/cuda':
          'FROM nvidia/cuda:11.2.2-cudnn8-runtime-ubuntu20.04 AS cuda\nFROM python:3.9-slim\nCOPY --from=cuda /usr/local/cuda /usr/local/cuda\n',
      },
    },
    {
      text: `${devel}# toolkit\nENV PATH=⟦/usr/local/cuda-11.3⟧/bin:/usr/local/cuda-11.3/nsight:$PATH\n`,
      message: 'variable',
      severity: 'warning',
      says: ['PATH names /usr/local/cuda-11.3'],
      fixed: `${devel}# toolkit\nENV PATH=/usr/local/cuda/bin:/usr/local/cuda/nsight:$PATH\n`,
    },
    {
      name: 'the old form, the base through an ARG',
      text: 'ARG CUDA_VERSION=12.4.1\nFROM nvidia/cuda:${CUDA_VERSION}-devel-ubuntu22.04\nENV CUDA_HOME "⟦/usr/local/cuda-12.1⟧"\n',
      message: 'variable',
      fixed:
        'ARG CUDA_VERSION=12.4.1\nFROM nvidia/cuda:${CUDA_VERSION}-devel-ubuntu22.04\nENV CUDA_HOME "/usr/local/cuda"\n',
    },
    {
      name: 'a full version by a variable',
      text: 'ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04\nARG CUDA\nENV CUDA_HOME=⟦/usr/local/cuda-${CUDA}⟧\n',
      message: 'variable',
      says: ['/usr/local/cuda-12.4.1'],
      fixed: 'ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04\nARG CUDA\nENV CUDA_HOME=/usr/local/cuda\n',
    },
    {
      name: 'a variable beside one that is not known',
      text: `${devel}ARG CUDA=11.2\nENV PATH="⟦/usr/local/cuda-\${CUDA}⟧/bin:\${PATH}" \\\n    LD_LIBRARY_PATH=⟦/usr/local/cuda-$CUDA⟧/lib64:$LD_LIBRARY_PATH\n`,
      message: ['variable', 'variable'],
      says: ['PATH names /usr/local/cuda-11.2'],
      fixed: `${devel}ARG CUDA=11.2\nENV PATH="/usr/local/cuda/bin:\${PATH}" \\\n    LD_LIBRARY_PATH=/usr/local/cuda/lib64:$LD_LIBRARY_PATH\n`,
    },
    {
      name: 'a program of it is called',
      text: `${devel}RUN cd /src && ⟦/usr/local/cuda-11.2⟧/bin/nvcc a.cu\n`,
      message: 'command',
      fixed: `${devel}RUN cd /src && /usr/local/cuda-11.8/bin/nvcc a.cu\n`,
    },
    {
      name: 'gone into',
      text: `${devel}RUN apt-get update && cd ⟦/usr/local/cuda-11.0⟧/samples && make\n`,
      message: 'command',
      severity: 'error',
      fixed: `${devel}RUN apt-get update && cd /usr/local/cuda-11.8/samples && make\n`,
    },
    {
      name: 'a symbolic link leads nowhere, a hard one fails',
      text: `${devel}RUN ln -s ⟦/usr/local/cuda-11.2⟧/lib64/libcudart.so.11.0 /usr/lib/\nRUN ln ⟦/usr/local/cuda-11.2⟧/lib64/libcufft.so.10 /usr/lib/\n`,
      message: ['link', 'command'],
      fixed: `${devel}RUN ln -s /usr/local/cuda-11.8/lib64/libcudart.so.11.0 /usr/lib/\nRUN ln /usr/local/cuda-11.8/lib64/libcufft.so.10 /usr/lib/\n`,
    },
    {
      name: 'copied from an image',
      text: 'FROM ubuntu:22.04\nCOPY --from=nvidia/cuda:12.4.1-devel-ubuntu22.04 ["⟦/usr/local/cuda-12.2⟧/bin/nvcc", "/usr/bin/"]\n',
      message: 'copy',
      fixed:
        'FROM ubuntu:22.04\nCOPY --from=nvidia/cuda:12.4.1-devel-ubuntu22.04 ["/usr/local/cuda-12.4/bin/nvcc", "/usr/bin/"]\n',
    },
  ],
})
