import rule from '../../../src/rules/image/jetson-wrong-base'
import { testRule } from '../../support/rule-tester'
import { serviceOf } from '../../support/services'

const jetson = { platform: 'jetson' }
const CUDA = 'FROM nvidia/cuda:11.8.0-runtime-ubuntu22.04\n'
const L4T = 'FROM nvcr.io/nvidia/l4t-jetpack:r36.4.0\n'

const detector = `# Detector for the Orin on the rover
FROM ⟦nvidia/cuda:11.4.3-cudnn8-runtime-ubuntu20.04⟧ AS base
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y --no-install-recommends python3-pip && rm -rf /var/lib/apt/lists/*

FROM base
WORKDIR /app
COPY requirements.txt .
RUN pip3 install -r requirements.txt
COPY . .
CMD ["python3", "detect.py"]
`

testRule(rule, {
  valid: [
    CUDA,
    L4T,
    { name: 'made for it', text: L4T, target: jetson },
    { name: 'a server', text: CUDA, target: { platform: 'linux/arm64' } },
    { name: 'Thor', text: CUDA, target: { ...jetson, gpus: ['Jetson Thor'] } },
    { name: 'CUDA 13', text: 'FROM nvidia/cuda:13.0.1-runtime-ubuntu24.04\n', target: jetson },
    { name: 'a stage to copy from', text: `${CUDA.trim()} AS tools\n${L4T}COPY --from=tools /x /x\n`, target: jetson },
    {
      name: 'a stage for Jetson to copy from',
      text: `${L4T.trim()} AS tools\n${CUDA}COPY --from=tools /x /x\n`,
      target: { platform: 'linux/amd64' },
    },
    {
      name: 'the base is chosen by an argument',
      text: 'ARG BASE=nvidia/cuda:11.8.0-base-ubuntu22.04\nFROM ${BASE}\n',
      target: jetson,
    },
    {
      name: 'a service gives the tag',
      text: 'ARG TAG=11.8.0-base-ubuntu22.04\nFROM nvidia/cuda:${TAG}\n',
      files: { 'compose.yaml': serviceOf('build: { context: ., args: { TAG: 13.0.1-base-ubuntu24.04 } }') },
      target: jetson,
    },
    { name: 'nothing said of the cards', text: L4T, target: { platform: 'linux' } },
    { name: 'an unknown card', text: L4T, target: { platform: 'linux', gpus: ['GB99'] } },
    { name: 'a Dockerfile named for Jetson, built for arm64', text: CUDA, path: 'Dockerfile.jetson' },
    {
      name: 'an image of unknown architectures',
      text: 'FROM nvidia/cuda:99.0.0-base-ubuntu22.04\n',
      path: 'Dockerfile.jetson',
    },
    {
      name: 'a name that only begins like it',
      text: 'FROM nvidia/cuda:11.8.0-base-centos7\n',
      path: 'Dockerfile.jetsons-house',
    },
    { name: 'another image', text: 'FROM ubuntu:22.04\n', target: jetson },
  ],
  invalid: [
    {
      path: 'Dockerfile',
      text: detector,
      message: 'discrete',
      severity: 'warning',
      target: { ...jetson, gpus: ['Jetson Orin'] },
      fixed: null,
    },
    {
      text: 'FROM ⟦nvidia/cuda:11.8.0-base-centos7⟧\nRUN nvidia-smi || true\n',
      message: 'arch',
      severity: 'error',
      target: jetson,
      says: ['for amd64 alone', 'exec format error'],
      fixed: null,
    },
    {
      name: 'the name of the Dockerfile says it',
      path: 'docker/Dockerfile.jetson',
      text: 'FROM --platform=linux/arm64 ⟦nvidia/cuda:10.2-cudnn8-devel-ubuntu18.04⟧\nCOPY . /app\n',
      message: 'arch',
      severity: 'warning',
      says: ['amd64 and ppc64le'],
      fixed: null,
    },
    {
      name: 'the tag by an argument',
      text: 'ARG VERSION=11.1.1\nFROM ⟦nvidia/cuda:${VERSION}-base-ubuntu20.04⟧\n',
      message: 'arch',
      target: jetson,
      fixed: null,
    },
    {
      name: 'the other way round',
      text: serviceOf('image: ⟦dustynv/ollama:r36.4.0⟧\nruntime: nvidia'),
      message: 'elsewhere',
      severity: 'error',
      target: { platform: 'linux/x86_64' },
      says: ['target is amd64'],
      fixed: null,
    },
    {
      name: 'discrete GPUs',
      text: serviceOf('image: "⟦nvcr.io/nvidia/l4t-base:r32.7.1⟧"\nruntime: nvidia'),
      message: 'elsewhere',
      severity: 'warning',
      target: { platform: 'linux', gpus: ['RTX 4090'] },
      says: ['no Jetson (RTX 4090)'],
      fixed: null,
    },
  ],
})
