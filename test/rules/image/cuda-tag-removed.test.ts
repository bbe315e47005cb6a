import rule from '../../../src/rules/image/cuda-tag-removed'
import { testRule } from '../../support/rule-tester'

testRule(rule, {
  valid: [
    'FROM nvidia/cuda:12.4.1-base-ubuntu22.04\n',
    { name: 'end of life, but still listed', text: 'FROM nvidia/cuda:11.3.1-cudnn8-devel-ubuntu18.04\n' },
    { name: 'CentOS 7 of a CUDA 11 that is still listed', text: 'FROM nvidia/cuda:11.8.0-devel-centos7\n' },
    { name: 'a patch newer than the list', text: 'FROM nvidia/cuda:12.8.2-devel-ubuntu24.04\n' },
    { name: 'a patch that only public files show', text: 'FROM nvidia/cuda:13.0.3-devel-ubuntu22.04\n' },
    { name: 'a version newer than the list', text: 'FROM nvidia/cuda:13.3.0-base-ubuntu26.04\n' },
    { name: 'an OS that the list has never seen', text: 'FROM nvidia/cuda:12.4.1-base-ubuntu26.04\n' },
    { name: 'a hole in the list itself', text: 'FROM nvidia/cuda:13.0.2-base-ubi10\n' },
    { name: 'incomplete: another rule', text: 'FROM nvidia/cuda:11.0-base-ubuntu20.04\n' },
    { name: 'cuDNN in another spelling: another rule', text: 'FROM nvidia/cuda:12.8.1-cudnn8-devel-ubuntu22.04\n' },
    { name: 'latest: another rule', text: 'FROM nvidia/cuda:latest\n' },
    { name: 'a mirror may keep it', text: 'FROM harbor.example.com/nvidia/cuda:10.2-devel-ubuntu18.04\n' },
    { name: 'somebody else', text: 'FROM someone/cuda:10.2-devel-ubuntu18.04\n' },
    { name: 'a digest', text: `FROM nvidia/cuda:10.2-base-ubuntu18.04@sha256:${'b'.repeat(64)}\n` },
    { name: 'somebody tagged it himself', text: 'services:\n  a:\n    image: nvidia/cuda:10.2-mine\n' },
    { name: 'an earlier stage', text: 'FROM ubuntu:22.04 AS cuda\nFROM cuda\n' },
    { name: 'the variable has no value', text: 'ARG TAG\nFROM nvidia/cuda:${TAG}\n' },
    {
      name: 'each service gives another tag',
      text: 'ARG CUDA=10.1\nFROM nvidia/cuda:${CUDA}-base-ubuntu18.04\n',
      files: {
        'compose.yaml':
          'services:\n  a:\n    build: { context: ., args: { CUDA: 11.8.0 } }\n  b:\n    build: { context: ., args: { CUDA: 12.0.1 } }\n',
      },
    },
    {
      name: 'the service gives a tag that exists',
      text: 'ARG CUDA=10.1\nFROM nvidia/cuda:${CUDA}-base-ubuntu18.04\n',
      files: { 'compose.yaml': 'services:\n  a:\n    build: { context: ., args: { CUDA: 11.8.0 } }\n' },
    },
    { name: 'another order in a version past the list', text: 'FROM nvidia/cuda:13.4.0-devel-cudnn-ubuntu24.04\n' },
    { name: 'in a comment', text: 'services:\n  a:\n    image: busybox\n    # image: nvidia/cuda:10.2-base\n' },
  ],
  invalid: [
    {
      name: 'the parts in another order',
      text: 'FROM ⟦nvidia/cuda:12.4.1-devel-cudnn-ubuntu22.04⟧ AS a\n',
      message: 'never',
      says: ['nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04.'],
      fixed: 'FROM nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04 AS a\n',
    },
    {
      name: 'another word for the flavour',
      text: 'FROM ⟦nvidia/cuda:12.4.1-dev-ubuntu22.04⟧\n',
      message: 'never',
      fixed: 'FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\n',
    },
    {
      name: 'a cuDNN with its minor',
      text: 'FROM ⟦nvidia/cuda:12.2.2-cudnn8.9-runtime-ubuntu22.04⟧\n',
      message: 'never',
      fixed: 'FROM nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu22.04\n',
    },
    {
      name: 'an OS without its dot',
      text: 'FROM ⟦nvidia/cuda:11.8.0-runtime-ubuntu2204⟧\n',
      message: 'never',
      fixed: 'FROM nvidia/cuda:11.8.0-runtime-ubuntu22.04\n',
    },
    {
      text: 'services:\n  smi:\n    image: ⟦nvidia/cuda:10.2-runtime-ubuntu18.04⟧ # old card\n',
      message: 'deleted',
      severity: 'error',
      says: ['last listed on 2023-04-11', 'nvidia/cuda:12.0.1-runtime-ubuntu18.04.'],
      fixed: 'services:\n  smi:\n    image: nvidia/cuda:12.0.1-runtime-ubuntu18.04 # old card\n',
    },
    {
      text: 'FROM ⟦nvidia/cuda:11.3.0-cudnn8-devel-ubuntu20.04⟧\n',
      message: 'deleted',
      fixed: 'FROM nvidia/cuda:11.3.1-cudnn8-devel-ubuntu20.04\n',
    },
    {
      name: 'CentOS 8',
      text: 'FROM ⟦nvidia/cuda:11.4.3-base-centos8⟧\n',
      message: 'deleted',
      fixed: 'FROM nvidia/cuda:11.4.3-base-rockylinux8\n',
    },
    {
      name: 'never built on that OS',
      text: 'FROM ⟦nvidia/cuda:12.1.1-base-ubuntu24.04⟧\n',
      message: 'never',
      says: ['NVIDIA lists no such tag for CUDA 12.1.1'],
      fixed: 'FROM nvidia/cuda:12.5.1-base-ubuntu24.04\n',
      offers: { 'Use nvidia/cuda:12.1.1-base-ubuntu22.04': 'FROM nvidia/cuda:12.1.1-base-ubuntu22.04\n' },
    },
    {
      name: 'cuDNN images were never -base',
      text: 'FROM ⟦nvidia/cuda:12.4.1-cudnn-base-ubuntu22.04⟧\n',
      message: 'never',
      fixed: 'FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\n',
    },
    {
      name: 'old and without an OS',
      text: 'FROM ⟦nvidia/cuda:9.0-base⟧\n',
      message: 'deleted',
      fixed: 'FROM nvidia/cuda:13.1.0-base-ubuntu24.04\n',
    },
    {
      name: 'a pod',
      path: 'pod.yaml',
      text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: my-gpu-pod\nspec:\n  containers:\n  - name: my-gpu-container\n    image: ⟦nvidia/cuda:10.0-runtime-ubuntu18.04⟧\n    resources:\n      limits:\n       nvidia.com/gpu: 2\n',
      message: 'deleted',
      fixed:
        'apiVersion: v1\nkind: Pod\nmetadata:\n  name: my-gpu-pod\nspec:\n  containers:\n  - name: my-gpu-container\n    image: nvidia/cuda:12.0.1-runtime-ubuntu18.04\n    resources:\n      limits:\n       nvidia.com/gpu: 2\n',
    },
    {
      name: 'through an ARG, twice',
      text: 'ARG CUDA=10.1\nFROM ⟦nvidia/cuda:${CUDA}-devel-ubuntu18.04⟧ AS build\nFROM ⟦nvidia/cuda:${CUDA}-runtime-ubuntu18.04⟧\n',
      message: 'deleted',
      fixed:
        'ARG CUDA=12.0.1\nFROM nvidia/cuda:${CUDA}-devel-ubuntu18.04 AS build\nFROM nvidia/cuda:${CUDA}-runtime-ubuntu18.04\n',
    },
    {
      name: 'ARGs and the text between them change together',
      text: 'ARG CUDA="11.4.2"\nARG KIND=base\nFROM ⟦"nvidia/cuda:$CUDA-${KIND}-centos8"⟧ AS a\n',
      message: 'deleted',
      fixed: 'ARG CUDA="11.4.3"\nARG KIND=base\nFROM "nvidia/cuda:$CUDA-${KIND}-rockylinux8" AS a\n',
    },
    {
      name: 'a build argument of the service',
      text: 'ARG CUDA=12.4.1\nFROM ⟦nvidia/cuda:${CUDA}-base-ubuntu22.04⟧\n',
      files: { 'compose.yaml': 'services:\n  a:\n    build:\n      context: .\n      args: [CUDA=11.7.0]\n' },
      message: 'deleted',
      says: ['nvidia/cuda:11.7.0-base-ubuntu22.04'],
      fixed: null,
    },
    {
      name: 'a build argument for something else',
      text: 'ARG CUDA=10.1\nFROM ⟦nvidia/cuda:${CUDA}-base-ubuntu18.04⟧\n',
      files: { 'compose.yaml': 'services:\n  a:\n    build:\n      context: .\n      args: { OTHER: 1 }\n' },
      message: 'deleted',
      fixed: 'ARG CUDA=12.0.1\nFROM nvidia/cuda:${CUDA}-base-ubuntu18.04\n',
    },
    {
      name: 'the whole reference in an ARG',
      text: 'ARG BASE=nvidia/cuda:11.2.0-base-ubuntu20.04\nFROM ⟦$BASE⟧\n',
      message: 'deleted',
      fixed: 'ARG BASE=nvidia/cuda:11.2.2-base-ubuntu20.04\nFROM $BASE\n',
    },
  ],
})
