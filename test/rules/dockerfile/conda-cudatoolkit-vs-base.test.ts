import rule from '../../../src/rules/dockerfile/conda-cudatoolkit-vs-base'
import { testRule } from '../../support/rule-tester'

const on = (install: string, tag = '11.8.0-cudnn8-runtime-ubuntu22.04') =>
  `FROM nvidia/cuda:${tag}\nRUN conda install -y ${install}\n`

testRule(rule, {
  valid: [
    on('cudatoolkit=11.8 -c nvidia'),
    on('python=3.11 numpy'),
    { name: 'no version', text: on('cudatoolkit') },
    { name: 'the same major is all that is said', text: on('cuda-toolkit=11') },
    { name: 'the base flavour has next to nothing', text: on('cudatoolkit=12.1', '11.8.0-base-ubuntu22.04') },
    {
      name: 'an environment file of the same CUDA',
      text: 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nCOPY environment.yml /\nRUN conda env create -f /environment.yml\n',
      files: { 'environment.yml': 'dependencies: [python=3.10, cuda-version=12.4, pytorch]\n' },
    },
    { name: 'no CUDA in the base', text: 'FROM continuumio/miniconda3\nRUN conda install -y cudatoolkit=11.3\n' },
  ],
  invalid: [
    {
      text: on('pytorch ⟦pytorch-cuda=12.1⟧ -c pytorch -c nvidia'),
      message: 'differs',
      severity: 'info',
      says: ['pytorch-cuda=12.1', 'has CUDA 11.8'],
      fixed: null,
    },
    {
      name: 'an environment file',
      text: 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nCOPY environment.yml /\nRUN mamba env create -f ⟦/environment.yml⟧\n',
      files: { 'environment.yml': 'name: x\ndependencies: [python=3.10, cudatoolkit=11.8, pytorch]\n' },
      message: 'differs',
      says: ['cudatoolkit=11.8', 'has CUDA 12.4'],
      fixed: null,
    },
    {
      name: 'mamba, exact',
      text: 'FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN mamba install -y -c conda-forge ⟦cudatoolkit==11.8.0⟧ cudnn\n',
      message: 'differs',
      fixed: null,
    },
  ],
})
