import rule from '../../../src/rules/dockerfile/driver-caps-env-missing-compute'
import { testRule } from '../../support/rule-tester'

const torch = 'FROM pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime\n'
const cuda = 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n'

testRule(rule, {
  valid: [
    `${torch}ENV NVIDIA_DRIVER_CAPABILITIES=compute,utility\n`,
    `${torch}ENV NVIDIA_DRIVER_CAPABILITIES=all\n`,
    { name: 'a build argument', text: `${torch}ARG CAPS=utility\nENV NVIDIA_DRIVER_CAPABILITIES=$CAPS\n` },
    { name: 'a word that no toolkit knows', text: `${torch}ENV NVIDIA_DRIVER_CAPABILITIES=gpu\n` },
    { name: 'empty', text: `${torch}ENV NVIDIA_DRIVER_CAPABILITIES=""\n` },
    {
      name: 'a desktop, an encoder',
      text: `${cuda}RUN apt-get update && apt-get install -y ffmpeg\nENV NVIDIA_DRIVER_CAPABILITIES=graphics,utility,video\n`,
    },
    {
      name: 'set by the service',
      text: `${torch}ENV NVIDIA_DRIVER_CAPABILITIES=utility\n`,
      files: {
        'compose.yaml':
          'services:\n  a:\n    build: .\n    gpus: all\n    environment:\n      NVIDIA_DRIVER_CAPABILITIES: all\n',
      },
    },
    {
      name: 'asked for by the service',
      text: `${torch}ENV NVIDIA_DRIVER_CAPABILITIES=utility\n`,
      files: {
        'compose.yaml': 'services:\n  a:\n    build: .\n    gpus: [{ capabilities: [gpu, compute, utility] }]\n',
      },
    },
    { name: 'no utility, and nothing that needs it', text: `${torch}ENV NVIDIA_DRIVER_CAPABILITIES=compute\n` },
    {
      name: 'a health check that is taken back',
      text: `${cuda}ENV NVIDIA_DRIVER_CAPABILITIES=compute\nHEALTHCHECK CMD nvidia-smi\nHEALTHCHECK NONE\n`,
    },
    {
      name: 'a request that lists other capabilities',
      text: `${cuda}ENV NVIDIA_DRIVER_CAPABILITIES=compute\nCMD ["nvidia-smi"]\n`,
      files: { 'compose.yaml': 'services:\n  a:\n    build: .\n    gpus: [{ capabilities: [gpu, utility] }]\n' },
    },
  ],
  invalid: [
    {
      text: `${torch}ENV NVIDIA_DRIVER_CAPABILITIES ⟦utility⟧\n`,
      message: 'compute',
      severity: 'warning',
      says: ['pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime finds no usable GPU'],
      fixed: `${torch}ENV NVIDIA_DRIVER_CAPABILITIES compute,utility\n`,
    },
    {
      name: 'a framework that is installed',
      text: `${cuda}RUN pip3 install torch==2.4.0\nENV A=b NVIDIA_DRIVER_CAPABILITIES=⟦"video,utility"⟧\n`,
      message: 'compute',
      says: ['torch finds'],
      fixed: `${cuda}RUN pip3 install torch==2.4.0\nENV A=b NVIDIA_DRIVER_CAPABILITIES=compute,utility,video\n`,
    },
    {
      name: 'a health check by nvidia-smi',
      text: `${cuda}ENV NVIDIA_DRIVER_CAPABILITIES=⟦compute⟧\nHEALTHCHECK --interval=30s CMD nvidia-smi || exit 1\n`,
      message: 'utility',
      severity: 'warning',
      says: ['HEALTHCHECK calls nvidia-smi'],
      fixed: `${cuda}ENV NVIDIA_DRIVER_CAPABILITIES=compute,utility\nHEALTHCHECK --interval=30s CMD nvidia-smi || exit 1\n`,
    },
  ],
})
