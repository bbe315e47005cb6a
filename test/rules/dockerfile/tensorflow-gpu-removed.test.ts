import rule from '../../../src/rules/dockerfile/tensorflow-gpu-removed'
import { testRule } from '../../support/rule-tester'

const from = 'FROM nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu22.04\n'
const install = (words: string): string => `${from}RUN pip install ${words}\n`

testRule(rule, {
  valid: [
    install('tensorflow-gpu==2.11.0'),
    install('tensorflow-gpu==2.4.1 keras==2.4.3'),
    install('"tensorflow-gpu<2.12"'),
    install('"tensorflow_gpu>=1.15,<2"'),
    install('tensorflow-gpu==2.10.*'),
    install('tensorflow'),
    install('"tensorflow[and-cuda]"'),
    install('tensorflow-gpu-estimator'),
    { name: 'a version that is not known', text: `${from}ARG TF\nRUN pip install tensorflow-gpu==$TF\n` },
    { name: 'conda has a package of this name', text: `${from}RUN conda install -y tensorflow-gpu\n` },
    { name: 'another index', text: install('--index-url https://pypi.example.com/simple tensorflow-gpu') },
    {
      name: 'Jetson wheels',
      text: install('--extra-index-url https://developer.download.nvidia.com/compute/redist/jp/v461 tensorflow-gpu'),
    },
    { name: 'constraints', text: install('-c constraints.txt tensorflow-gpu') },
    { name: 'on other systems only', text: install('"tensorflow-gpu; sys_platform == \'win32\'"') },
    { name: 'a wheel', text: install('https://example.com/tensorflow_gpu-2.12.0-cp38-cp38-linux_x86_64.whl') },
    { name: 'a comment', text: `${from}# RUN pip install tensorflow-gpu\nRUN pip install torch\n` },
    {
      name: 'an index of its own for pipenv',
      text: `${from}RUN pipenv install --index https://pypi.example.com/simple tensorflow-gpu\n`,
    },
    {
      name: 'arguments for pip that pipenv hands on',
      text: `${from}RUN pipenv install --extra-pip-args="-i x" tensorflow-gpu\n`,
    },
    { name: 'uninstalled', text: `${from}RUN pip uninstall -y tensorflow-gpu\n` },
    {
      name: 'an old pin in a requirements file',
      text: `${from}COPY requirements.txt .\nRUN pip install -r requirements.txt\n`,
      files: { 'requirements.txt': 'tensorflow-gpu==2.5.0\n' },
    },
  ],
  invalid: [
    {
      name: 'installed by pipenv',
      text: `${from}RUN pip install pipenv && pipenv install --skip-lock ⟦tensorflow-gpu⟧\n`,
      message: 'removed',
      fixed: `${from}RUN pip install pipenv && pipenv install --skip-lock "tensorflow[and-cuda]"\n`,
    },
    {
      text: install('⟦tensorflow-gpu⟧'),
      message: 'removed',
      severity: 'error',
      fixed: install('"tensorflow[and-cuda]"'),
      offers: {
        'Install tensorflow[and-cuda]': install('"tensorflow[and-cuda]"'),
        'Install tensorflow, with CUDA and cuDNN from the image': install('tensorflow'),
      },
    },
    {
      text: install('numpy ⟦tensorflow-gpu==2.12.0⟧'),
      message: 'removed',
      says: ['tensorflow-gpu==2.12.0'],
      fixed: install('numpy tensorflow==2.12.0'),
    },
    { text: install('⟦tensorflow-gpu==2.15.0⟧'), message: 'never', fixed: install('"tensorflow[and-cuda]==2.15.0"') },
    { text: install("⟦'tensorflow_gpu>=2.4'⟧"), message: 'removed', fixed: install("'tensorflow[and-cuda]>=2.4'") },
    {
      name: 'a compatible release',
      text: install('⟦tensorflow-gpu~=2.10⟧'),
      message: 'removed',
      fixed: install('"tensorflow[and-cuda]~=2.10"'),
    },
    {
      name: 'exec form',
      text: `${from}RUN ["pip3", "install", ⟦"tensorflow-gpu"⟧]\n`,
      message: 'removed',
      fixed: `${from}RUN ["pip3", "install", "tensorflow[and-cuda]"]\n`,
    },
    {
      name: 'in a chain, with uv, on Linux',
      text: `${from}RUN apt-get update && uv pip install --system \\\n    # the framework\n    ⟦"tensorflow-gpu; sys_platform == 'linux'"⟧\n`,
      message: 'removed',
      fixed: `${from}RUN apt-get update && uv pip install --system \\\n    # the framework\n    "tensorflow[and-cuda]; sys_platform == 'linux'"\n`,
    },
    {
      name: 'in a requirements file',
      text: `${from}WORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r ⟦requirements.txt⟧\n`,
      files: { 'requirements.txt': 'numpy\ntensorflow-gpu>=2.3  # GPU\n' },
      message: 'removed',
      says: ['tensorflow-gpu>=2.3'],
      fixed: null,
    },
    {
      name: 'in a stage of its own',
      text: `${from.replace('\n', ' AS build\n')}RUN python3 -m pip install ⟦tensorflow-gpu⟧\nFROM build\nRUN pip install keras\n`,
      message: 'removed',
      fixed: `${from.replace('\n', ' AS build\n')}RUN python3 -m pip install "tensorflow[and-cuda]"\nFROM build\nRUN pip install keras\n`,
    },
  ],
})
