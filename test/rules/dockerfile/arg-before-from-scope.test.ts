import rule from '../../../src/rules/dockerfile/arg-before-from-scope'
import { testRule } from '../../support/rule-tester'

testRule(rule, {
  valid: [
    'ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-base-ubuntu22.04\nARG CUDA\nRUN echo $CUDA\n',
    {
      name: 'nvidia/cuda sets it itself',
      text: 'ARG CUDA_VERSION=12.4.1\nFROM nvidia/cuda:${CUDA_VERSION}-base-ubuntu22.04\nRUN echo ${CUDA_VERSION}\n',
    },
    {
      name: 'python sets it itself',
      text: 'ARG PYTHON_VERSION=3.11\nFROM python:${PYTHON_VERSION}-slim\nRUN echo $PYTHON_VERSION\n',
    },
    {
      name: 'a base whose variables are not known',
      text: 'ARG TAG=1.0\nFROM registry.example.com/base:${TAG}\nRUN echo $TAG\n',
    },
    { name: 'a base that is not known', text: 'ARG BASE\nARG X=1\nFROM ${BASE}\nRUN echo $X\n' },
    { name: 'a default of its own', text: 'ARG CU=118\nFROM ubuntu:22.04\nRUN echo ${CU:-121}\n' },
    { name: 'the shell sets it', text: 'ARG CU=118\nFROM ubuntu:22.04\nRUN CU=121 && echo $CU\n' },
    { name: 'a loop', text: 'ARG CU=118\nFROM ubuntu:22.04\nRUN for CU in 118 121; do echo $CU; done\n' },
    {
      name: 'read from a file',
      text: 'ARG VERSION_ID=1\nFROM ubuntu:22.04\nRUN . /etc/os-release && echo $VERSION_ID\n',
    },
    { name: 'nothing is expanded in single quotes', text: "ARG CU=118\nFROM ubuntu:22.04\nRUN awk '{print $CU}' x\n" },
    { name: 'escaped', text: 'ARG CU=118\nFROM ubuntu:22.04\nRUN echo \\$CU\nENV A=\\${CU}\n' },
    { name: 'another interpreter', text: 'ARG CU=118\nFROM ubuntu:22.04\nSHELL ["pwsh", "-c"]\nRUN echo $CU\n' },
    { name: 'run time', text: 'ARG CU=118\nFROM ubuntu:22.04\nCMD echo $CU\n' },
    { name: 'exec form', text: 'ARG CU=118\nFROM ubuntu:22.04\nRUN ["echo", "$CU"]\n' },
    {
      name: 'declared in a stage it is built on',
      text: 'ARG CU=118\nFROM ubuntu:22.04 AS base\nARG CU\nFROM base\nRUN echo $CU\n',
    },
    { name: 'an ENV of the stage', text: 'ARG CU=118\nFROM ubuntu:22.04\nENV CU=121\nRUN echo $CU\n' },
    { name: 'meant for --build-arg', text: 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\n' },
    { name: 'an earlier stage by an ARG', text: 'ARG STAGE=gpu\nFROM ubuntu:22.04 AS gpu\nFROM ${STAGE}\n' },
    { name: 'Docker sets these', text: 'FROM --platform=$BUILDPLATFORM ubuntu:22.04\nRUN echo $HTTP_PROXY\n' },
    { name: 'a default in FROM', text: 'FROM nvidia/cuda:${TAG:-12.4.1-base-ubuntu22.04}\n' },
    { name: 'a frontend of its own', text: '# syntax=example.com/frontend\nFROM ${X}\n' },
    { name: 'used only in FROM', text: 'ARG CU=12.4.1\nFROM nvidia/cuda:$CU-base-ubuntu22.04\nRUN echo $HOME\n' },
    { name: 'a comment', text: 'ARG CU=118\nFROM ubuntu:22.04\nRUN echo a \\\n  # $CU\n  b\n' },
  ],
  invalid: [
    {
      text: 'ARG CU=118\nFROM nvidia/cuda:11.8.0-base-ubuntu22.04\nRUN pip3 install torch --index-url https://download.pytorch.org/whl/cu⟦${CU}⟧\n',
      message: 'stage',
      severity: 'warning',
      says: ['${CU} is empty here', 'ARG CU.'],
      fixed:
        'ARG CU=118\nFROM nvidia/cuda:11.8.0-base-ubuntu22.04\nARG CU\nRUN pip3 install torch --index-url https://download.pytorch.org/whl/cu${CU}\n',
    },
    {
      text: 'FROM nvidia/cuda:⟦${CUDA_VERSION}⟧-base-ubuntu22.04\nARG CUDA_VERSION=12.4.1\nRUN nvcc --version\n',
      message: 'from',
      severity: 'error',
      says: ['Add ARG CUDA_VERSION before the first FROM'],
      fixed:
        'ARG CUDA_VERSION=12.4.1\nFROM nvidia/cuda:${CUDA_VERSION}-base-ubuntu22.04\nARG CUDA_VERSION=12.4.1\nRUN nvcc --version\n',
    },
    {
      name: 'once for each name and stage',
      text: 'ARG PYVER=3.10 # python\nARG UBUNTU=22.04\nFROM ubuntu:${UBUNTU} AS a\nENV PY=⟦$PYVER⟧\nRUN apt-get install -y python${PYVER} libfoo-⟦${UBUNTU}⟧\nFROM debian:bookworm\nRUN apt-get install -y \\\n    # the interpreter\n    python⟦${PYVER}⟧\n',
      message: 'stage',
      fixed:
        'ARG PYVER=3.10 # python\nARG UBUNTU=22.04\nFROM ubuntu:${UBUNTU} AS a\nARG PYVER\nARG UBUNTU\nENV PY=$PYVER\nRUN apt-get install -y python${PYVER} libfoo-${UBUNTU}\nFROM debian:bookworm\nARG PYVER\nRUN apt-get install -y \\\n    # the interpreter\n    python${PYVER}\n',
    },
    {
      name: 'declared after its use',
      text: 'ARG CU=118\nFROM ubuntu:22.04\nWORKDIR /opt/cu⟦$CU⟧\nARG CU\n',
      message: 'stage',
      fixed: 'ARG CU=118\nFROM ubuntu:22.04\nARG CU\nWORKDIR /opt/cu$CU\nARG CU\n',
    },
    {
      name: 'handed on under its own name',
      text: 'ARG MODEL=yolo\nFROM scratch\nENV MODEL=⟦${MODEL}⟧\nLABEL model=$MODEL\n',
      message: 'stage',
      fixed: 'ARG MODEL=yolo\nFROM scratch\nARG MODEL\nENV MODEL=${MODEL}\nLABEL model=$MODEL\n',
    },
    {
      name: 'nowhere declared',
      text: '# build\nFROM --platform=⟦$PLAT⟧ ubuntu:22.04\n',
      message: 'from',
      fixed: '# build\nARG PLAT\nFROM --platform=$PLAT ubuntu:22.04\n',
    },
    {
      name: 'in a heredoc',
      text: 'ARG CU=118\nFROM ubuntu:22.04\nRUN <<EOF\necho cu⟦$CU⟧\nEOF\n',
      message: 'stage',
      fixed: 'ARG CU=118\nFROM ubuntu:22.04\nARG CU\nRUN <<EOF\necho cu$CU\nEOF\n',
    },
  ],
})
