import rule from '../../../src/rules/image/cuda-tag-incomplete'
import { testRule } from '../../support/rule-tester'

testRule(rule, {
  valid: [
    'services:\n  a:\n    image: nvidia/cuda:11.0.3-cudnn8-runtime-ubuntu16.04\n',
    'FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\n',
    { name: 'of CUDA 10 and older nothing is left: another rule', text: 'FROM nvidia/cuda:10.2-base-ubuntu18.04\n' },
    { name: 'without an OS, of CUDA 10', text: 'FROM nvidia/cuda:10.2-base\n' },
    { name: 'the cuDNN part is wrong as well: another rule', text: 'FROM nvidia/cuda:12.4-cudnn8-devel-ubuntu22.04\n' },
    { name: 'deleted, but complete: another rule', text: 'FROM nvidia/cuda:11.3.0-base-ubuntu20.04\n' },
    { name: 'a minor past the list may have such tags', text: 'FROM nvidia/cuda:14.0-base-ubuntu26.04\n' },
    { name: 'a mirror', text: 'FROM registry.example.com/nvidia/cuda:11.0-base\n' },
    { name: 'another image', text: 'FROM pytorch/pytorch:2.1\n' },
    { name: 'a digest', text: `FROM nvidia/cuda:11.0-base@sha256:${'a'.repeat(64)}\n` },
    { name: 'no value', text: 'ARG CUDA_VERSION\nFROM nvidia/cuda:${CUDA_VERSION}-base\n' },
    { name: 'latest: another rule', text: 'FROM nvidia/cuda\n' },
    {
      name: 'a compose variable without value',
      text: 'services:\n  a:\n    image: nvidia/cuda:${CUDA}-base-ubuntu22.04\n',
    },
    {
      name: 'the compose file beside it names the version',
      text: 'ARG CUDA_VERSION=11.0\nFROM nvidia/cuda:${CUDA_VERSION}-base-ubuntu20.04\n',
      files: {
        'docker-compose.yml':
          'services:\n  app:\n    build:\n      context: .\n      args:\n        CUDA_VERSION: 11.8.0\n',
      },
    },
  ],
  invalid: [
    {
      text: 'FROM ⟦nvidia/cuda:11.2-cudnn8-devel-ubuntu18.04⟧ AS build\n',
      message: 'incomplete',
      severity: 'error',
      says: ['lacks the patch number ("11.2" is not enough)', 'Use nvidia/cuda:11.2.2-cudnn8-devel-ubuntu18.04.'],
      fixed: 'FROM nvidia/cuda:11.2.2-cudnn8-devel-ubuntu18.04 AS build\n',
    },
    {
      text: 'services:\n  a:\n    image: "⟦nvidia/cuda:11.0-base⟧" # smi\n',
      message: 'incomplete',
      says: ['lacks the patch number ("11.0" is not enough) and the OS'],
      fixed: 'services:\n  a:\n    image: "nvidia/cuda:11.0.3-base-ubuntu20.04" # smi\n',
    },
    {
      name: 'a base to copy CUDA from, as BentoML bundles were edited to do',
      text: 'FROM ⟦nvidia/cuda:11.0-cudnn8-runtime-ubuntu16.04⟧ as nvidia-cuda\nFROM bentoml/model-server:0.11.0-py37\nCOPY --from=nvidia-cuda /usr/local/cuda-11.0 /usr/local/cuda\n',
      message: 'incomplete',
      fixed:
        'FROM nvidia/cuda:11.0.3-cudnn8-runtime-ubuntu16.04 as nvidia-cuda\nFROM bentoml/model-server:0.11.0-py37\nCOPY --from=nvidia-cuda /usr/local/cuda-11.0 /usr/local/cuda\n',
    },
    {
      name: 'a version alone',
      text: 'services: { a: { image: ⟦nvidia/cuda:11.8.0⟧ } }\n',
      message: 'incomplete',
      says: ['lacks the flavour (base, runtime or devel) and the OS'],
      fixed: 'services: { a: { image: nvidia/cuda:11.8.0-base-ubuntu22.04 } }\n',
    },
    {
      name: 'no flavour',
      text: 'FROM ⟦nvcr.io/nvidia/cuda:12.1.1-ubuntu22.04⟧\n',
      message: 'incomplete',
      says: ['Use nvcr.io/nvidia/cuda:12.1.1-base-ubuntu22.04.'],
      fixed: 'FROM nvcr.io/nvidia/cuda:12.1.1-base-ubuntu22.04\n',
    },
    {
      name: 'no flavour beside cuDNN: the smaller one',
      text: 'FROM ⟦nvidia/cuda:12.4.1-cudnn-ubuntu22.04⟧\n',
      message: 'incomplete',
      fixed: 'FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\n',
    },
    {
      name: 'that CUDA was never built on that OS: both ways are offered',
      text: 'FROM ⟦nvidia/cuda:11.0-devel-ubuntu22.04⟧\n',
      message: 'incomplete',
      fixed: 'FROM nvidia/cuda:11.7.1-devel-ubuntu22.04\n',
      offers: { 'Use nvidia/cuda:11.0.3-devel-ubuntu20.04': 'FROM nvidia/cuda:11.0.3-devel-ubuntu20.04\n' },
    },
    {
      name: 'a version in an ARG serves other lines too: nothing is rewritten',
      text: 'ARG CUDA_VERSION=11.0\nFROM ⟦nvidia/cuda:${CUDA_VERSION}-base⟧\nARG CUDA_VERSION\nRUN apt-get install -y libcublas-dev-${CUDA_VERSION}\n',
      message: 'incomplete',
      fixed: null,
    },
    {
      name: 'a version in an ARG for FROM alone',
      text: '# syntax=docker/dockerfile:1\nARG CUDA_VERSION=12.4\nFROM ⟦nvidia/cuda:${CUDA_VERSION}-devel-ubuntu22.04⟧ AS build\n',
      message: 'incomplete',
      fixed:
        '# syntax=docker/dockerfile:1\nARG CUDA_VERSION=12.4.1\nFROM nvidia/cuda:${CUDA_VERSION}-devel-ubuntu22.04 AS build\n',
    },
    {
      name: 'the whole reference in an ARG',
      text: 'ARG BASE_IMAGE="nvidia/cuda:12.1-runtime-ubuntu22.04" # base\nFROM ⟦${BASE_IMAGE}⟧\n',
      message: 'incomplete',
      fixed: 'ARG BASE_IMAGE="nvidia/cuda:12.1.1-runtime-ubuntu22.04" # base\nFROM ${BASE_IMAGE}\n',
    },
    {
      name: 'the whole tag in an ARG',
      text: 'ARG TAG=12.1-base\nFROM ⟦nvidia/cuda:$TAG⟧\n',
      message: 'incomplete',
      fixed: 'ARG TAG=12.1.1-base-ubuntu22.04\nFROM nvidia/cuda:$TAG\n',
    },
    {
      name: 'copied from',
      text: 'FROM ubuntu:22.04\nCOPY --from=⟦nvidia/cuda:12.1-devel-ubuntu22.04⟧ /usr/local/cuda/bin/nvcc /usr/bin/\n',
      message: 'incomplete',
      fixed: 'FROM ubuntu:22.04\nCOPY --from=nvidia/cuda:12.1.1-devel-ubuntu22.04 /usr/local/cuda/bin/nvcc /usr/bin/\n',
    },
    {
      name: 'an alias names one mistake',
      text: 'x-gpu: &gpu\n  image: ⟦nvidia/cuda:11.2-base-ubuntu20.04⟧\nservices:\n  a: *gpu\n  b:\n    <<: *gpu\n',
      message: 'incomplete',
      fixed: 'x-gpu: &gpu\n  image: nvidia/cuda:11.2.2-base-ubuntu20.04\nservices:\n  a: *gpu\n  b:\n    <<: *gpu\n',
    },
    {
      name: 'the default of a compose variable',
      text: 'services:\n  a:\n    image: ⟦nvidia/cuda:${CUDA:-12.2}-base-ubuntu22.04⟧\n',
      message: 'incomplete',
      fixed: 'services:\n  a:\n    image: nvidia/cuda:${CUDA:-12.2.2}-base-ubuntu22.04\n',
    },
    {
      name: 'in docker run of a script',
      path: 'run.sh',
      text: '#!/bin/sh\ndocker run --gpus all ⟦nvidia/cuda:11.0-base⟧ nvidia-smi\n',
      message: 'incomplete',
      fixed: '#!/bin/sh\ndocker run --gpus all nvidia/cuda:11.0.3-base-ubuntu20.04 nvidia-smi\n',
    },
  ],
})
