import rule from '../../../src/rules/image/os-eol-base'
import { testRule } from '../../support/rule-tester'

testRule(rule, {
  valid: [
    'FROM nvidia/cuda:12.4.1-base-ubuntu22.04\n',
    { name: 'ended too late to hurt', text: 'FROM nvidia/cuda:11.8.0-base-ubuntu20.04\n' },
    {
      name: 'Rocky Linux and UBI',
      text: 'FROM nvidia/cuda:12.4.1-base-rockylinux8\nFROM nvidia/cuda:12.4.1-base-ubi8\n',
    },
    { name: 'no GPU in it', text: 'FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y nginx\n' },
    { name: 'no GPU in it', text: 'FROM python:3.7-buster\nRUN pip install flask\n' },
    {
      name: 'the CPU build of PyTorch',
      text: 'FROM python:3.9-slim-buster\nRUN pip install torch==1.13.1 --index-url https://download.pytorch.org/whl/cpu\n',
    },
    { name: 'PyTorch on another image, maybe for the CPU', text: 'FROM ubuntu:18.04\nRUN pip install torch==1.4.0\n' },
    { name: 'a service without GPU software', text: 'services:\n  db:\n    image: debian:buster\n' },
    { name: 'a mirror', text: 'FROM registry.example.com/nvidia/cuda:11.8.0-base-ubuntu18.04\n' },
    { name: 'no OS in the tag', text: 'FROM nvidia/cuda:11.8.0-base\n' },
    { name: 'python does not say which Debian', text: 'FROM python:3.7-slim\nRUN pip install tensorflow-gpu==2.4.0\n' },
    {
      name: 'another stage has the GPU',
      text: 'FROM ubuntu:18.04 AS docs\nRUN make\nFROM ubuntu:22.04\nRUN apt-get install -y cuda-toolkit-12-4\n',
    },
    { name: 'a digest', text: `FROM nvidia/cuda:11.8.0-base-ubuntu18.04@sha256:${'d'.repeat(64)}\n` },
    {
      name: 'CPU wheels',
      text: 'FROM ubuntu:18.04\nRUN pip3 install torch==1.10.0+cpu -f https://download.pytorch.org/whl/torch_stable.html\n',
    },
    { name: 'still supported', text: 'FROM ubuntu:22.04\nRUN apt-get install -y cuda-toolkit-12-4\n' },
  ],
  invalid: [
    {
      text: 'FROM ⟦nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu18.04⟧\nRUN apt-get update\n',
      message: 'replace',
      severity: 'warning',
      says: ['Ubuntu 18.04', '2023-05-31'],
      fixed: 'FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04\nRUN apt-get update\n',
    },
    {
      text: 'services:\n  smi:\n    image: ⟦nvidia/cuda:12.2.2-base-centos7⟧ # RHEL host\n',
      message: 'replace',
      says: ['CentOS 7'],
      fixed: 'services:\n  smi:\n    image: nvidia/cuda:12.2.2-base-rockylinux9 # RHEL host\n',
    },
    {
      name: 'a CUDA that knows only older systems: the same CUDA first, or a newer one',
      text: 'FROM ⟦nvidia/cuda:11.3.1-devel-ubuntu16.04⟧\n',
      message: 'replace',
      fixed: 'FROM nvidia/cuda:11.3.1-devel-ubuntu20.04\n',
      offers: { 'Use nvidia/cuda:11.7.1-devel-ubuntu22.04': 'FROM nvidia/cuda:11.7.1-devel-ubuntu22.04\n' },
    },
    {
      name: 'a base to copy CUDA from; its tag is incomplete too, and the repair mends both',
      text: 'FROM ⟦nvidia/cuda:11.0-cudnn8-runtime-ubuntu16.04⟧ as nvidia-cuda\nFROM bentoml/model-server:0.11.0-py37\nCOPY --from=nvidia-cuda /usr/local/cuda-11.0 /usr/local/cuda\n',
      message: 'copied',
      says: ['Ubuntu 16.04'],
      fixed:
        'FROM nvidia/cuda:11.0.3-cudnn8-runtime-ubuntu20.04 as nvidia-cuda\nFROM bentoml/model-server:0.11.0-py37\nCOPY --from=nvidia-cuda /usr/local/cuda-11.0 /usr/local/cuda\n',
    },
    {
      name: 'the patch is deleted, another of its minor is not',
      text: 'FROM ⟦nvidia/cuda:11.3.0-cudnn8-runtime-ubuntu18.04⟧ as nvidia-cuda\n',
      message: 'replace',
      fixed: 'FROM nvidia/cuda:11.3.1-cudnn8-runtime-ubuntu20.04 as nvidia-cuda\n',
    },
    {
      name: 'deleted as well: the advice is that of the rule of deleted tags, on a newer system',
      text: 'FROM ⟦nvidia/cuda:10.2-devel-ubuntu18.04⟧\n',
      message: 'replace',
      says: ['Use nvidia/cuda:12.0.1-devel-ubuntu22.04'],
      fixed: 'FROM nvidia/cuda:12.0.1-devel-ubuntu22.04\n',
    },
    {
      name: 'Ubuntu that becomes a GPU image',
      text: 'FROM ⟦ubuntu:18.04⟧ AS base\nFROM base\nRUN apt-get update && apt-get install -y cuda-toolkit-11-2\n',
      message: 'replace',
      fixed: 'FROM ubuntu:22.04 AS base\nFROM base\nRUN apt-get update && apt-get install -y cuda-toolkit-11-2\n',
    },
    {
      name: 'Debian by codename',
      text: 'FROM ⟦debian:buster-slim⟧\nENV NVIDIA_VISIBLE_DEVICES=all\n',
      message: 'replace',
      says: ['Debian buster'],
      fixed: 'FROM debian:bookworm-slim\nENV NVIDIA_VISIBLE_DEVICES=all\n',
    },
    {
      name: 'Python on Debian: whether that Python exists on a newer one is not known',
      text: 'FROM ⟦python:3.7-slim-buster⟧\nRUN pip install onnxruntime-gpu==1.8.0\n',
      message: 'choose',
      fixed: null,
    },
    {
      name: 'PyTorch of PyPI brings CUDA along',
      text: 'FROM ⟦python:3.9-slim-buster⟧\nRUN pip install torch==1.13.1\n',
      message: 'choose',
      says: ['Debian buster'],
      fixed: null,
    },
    {
      name: 'CUDA copied into CentOS',
      text: 'FROM ⟦centos:7⟧\nCOPY --from=nvidia/cuda:12.4.1-runtime-rockylinux8 /usr/local/cuda /usr/local/cuda\n',
      message: 'choose',
      fixed: null,
    },
    {
      name: 'through an ARG',
      text: 'ARG UBUNTU=18.04\nFROM ⟦nvidia/cuda:11.8.0-base-ubuntu${UBUNTU}⟧\n',
      message: 'replace',
      fixed: 'ARG UBUNTU=22.04\nFROM nvidia/cuda:11.8.0-base-ubuntu${UBUNTU}\n',
    },
    {
      name: 'files are only copied from it',
      text: 'FROM ⟦nvidia/cuda:11.8.0-runtime-ubuntu18.04⟧ AS cuda\nFROM debian:12\nCOPY --from=cuda /usr/local/cuda /usr/local/cuda\n',
      message: 'copied',
      severity: 'info',
      says: ['only copied', 'Use nvidia/cuda:11.8.0-runtime-ubuntu22.04.'],
      fixed:
        'FROM nvidia/cuda:11.8.0-runtime-ubuntu22.04 AS cuda\nFROM debian:12\nCOPY --from=cuda /usr/local/cuda /usr/local/cuda\n',
    },
    {
      name: 'something runs in the stage that is copied from',
      text: 'FROM ⟦nvidia/cuda:11.8.0-devel-ubuntu18.04⟧ AS cuda\nRUN apt-get update\nFROM debian:12\nCOPY --from=cuda /usr/local/cuda /usr/local/cuda\n',
      message: 'replace',
      severity: 'warning',
      fixed:
        'FROM nvidia/cuda:11.8.0-devel-ubuntu22.04 AS cuda\nRUN apt-get update\nFROM debian:12\nCOPY --from=cuda /usr/local/cuda /usr/local/cuda\n',
    },
  ],
})
