import rule from '../../../src/rules/dockerfile/alpine-musl-base'
import { testRule } from '../../support/rule-tester'

const stage = (install: string, image = 'python:3.11-alpine', rest = '') =>
  `FROM ${image}\n${rest}RUN pip install ${install}\n`

testRule(rule, {
  valid: [
    {
      name: 'a layer for glibc',
      text: 'FROM nvidia/cuda:12.4.1-base-ubuntu22.04 AS cuda\nFROM alpine:3.19\nRUN apk add gcompat\nCOPY --from=cuda /usr/local/cuda /usr/local/cuda\n',
    },
    {
      name: 'other files',
      text: 'FROM nvidia/cuda:12.4.1-base-ubuntu22.04 AS cuda\nFROM alpine:3.19\nCOPY --from=cuda /app /app\n',
    },
    stage('torch==2.4.1', 'python:3.11-slim'),
    stage('flask onnxruntime'),
    { name: 'another index', text: stage('torch --index-url https://wheels.example.com/musl') },
    { name: 'given by address', text: stage('torch@https://example.com/torch-2.4.1-cp311-musllinux_1_2_x86_64.whl') },
    {
      name: 'a glibc beside musl',
      text: stage(
        'torch',
        'python:3.11-alpine',
        'RUN apk add gcompat && wget https://example.com/glibc-2.35.apk && apk add glibc-2.35.apk\n',
      ),
    },
    {
      name: 'only the other stage is Alpine',
      text: `FROM node:20-alpine AS web\nRUN npm ci\n${stage('torch', 'python:3.11-slim')}`,
    },
    {
      name: 'an environment that a stage with glibc filled',
      text: 'FROM python:3.11-slim AS build\nRUN python -m venv /opt/venv && /opt/venv/bin/pip install torch\nFROM python:3.11-alpine\nCOPY --from=build /opt/venv /opt/venv\n',
    },
    { name: 'a package of another name', text: stage('torchmetrics-lite') },
  ],
  invalid: [
    {
      text: stage('numpy ⟦torch==2.4.1⟧ # cpu'),
      message: 'musl',
      severity: 'error',
      says: ['python:3.11-alpine'],
      fixed: stage('numpy torch==2.4.1 # cpu', 'python:3.11-slim'),
    },
    {
      name: 'plain Alpine, in a stage that builds on it',
      text: 'FROM alpine:3.20 AS base\nRUN apk add py3-pip\nFROM base\nRUN apk add git && python3 -m pip install --break-system-packages ⟦onnxruntime-gpu⟧\n',
      message: 'musl',
      fixed: null,
    },
    {
      name: 'the index of PyTorch has none either',
      text: stage('⟦torch⟧ --index-url https://download.pytorch.org/whl/cu121', 'python:3.11-alpine3.19'),
      message: 'musl',
      fixed: stage('torch --index-url https://download.pytorch.org/whl/cu121', 'python:3.11-slim'),
    },
    {
      name: 'in a requirements file',
      text: 'FROM python:3.11-alpine\nCOPY requirements.txt .\nRUN pip install -r ⟦requirements.txt⟧\n',
      files: { 'requirements.txt': 'numpy\nonnxruntime-gpu==1.18.0\n' },
      message: 'musl',
      fixed: 'FROM python:3.11-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n',
    },
    {
      name: 'CUDA libraries are for glibc too',
      text: 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04 AS cuda\nFROM alpine:3.19\nCOPY --from=cuda ⟦/usr/local/cuda-12.4⟧ /usr/local/cuda\n',
      message: 'copied',
      severity: 'warning',
      fixed: null,
    },
  ],
})
