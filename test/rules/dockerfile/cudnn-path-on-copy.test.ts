import rule from '../../../src/rules/dockerfile/cudnn-path-on-copy'
import { testRule } from '../../support/rule-tester'

const from = 'FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04 AS cuda\nFROM python:3.10-slim\n'
const copy = 'COPY --from=cuda /usr/local/cuda-11.8 /usr/local/cuda\n'

testRule(rule, {
  valid: [
    {
      name: 'copied to the same place',
      text: 'FROM nvidia/cuda:11.0-cudnn8-runtime-ubuntu16.04 as nvidia-cuda\nFROM bentoml/model-server:0.11.0-py37\nCOPY --from=nvidia-cuda /usr/local/cuda-11.0 /usr/local/cuda\nCOPY --from=nvidia-cuda /usr/lib/x86_64-linux-gnu/libcudnn* /usr/local/cuda/lib64/\n',
    },
    {
      name: 'with the whole directory',
      text: `${from}${copy}COPY --from=cuda /usr/lib/x86_64-linux-gnu/ /usr/lib/x86_64-linux-gnu/\n`,
    },
    {
      name: 'no cuDNN in the source',
      text: 'FROM nvidia/cuda:11.8.0-runtime-ubuntu22.04 AS cuda\nFROM python:3.10-slim\nCOPY --from=cuda /usr/local/cuda /usr/local/cuda\n',
    },
    { name: 'torch brings its own', text: `${from}${copy}RUN pip install torch==2.1.0\n` },
    { name: 'a wheel of cuDNN', text: `${from}${copy}RUN pip install nvidia-cudnn-cu11 onnxruntime-gpu\n` },
    {
      name: 'requirements that cannot be seen',
      text: `${from}${copy}COPY requirements.txt .\nRUN pip install -r requirements.txt\n`,
    },
    {
      name: 'requirements that need torch',
      text: `${from}${copy}COPY requirements.txt .\nRUN pip install -r requirements.txt\n`,
      files: { 'requirements.txt': 'fastapi\ntorch==2.1.0\n' },
    },
    { name: 'a project with needs of its own', text: `${from}${copy}COPY . .\nRUN pip install .\n` },
    { name: 'a package', text: `${from}${copy}RUN apt-get update && apt-get install -y libcudnn8\n` },
    {
      name: 'Red Hat images keep it in /usr/lib64',
      text: 'FROM nvidia/cuda:11.8.0-cudnn8-runtime-rockylinux8 AS cuda\nFROM rockylinux:8\nCOPY --from=cuda /usr/local/cuda /usr/local/cuda\n',
    },
    {
      name: 'the source put it there itself',
      text: 'FROM nvidia/cuda:11.8.0-cudnn8-devel-ubuntu22.04 AS cuda\nRUN cp /usr/lib/x86_64-linux-gnu/libcudnn* /usr/local/cuda/lib64/\nFROM ubuntu:22.04\nCOPY --from=cuda /usr/local/cuda /usr/local/cuda\n',
    },
    {
      name: 'one library, on purpose',
      text: `${from}COPY --from=cuda /usr/local/cuda/lib64/libcudart.so.11.0 /usr/lib/\n`,
    },
    {
      name: 'the base has it',
      text: 'FROM nvidia/cuda:11.8.0-cudnn8-devel-ubuntu22.04 AS build\nFROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04\nCOPY --from=build /usr/local/cuda /usr/local/cuda\n',
    },
    {
      name: 'a framework image has it',
      text: 'FROM nvidia/cuda:11.8.0-cudnn8-devel-ubuntu22.04 AS build\nFROM pytorch/pytorch:2.1.0-cuda11.8-cudnn8-runtime\nCOPY --from=build /usr/local/cuda /usr/local/cuda\n',
    },
    { name: 'from the build context', text: 'FROM ubuntu:22.04\nCOPY /usr/local/cuda /usr/local/cuda\n' },
  ],
  invalid: [
    {
      text: `FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04 AS cuda\nFROM python:3.10-slim\nCOPY --from=cuda ⟦/usr/local/cuda-11.8⟧ /usr/local/cuda\nRUN pip install onnxruntime-gpu==1.18.0\n`,
      message: 'missing',
      severity: 'warning',
      says: ['/usr/local/cuda-11.8 is copied from nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04'],
      fixed: `${from}${copy}COPY --from=cuda /usr/lib/x86_64-linux-gnu/libcudnn* /usr/local/cuda/lib64/\nRUN pip install onnxruntime-gpu==1.18.0\n`,
    },
    {
      name: 'from an image, the libraries alone',
      text: 'FROM ubuntu:22.04\nCOPY --from=nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04 ⟦/usr/local/cuda/lib64/⟧ /opt/cuda/lib/\n',
      message: 'missing',
      fixed:
        'FROM ubuntu:22.04\nCOPY --from=nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04 /usr/local/cuda/lib64/ /opt/cuda/lib/\nCOPY --from=nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04 /usr/lib/x86_64-linux-gnu/libcudnn* /usr/lib/x86_64-linux-gnu/\n',
    },
    {
      name: 'for ARM, from a stage by its number',
      text: 'FROM --platform=linux/arm64 nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04\nFROM ubuntu:22.04\nCOPY --link --from=0 ⟦/usr/local/cuda⟧ /usr/local/cuda\n',
      message: 'missing',
      fixed:
        'FROM --platform=linux/arm64 nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04\nFROM ubuntu:22.04\nCOPY --link --from=0 /usr/local/cuda /usr/local/cuda\nCOPY --from=0 /usr/lib/aarch64-linux-gnu/libcudnn* /usr/local/cuda/lib64/\n',
    },
    {
      name: 'requirements that use the cuDNN of the system',
      text: `${from}COPY --from=cuda ⟦/usr/local/cuda⟧ /usr/local/cuda\nCOPY requirements.txt ./\nRUN pip install -r requirements.txt\n`,
      files: { 'requirements.txt': 'tensorflow==2.12.0\n' },
      message: 'missing',
      fixed: `${from}COPY --from=cuda /usr/local/cuda /usr/local/cuda\nCOPY --from=cuda /usr/lib/x86_64-linux-gnu/libcudnn* /usr/local/cuda/lib64/\nCOPY requirements.txt ./\nRUN pip install -r requirements.txt\n`,
    },
  ],
})
