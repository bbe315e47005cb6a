import rule from '../../../src/rules/dockerfile/cudnn-8-vs-9'
import { testRule } from '../../support/rule-tester'

const cudnn8 = 'FROM nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu22.04\n'
const cudnn9 = 'FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\n'

testRule(rule, {
  valid: [
    `${cudnn9}RUN pip install ctranslate2==4.5.0\n`,
    `${cudnn8}RUN pip install ctranslate2==4.4.0\n`,
    `${cudnn8}RUN pip install tensorflow==2.15.0\n`,
    { name: 'a version that admits both', text: `${cudnn9}RUN pip install "ctranslate2>=4.0"\n` },
    { name: 'no version', text: `${cudnn9}RUN pip install ctranslate2 faster-whisper\n` },
    {
      name: 'no cuDNN in the image',
      text: 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN pip install ctranslate2==4.4.0\n',
    },
    {
      name: 'the other cuDNN installed',
      text: `${cudnn9}RUN apt-get update && apt-get install -y libcudnn8=8.9.7.29-1+cuda12.2\nRUN pip install ctranslate2==4.4.0\n`,
    },
    { name: 'cuDNN by a wheel', text: `${cudnn9}RUN pip install ctranslate2==4.4.0 nvidia-cudnn-cu12==8.9.7.29\n` },
    { name: 'torch brings its own', text: `${cudnn9}RUN pip install torch==2.3.1 && pip install ctranslate2==4.4.0\n` },
    { name: 'tensorflow with its own CUDA', text: `${cudnn9}RUN pip install "tensorflow[and-cuda]==2.15.0"\n` },
    { name: 'torch alone', text: `${cudnn9}RUN pip install torch==2.3.1\n` },
    {
      name: 'copied libraries',
      text: `${cudnn9}COPY --from=cudnn8 /usr/lib/x86_64-linux-gnu/libcudnn* /usr/lib/x86_64-linux-gnu/\nRUN pip install ctranslate2==4.4.0\n`,
    },
    {
      name: 'a requirements file that cannot be read',
      text: `${cudnn9}COPY r.txt .\nRUN pip install -r r.txt ctranslate2==4.4.0\n`,
    },
    {
      name: 'the CUDA major differs: another rule',
      text: 'FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04\nRUN pip install onnxruntime-gpu==1.20.1\n',
    },
    {
      name: 'a base that is not known',
      text: 'ARG TAG\nFROM nvidia/cuda:${TAG}\nRUN pip install ctranslate2==4.4.0\n',
    },
    {
      name: 'a tag that is not known',
      text: 'FROM nvidia/cuda:14.9.0-cudnn-runtime-ubuntu28.04\nRUN pip install ctranslate2==4.4.0\n',
    },
  ],
  invalid: [
    {
      text: `${cudnn9}RUN pip install ⟦ctranslate2==4.4.0⟧\n`,
      message: 'major',
      severity: 'warning',
      says: ['loads cuDNN 8', 'has cuDNN 9'],
      fixed: `${cudnn8}RUN pip install ctranslate2==4.4.0\n`,
      offers: { 'Install ctranslate2>=4.5,<4.7': `${cudnn9}RUN pip install "ctranslate2>=4.5,<4.7"\n` },
    },
    {
      text: `${cudnn8}RUN apt-get update && apt-get install -y python3-pip && \\\n    # speech\n    pip3 install --no-cache-dir ⟦onnxruntime-gpu==1.20.1⟧\n`,
      message: 'major',
      says: ['loads cuDNN 9', 'has cuDNN 8'],
      fixed: `${cudnn9}RUN apt-get update && apt-get install -y python3-pip && \\\n    # speech\n    pip3 install --no-cache-dir onnxruntime-gpu==1.20.1\n`,
    },
    {
      name: 'a range',
      text: `${cudnn9}RUN pip install ⟦"ctranslate2>=4.0,<4.5"⟧\n`,
      message: 'major',
      fixed: `${cudnn8}RUN pip install "ctranslate2>=4.0,<4.5"\n`,
    },
    {
      name: 'tensorflow without its own CUDA',
      text: `${cudnn9}RUN pip install ⟦tensorflow==2.15.0⟧\n`,
      message: 'major',
      fixed: `${cudnn8}RUN pip install tensorflow==2.15.0\n`,
    },
    {
      name: 'in a requirements file',
      text: `${cudnn9}COPY requirements.txt .\nRUN pip install -r ⟦requirements.txt⟧\n`,
      files: { 'requirements.txt': 'ctranslate2==4.3.1\nnumpy\n' },
      message: 'major',
      fixed: `${cudnn8}COPY requirements.txt .\nRUN pip install -r requirements.txt\n`,
    },
    {
      name: 'CUDA 11 has no image with cuDNN 9',
      text: 'FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04\nRUN pip install ⟦ctranslate2==4.5.0⟧\n',
      message: 'major',
      fixed: 'FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04\nRUN pip install "ctranslate2>=3.0,<4.5"\n',
    },
  ],
})
