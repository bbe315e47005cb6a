import rule from '../../../src/rules/dockerfile/ld-library-path-overwritten'
import { testRule } from '../../support/rule-tester'

const cuda = 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n'

testRule(rule, {
  valid: [
    `${cuda}ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64:\${LD_LIBRARY_PATH}\n`,
    `${cuda}ENV LD_LIBRARY_PATH $LD_LIBRARY_PATH:/opt/lib\n`,
    { name: 'guarded', text: `${cuda}ENV LD_LIBRARY_PATH=/opt/lib\${LD_LIBRARY_PATH:+:\${LD_LIBRARY_PATH}}\n` },
    { name: 'restated', text: `${cuda}ENV LD_LIBRARY_PATH=/usr/local/nvidia/lib:/usr/local/nvidia/lib64:/opt/lib\n` },
    {
      name: 'only the 32-bit directory is left out',
      text: `${cuda}ENV LD_LIBRARY_PATH=/usr/local/nvidia/lib64:/opt/lib\n`,
    },
    {
      name: 'the base of 12.8.1 sets just this',
      text: 'FROM nvidia/cuda:12.8.1-devel-ubuntu22.04\nENV LD_LIBRARY_PATH=/usr/local/cuda/lib64\n',
    },
    {
      name: 'the same directory by its versioned name',
      text: 'FROM nvidia/cuda:12.9.1-devel-ubuntu22.04\nENV LD_LIBRARY_PATH=/usr/local/cuda-12.9/lib64:/opt/lib\n',
    },
    {
      name: 'and by its target',
      text: 'FROM nvidia/cuda:12.9.1-devel-ubuntu22.04\nENV LD_LIBRARY_PATH=/usr/local/cuda-12.9/targets/x86_64-linux/lib/\n',
    },
    'FROM scratch\nENV LD_LIBRARY_PATH=/usr/local/cuda/lib64\n',
    'FROM python:3.11-slim\nENV LD_LIBRARY_PATH=/usr/local/cuda/lib64\n',
    'FROM ubuntu:22.04\nENV LD_LIBRARY_PATH=/usr/local/cuda/lib64\n',
    {
      name: 'a base whose value is not known',
      text: 'FROM nvcr.io/nvidia/pytorch:24.05-py3\nENV LD_LIBRARY_PATH=/opt/conda/lib\n',
    },
    {
      name: 'a version newer than the list',
      text: 'FROM nvidia/cuda:13.4.1-base-ubuntu24.04\nENV LD_LIBRARY_PATH=/opt/lib\n',
    },
    { name: 'a base without value', text: 'ARG BASE\nFROM ${BASE}\nENV LD_LIBRARY_PATH=/opt/lib\n' },
    { name: 'a variable without value may hold it', text: `${cuda}ARG DIRS\nENV LD_LIBRARY_PATH=/opt/lib:\${DIRS}\n` },
    {
      name: 'a later ENV brings it back',
      text: `${cuda}ENV LD_LIBRARY_PATH=/opt/lib\nENV LD_LIBRARY_PATH=/usr/local/nvidia/lib:/usr/local/nvidia/lib64:$LD_LIBRARY_PATH\n`,
    },
    { name: 'emptied on purpose', text: `${cuda}ENV LD_LIBRARY_PATH=""\n` },
    {
      name: 'only copied from',
      text: 'FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS build\nENV LD_LIBRARY_PATH=/opt/lib\nFROM ubuntu:22.04\nCOPY --from=build /opt/lib /opt/lib\n',
    },
    { name: 'forward compatibility', text: `${cuda}ENV LD_LIBRARY_PATH=/usr/local/cuda-12.4/compat:/opt/lib\n` },
    { name: 'another variable', text: `${cuda}ENV LIBRARY_PATH=/usr/local/cuda/lib64/stubs\n` },
    {
      name: 'CUDA copied into a serving image: nothing was set there',
      text: 'FROM nvidia/cuda:11.0-cudnn8-runtime-ubuntu16.04 as nvidia-cuda\nFROM bentoml/model-server:0.11.0-py37\nCOPY --from=nvidia-cuda /usr/local/cuda-11.0 /usr/local/cuda\nENV PATH=/usr/local/cuda/bin:$PATH\nENV LD_LIBRARY_PATH=/usr/local/cuda/lib64\n',
    },
  ],
  invalid: [
    {
      text: `${cuda}ENV LD_LIBRARY_PATH=⟦/usr/local/cuda/lib64⟧\n`,
      message: 'overwritten',
      severity: 'warning',
      says: ['drops /usr/local/nvidia/lib and /usr/local/nvidia/lib64', '/usr/local/cuda/lib64:${LD_LIBRARY_PATH}.'],
      fixed: `${cuda}ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64:\${LD_LIBRARY_PATH}\n`,
    },
    {
      name: 'an image of PyTorch, which sets the same',
      text: 'FROM pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime\nENV LD_LIBRARY_PATH=⟦/opt/conda/lib⟧\n',
      message: 'overwritten',
      says: ['drops /usr/local/nvidia/lib and /usr/local/nvidia/lib64'],
      fixed:
        'FROM pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime\nENV LD_LIBRARY_PATH=/opt/conda/lib:${LD_LIBRARY_PATH}\n',
    },
    {
      name: 'the old form, quoted',
      text: `${cuda}ENV LD_LIBRARY_PATH ⟦"/opt/lib:/usr/local/cuda/lib64"⟧\n# run\nCMD ["app"]\n`,
      message: 'overwritten',
      fixed: `${cuda}ENV LD_LIBRARY_PATH "/opt/lib:/usr/local/cuda/lib64:\${LD_LIBRARY_PATH}"\n# run\nCMD ["app"]\n`,
    },
    {
      name: 'among others on continued lines',
      text: `${cuda}ENV PATH=/opt/bin:$PATH \\\n    # libraries\n    LD_LIBRARY_PATH=⟦/opt/lib⟧ \\\n    PYTHONUNBUFFERED=1\n`,
      message: 'overwritten',
      fixed: `${cuda}ENV PATH=/opt/bin:$PATH \\\n    # libraries\n    LD_LIBRARY_PATH=/opt/lib:\${LD_LIBRARY_PATH} \\\n    PYTHONUNBUFFERED=1\n`,
    },
    {
      name: 'appended to first, then set anew',
      text: `${cuda}ENV LD_LIBRARY_PATH=/opt/a:$LD_LIBRARY_PATH\nENV LD_LIBRARY_PATH=⟦/opt/b⟧\n`,
      message: 'overwritten',
      fixed: `${cuda}ENV LD_LIBRARY_PATH=/opt/a:$LD_LIBRARY_PATH\nENV LD_LIBRARY_PATH=/opt/b:\${LD_LIBRARY_PATH}\n`,
    },
    {
      name: 'of CUDA 13',
      text: 'FROM nvidia/cuda:13.0.2-runtime-ubuntu24.04\nENV LD_LIBRARY_PATH=⟦/usr/local/cuda/lib64⟧\n',
      message: 'overwritten',
      fixed:
        'FROM nvidia/cuda:13.0.2-runtime-ubuntu24.04\nENV LD_LIBRARY_PATH=/usr/local/cuda/lib64:${LD_LIBRARY_PATH}\n',
    },
    {
      name: 'in a stage that the last is built on',
      text: 'FROM nvidia/cuda:12.2.2-base-ubuntu22.04 AS base\nENV LD_LIBRARY_PATH=⟦/opt/lib:⟧\nFROM base\nCMD ["app"]\n',
      message: 'overwritten',
      fixed:
        'FROM nvidia/cuda:12.2.2-base-ubuntu22.04 AS base\nENV LD_LIBRARY_PATH=/opt/lib:${LD_LIBRARY_PATH}\nFROM base\nCMD ["app"]\n',
    },
    {
      name: 'the base through an ARG, the value through an ENV',
      text: 'ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04\nENV CUDA_HOME=/usr/local/cuda\nENV LD_LIBRARY_PATH=⟦${CUDA_HOME}/lib64⟧\n',
      message: 'overwritten',
      fixed:
        'ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04\nENV CUDA_HOME=/usr/local/cuda\nENV LD_LIBRARY_PATH=${CUDA_HOME}/lib64:${LD_LIBRARY_PATH}\n',
    },
    {
      name: 'a tag without its patch',
      text: 'FROM nvidia/cuda:11.0-cudnn8-runtime-ubuntu16.04\nENV LD_LIBRARY_PATH=⟦/usr/local/cuda/lib64⟧\n',
      message: 'overwritten',
      fixed:
        'FROM nvidia/cuda:11.0-cudnn8-runtime-ubuntu16.04\nENV LD_LIBRARY_PATH=/usr/local/cuda/lib64:${LD_LIBRARY_PATH}\n',
    },
    {
      name: 'single quotes would keep Docker from expanding it',
      text: `${cuda}ENV LD_LIBRARY_PATH=⟦'/opt/lib'⟧\n`,
      message: 'overwritten',
      fixed: null,
    },
  ],
})
