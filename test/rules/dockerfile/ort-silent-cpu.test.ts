import rule from '../../../src/rules/dockerfile/ort-silent-cpu'
import { testRule } from '../../support/rule-tester'

const CUDA = 'nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04'
const stage = (install: string, image = CUDA) => `FROM ${image}\nRUN pip3 install ${install}\n`

testRule(rule, {
  valid: [
    stage('onnxruntime-gpu numpy'),
    { name: 'the GPU is for torch', text: stage('torch onnxruntime') },
    { name: 'no GPU in sight', text: stage('onnxruntime', 'python:3.11-slim') },
    { name: 'more packages than can be seen', text: stage('-r requirements.txt onnxruntime') },
    {
      name: 'a service without a GPU',
      text: stage('onnxruntime', 'python:3.11-slim'),
      files: { 'compose.yml': 'services:\n  a:\n    build: .\n' },
    },
    { name: 'another build of it', text: stage('onnxruntime-openvino') },
    { name: 'only on another system', text: stage(`"onnxruntime; sys_platform == 'darwin'"`) },
  ],
  invalid: [
    {
      text: stage('numpy ⟦"onnxruntime==1.19.2"⟧'),
      message: 'cpu',
      says: ['onnxruntime==1.19.2 is the CPU build', CUDA],
      fixed: stage('numpy "onnxruntime-gpu==1.19.2"'),
    },
    {
      name: 'a service that asks for a GPU builds it',
      text: stage('⟦onnxruntime⟧ flask', 'python:3.11-slim'),
      files: { 'compose.yml': 'services:\n  api:\n    build: .\n    gpus: all\n' },
      message: 'cpu',
      says: ['the service api asks for a GPU'],
      fixed: stage('onnxruntime-gpu flask', 'python:3.11-slim'),
    },
    {
      name: 'in requirements',
      text: `FROM ${CUDA}\nCOPY requirements.txt .\nRUN pip3 install -r ⟦requirements.txt⟧\n`,
      files: { 'requirements.txt': 'numpy\nonnxruntime==1.18.0\n' },
      message: 'cpu',
      fixed: null,
    },
  ],
})
