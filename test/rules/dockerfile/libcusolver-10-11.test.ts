import rule from '../../../src/rules/dockerfile/libcusolver-10-11'
import { testRule } from '../../support/rule-tester'

const lib = '/usr/local/cuda/lib64/libcusolver.so'
const base110 = 'FROM nvidia/cuda:11.0.3-cudnn8-runtime-ubuntu20.04\n'
const base112 = 'FROM nvidia/cuda:11.2.2-cudnn8-runtime-ubuntu20.04\n'

testRule(rule, {
  valid: [
    {
      name: 'CUDA 11.0 copied in, and its library linked for a TensorFlow that wants the other name',
      text: `FROM nvidia/cuda:11.0-cudnn8-runtime-ubuntu16.04 as nvidia-cuda\nFROM bentoml/model-server:0.11.0-py37\nCOPY --from=nvidia-cuda /usr/local/cuda-11.0 /usr/local/cuda\nCOPY --from=nvidia-cuda /usr/lib/x86_64-linux-gnu/libcudnn* /usr/local/cuda/lib64/\n# apparently tensorflow needs this to use the GPU\nRUN ln ${lib}.10 ${lib}.11\nENV PATH=/usr/local/cuda/bin:$PATH\nENV LD_LIBRARY_PATH=/usr/local/cuda/lib64\n`,
    },
    {
      name: 'CUDA 11.3 the other way',
      text: `FROM nvidia/cuda:11.3.1-cudnn8-runtime-ubuntu18.04\nRUN ln -s ${lib}.11 ${lib}.10\n`,
    },
    {
      name: 'a link that serves TensorFlow 2.4',
      text: `${base112}RUN ln -s ${lib}.11 ${lib}.10 && pip3 install tensorflow==2.4.1\n`,
    },
    { name: 'the CUDA it is built with', text: `${base110}RUN pip3 install tensorflow==2.4.1\n` },
    { name: 'the CUDA it is built with', text: `${base112}RUN pip3 install tensorflow==2.8.0\n` },
    { name: 'a CUDA that is not known', text: `FROM ubuntu:20.04\nRUN ln -s ${lib}.10 ${lib}.11\n` },
    { name: 'CUDA 12', text: `FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\nRUN ln -sf ${lib}.10 ${lib}.11\n` },
    {
      name: 'a leftover: torch has its own',
      text: `${base112}RUN ln -sf ${lib}.10 ${lib}.11\nRUN pip3 install torch==1.12.0\n`,
    },
    { name: 'a version that is not known', text: `${base112}RUN pip3 install 'tensorflow>=2.4'\n` },
    {
      name: 'conda brings its own CUDA',
      text: `${base112}RUN conda install cudatoolkit=11.0 && pip install tensorflow==2.4.1\n`,
    },
    {
      name: 'the library comes by another way',
      text: `${base112}COPY --from=nvidia/cuda:11.0.3-runtime-ubuntu20.04 /usr/local/cuda/lib64/libcusolver.so.10 /usr/lib/\nRUN pip install tensorflow==2.4.1\n`,
    },
    {
      name: 'another toolkit comes in',
      text: `${base112}RUN apt-get install -y cuda-libraries-11-0 && pip install tensorflow==2.4.1\n`,
    },
    { name: 'for the CPU', text: `${base112}RUN pip install tensorflow-cpu==2.4.1\n` },
  ],
  invalid: [
    {
      text: `${base112}RUN ln -s ⟦⟧`.replace('RUN ln -s ⟦⟧', `RUN ⟦ln ${lib}.10 ${lib}.11⟧ # TensorFlow\n`),
      message: 'fails',
      severity: 'error',
      says: ['CUDA 11.2 ships libcusolver.so.11 and no libcusolver.so.10'],
      fixed: `${base112}RUN ln -s ${lib}.11 ${lib}.10 # TensorFlow\n`,
    },
    {
      text: `${base112}RUN pip3 install ⟦tensorflow==2.4.1⟧\n`,
      message: 'unlinked',
      severity: 'warning',
      says: ['TensorFlow 2.4.1 loads libcusolver.so.10, but CUDA 11.2 ships libcusolver.so.11'],
      fixed: `${base110}RUN pip3 install tensorflow==2.4.1\n`,
      offers: {
        'Link libcusolver.so.10': `${base112}RUN pip3 install tensorflow==2.4.1\nRUN ln -s ${lib}.11 ${lib}.10\n`,
      },
    },
    {
      name: 'forced, it takes the real library away',
      text: `${base110}RUN cd /tmp && ⟦ln -sf ${lib}.11 ${lib}.10⟧ && ldconfig\n`,
      message: 'dangles',
      severity: 'warning',
      fixed: `${base110}RUN cd /tmp && ln -sf ${lib}.10 ${lib}.11 && ldconfig\n`,
    },
    {
      name: 'TensorFlow loads what is there: the link can go',
      text: `${base110}RUN pip install tensorflow==2.4.1\nRUN ⟦ln -s ${lib}.11 ${lib}.10⟧\n`,
      message: 'fails',
      fixed: `${base110}RUN pip install tensorflow==2.4.1\n`,
      offers: {
        'Link libcusolver.so.11 to libcusolver.so.10': `${base110}RUN pip install tensorflow==2.4.1\nRUN ln -s ${lib}.10 ${lib}.11\n`,
      },
    },
    {
      name: 'copied from an image of CUDA 11.3',
      text: `FROM nvidia/cuda:11.3.1-cudnn8-runtime-ubuntu20.04 AS cuda\nFROM python:3.8-slim\nCOPY --from=cuda /usr/local/cuda /usr/local/cuda\nRUN ⟦ln -s ${lib}.10 ${lib}.11⟧\n`,
      message: 'fails',
      fixed: `FROM nvidia/cuda:11.3.1-cudnn8-runtime-ubuntu20.04 AS cuda\nFROM python:3.8-slim\nCOPY --from=cuda /usr/local/cuda /usr/local/cuda\nRUN ln -s ${lib}.11 ${lib}.10\n`,
    },
    {
      name: 'by its own path',
      text: 'FROM ubuntu:20.04\nRUN ⟦ln /usr/local/cuda-11.2/lib64/libcusolver.so.10 /usr/lib/libcusolver.so.11⟧\n',
      message: 'fails',
      fixed: 'FROM ubuntu:20.04\nRUN ln -s /usr/local/cuda-11.2/lib64/libcusolver.so.11 /usr/lib/libcusolver.so.10\n',
    },
    {
      name: 'TensorFlow 2.5 on CUDA 11.0',
      text: `FROM nvidia/cuda:11.0.3-cudnn8-devel-ubuntu18.04 AS base\nFROM base\nRUN python3 -m pip install --no-cache-dir ⟦tensorflow-gpu==2.5.0⟧\n`,
      message: 'unlinked',
      fixed: `FROM nvidia/cuda:11.2.2-cudnn8-devel-ubuntu18.04 AS base\nFROM base\nRUN python3 -m pip install --no-cache-dir tensorflow-gpu==2.5.0\n`,
    },
  ],
})
