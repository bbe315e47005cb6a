import rule from '../../../src/rules/dockerfile/tf-cuda-matrix'
import { testRule } from '../../support/rule-tester'

const stage = (install: string, tag: string, rest = '') =>
  `FROM nvidia/cuda:${tag}\n${rest}RUN pip3 install ${install}\n`

testRule(rule, {
  valid: [
    stage('tensorflow==2.11.0', '11.8.0-cudnn8-runtime-ubuntu22.04'),
    { name: 'any minor of the major', text: stage('tensorflow==2.5.0', '11.4.3-cudnn8-runtime-ubuntu20.04') },
    stage('tensorflow==2.16.1', '12.6.3-cudnn-runtime-ubuntu22.04'),
    { name: 'brings its own', text: stage('"tensorflow[and-cuda]==2.15.0"', '11.8.0-cudnn8-runtime-ubuntu22.04') },
    {
      name: 'torch brings libraries that it may find',
      text: stage('tensorflow==2.11.0 torch', '12.1.1-cudnn8-runtime-ubuntu22.04'),
    },
    { name: 'no pin', text: stage('"tensorflow>=2.10"', '12.1.1-cudnn8-runtime-ubuntu22.04') },
    { name: 'one of its minor', text: stage('"tensorflow==2.12.*"', '11.8.0-cudnn8-runtime-ubuntu22.04') },
    { name: 'one of the range fits', text: stage('"tensorflow>=2.10,<2.16"', '12.1.1-cudnn8-runtime-ubuntu22.04') },
    { name: 'no upper end', text: stage('"tensorflow>=2.10,<3"', '9.2-cudnn7-runtime-ubuntu18.04') },
    { name: 'past the table', text: stage('tensorflow==9.0.0', '11.8.0-cudnn8-runtime-ubuntu22.04') },
    {
      name: 'conda',
      text: 'FROM nvidia/cuda:12.1.1-cudnn8-runtime-ubuntu22.04\nRUN conda install -y tensorflow=2.11\n',
    },
    { name: 'another image', text: 'FROM python:3.10\nRUN pip install tensorflow==2.10.0\n' },
    {
      name: 'a CUDA of its own',
      text: stage(
        'tensorflow==2.10.0',
        '12.1.1-cudnn8-runtime-ubuntu22.04',
        'RUN apt-get update && apt-get install -y cuda-libraries-11-2\n',
      ),
    },
  ],
  invalid: [
    {
      text: stage('⟦tensorflow==2.10.1⟧ # last for Windows', '12.1.1-cudnn8-runtime-ubuntu22.04'),
      message: 'other',
      severity: 'warning',
      says: ['built for CUDA 11.2', 'has CUDA 12.1'],
      fixed: stage('tensorflow==2.10.1 # last for Windows', '11.8.0-cudnn8-runtime-ubuntu22.04'),
    },
    {
      name: 'every release of a minor',
      text: stage("⟦'tensorflow==2.11.*'⟧", '12.1.1-cudnn8-runtime-ubuntu22.04'),
      message: 'other',
      says: ['tensorflow==2.11.* was built for CUDA 11.2 and cuDNN 8.1'],
      fixed: stage("'tensorflow==2.11.*'", '11.8.0-cudnn8-runtime-ubuntu22.04'),
    },
    {
      name: 'a compatible release',
      text: stage('⟦tensorflow~=2.15.0⟧', '11.2.2-cudnn8-runtime-ubuntu20.04'),
      message: 'other',
      says: ['built for CUDA 12.2'],
      fixed: stage('tensorflow~=2.15.0', '12.2.2-cudnn8-runtime-ubuntu20.04'),
    },
    {
      name: 'before CUDA 11 the very minor',
      text: stage('⟦tensorflow-gpu==2.3.0⟧', '11.2.2-cudnn8-devel-ubuntu20.04'),
      message: 'other',
      says: ['CUDA 10.1'],
      fixed: null,
    },
    {
      name: 'new TensorFlow, old CUDA, in requirements',
      text: 'FROM nvidia/cuda:11.8.0-cudnn8-devel-ubuntu22.04\nCOPY requirements.txt /app/\nRUN python3 -m pip install -r ⟦/app/requirements.txt⟧\n',
      files: { 'requirements.txt': 'tensorflow==2.17.0\n' },
      message: 'other',
      fixed:
        'FROM nvidia/cuda:12.2.2-cudnn8-devel-ubuntu22.04\nCOPY requirements.txt /app/\nRUN python3 -m pip install -r /app/requirements.txt\n',
    },
  ],
})
