import rule from '../../../src/rules/dockerfile/ort-cpu-and-gpu-both'
import { testRule } from '../../support/rule-tester'

const from = 'FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\n'

testRule(rule, {
  valid: [
    `${from}RUN pip install onnxruntime-gpu==1.20.1 onnx\n`,
    `${from}RUN pip install onnxruntime\n`,
    {
      name: 'the GPU build is installed last',
      text: `${from}RUN pip install onnxruntime\nRUN pip install onnxruntime-gpu\n`,
    },
    {
      name: 'last in the same instruction',
      text: `${from}RUN pip install onnxruntime && pip install --force-reinstall onnxruntime-gpu\n`,
    },
    {
      name: 'uninstalled between',
      text: `${from}RUN pip install onnxruntime-gpu\nRUN pip install onnxruntime faster-whisper\nRUN pip uninstall -y onnxruntime onnxruntime-gpu && pip install onnxruntime-gpu\n`,
    },
    ...['poetry add', 'pipenv install'].map((command) => ({
      name: `${command} fills an environment of its own`,
      text: `${from}RUN pip install onnxruntime-gpu\nRUN ${command} onnxruntime\n`,
    })),
    {
      name: 'separate stages',
      text: `${from.replace('\n', ' AS gpu\n')}RUN pip install onnxruntime-gpu\nFROM python:3.11-slim\nRUN pip install onnxruntime\n`,
    },
    {
      name: 'separate virtual environments',
      text: `${from}RUN /opt/a/bin/pip install onnxruntime-gpu\nRUN /opt/b/bin/pip install onnxruntime\n`,
    },
    {
      name: 'environments that are activated',
      text: `${from}RUN . /opt/a/bin/activate && pip install onnxruntime-gpu\nRUN . /opt/b/bin/activate && pip install onnxruntime\n`,
    },
    {
      name: 'PATH leads to another environment',
      text: `${from}RUN pip install onnxruntime-gpu\nENV PATH=/opt/venv/bin:$PATH\nRUN pip install onnxruntime\n`,
    },
    `${from}RUN pip install onnxruntime-rocm onnxruntime-migraphx\n`,
    {
      name: 'conda environments',
      text: `${from}RUN conda install -n a onnxruntime-gpu && conda install -n b onnxruntime\n`,
    },
    {
      name: 'one of them in a target folder',
      text: `${from}RUN pip install onnxruntime-gpu && pip install --target /layer onnxruntime\n`,
    },
    {
      name: 'one or the other',
      text: `${from}ARG GPU\nRUN if [ "$GPU" = 1 ]; then pip install onnxruntime-gpu; else pip install onnxruntime; fi\n`,
    },
    {
      name: 'markers of other systems',
      text: `${from}COPY requirements.txt .\nRUN pip install -r requirements.txt\n`,
      files: {
        'requirements.txt': 'onnxruntime-gpu; sys_platform != "darwin"\nonnxruntime; sys_platform == "darwin"\n',
      },
    },
    {
      name: 'other packages of that family',
      text: `${from}RUN pip install onnxruntime-gpu onnxruntime-extensions onnxruntime-tools\n`,
    },
    {
      name: 'one command: pip installs what faster-whisper requires first',
      text: 'FROM python:3.11\nRUN pip install onnxruntime-gpu faster-whisper\n',
    },
    {
      name: 'onnxruntime-gpu last',
      text: 'FROM python:3.11\nRUN pip install faster-whisper\nRUN pip install onnxruntime-gpu\n',
    },
    {
      name: 'without what it requires',
      text: 'FROM python:3.11\nRUN pip install onnxruntime-gpu\nRUN pip install --no-deps fastembed\n',
    },
  ],
  invalid: [
    {
      name: 'by pipenv',
      text: `${from}RUN pipenv install onnxruntime-gpu ⟦onnxruntime⟧\n`,
      message: 'both',
      fixed: `${from}RUN pipenv install onnxruntime-gpu\n`,
    },
    {
      text: `${from}RUN pip install ⟦onnxruntime⟧ onnxruntime-gpu\n`,
      message: 'both',
      severity: 'warning',
      fixed: `${from}RUN pip install onnxruntime-gpu\n`,
    },
    {
      text: `${from}RUN pip3 install onnxruntime-gpu==1.20.1\nRUN python3 -m pip install \\\n    # for the detector\n    opencv-python \\\n    ⟦onnxruntime==1.20.1⟧\n`,
      message: 'both',
      says: ['onnxruntime==1.20.1 and onnxruntime-gpu==1.20.1'],
      fixed: `${from}RUN pip3 install onnxruntime-gpu==1.20.1\nRUN python3 -m pip install \\\n    # for the detector\n    opencv-python\n`,
    },
    {
      name: 'the only package of its instruction',
      text: `${from}RUN pip install onnxruntime-gpu\nRUN pip install ⟦onnxruntime⟧\nCMD ["python3"]\n`,
      message: 'both',
      fixed: `${from}RUN pip install onnxruntime-gpu\nCMD ["python3"]\n`,
    },
    {
      name: 'the only package of a command',
      text: `${from}RUN pip install onnxruntime-gpu && pip install ⟦onnxruntime⟧\n`,
      message: 'both',
      fixed: null,
    },
    {
      name: 'the GPU build in the parent stage',
      text: `${from.replace('\n', ' AS base\n')}RUN pip install onnxruntime_gpu\nFROM base\nRUN pip install ⟦onnxruntime>1⟧ rembg\n`.replace(
        '⟦onnxruntime>1⟧',
        '⟦onnxruntime⟧',
      ),
      message: 'both',
      fixed: `${from.replace('\n', ' AS base\n')}RUN pip install onnxruntime_gpu\nFROM base\nRUN pip install rembg\n`,
    },
    {
      name: 'in requirements files',
      text: `${from}WORKDIR /app\nCOPY . .\nRUN pip install -r ⟦requirements.txt⟧\n`,
      files: { 'requirements.txt': 'onnxruntime>=1.16\nonnxruntime-gpu>=1.16\n' },
      message: 'both',
      says: ['onnxruntime>=1.16 and onnxruntime-gpu>=1.16'],
      fixed: null,
    },
    {
      name: 'one in a requirements file, one after it',
      text: `${from}COPY docker/requirements.txt /tmp/\nRUN pip install -r /tmp/requirements.txt && pip install ⟦onnxruntime⟧ numpy\n`,
      files: { 'docker/requirements.txt': 'onnxruntime-gpu\n' },
      message: 'both',
      fixed: `${from}COPY docker/requirements.txt /tmp/\nRUN pip install -r /tmp/requirements.txt && pip install numpy\n`,
    },
    {
      name: 'uv',
      text: `${from}RUN uv pip install ⟦onnxruntime⟧ 'onnxruntime-gpu>=1.19'\n`,
      message: 'both',
      fixed: `${from}RUN uv pip install 'onnxruntime-gpu>=1.19'\n`,
    },
    {
      name: 'what a later package requires',
      text: 'FROM python:3.11\nRUN pip install onnxruntime-gpu==1.19.2\nRUN pip install ⟦faster-whisper==1.0.3⟧ # speech\nCMD ["python"]\n',
      message: 'pulled',
      says: ['faster-whisper==1.0.3 requires onnxruntime'],
      fixed:
        'FROM python:3.11\nRUN pip install onnxruntime-gpu==1.19.2\nRUN pip install faster-whisper==1.0.3 # speech\nRUN pip install --force-reinstall --no-deps "onnxruntime-gpu==1.19.2"\nCMD ["python"]\n',
    },
    {
      name: 'the build for GPUs of Intel',
      text: 'FROM ubuntu:24.04\nRUN pip install onnxruntime-openvino==1.24.1\nRUN pip install ⟦onnxruntime⟧ numpy\n',
      message: 'both',
      says: ['OpenVINOExecutionProvider is not available', 'onnxruntime-openvino runs on the CPU too'],
      fixed: 'FROM ubuntu:24.04\nRUN pip install onnxruntime-openvino==1.24.1\nRUN pip install numpy\n',
    },
    {
      name: 'a build for GPUs of AMD, and what a later package requires',
      text: 'FROM ubuntu:24.04\nRUN pip install onnxruntime-migraphx==1.23.2\nRUN pip install ⟦faster-whisper⟧\n',
      message: 'pulled',
      says: ['MIGraphXExecutionProvider is then not available', 'Install onnxruntime-migraphx last'],
      fixed:
        'FROM ubuntu:24.04\nRUN pip install onnxruntime-migraphx==1.23.2\nRUN pip install faster-whisper\nRUN pip install --force-reinstall --no-deps "onnxruntime-migraphx==1.23.2"\n',
    },
  ],
})
