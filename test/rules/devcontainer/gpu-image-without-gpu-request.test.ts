import rule from '../../../src/rules/devcontainer/gpu-image-without-gpu-request'
import { testRule } from '../../support/rule-tester'

const CUDA = 'nvidia/cuda:12.4.1-runtime-ubuntu22.04'
const json = (lines: string): string => `{\n  // for the models\n${lines}\n}\n`
const image = (more = '', name = CUDA): string => json(`  "image": "${name}"${more === '' ? '' : `,\n  ${more}`}`)
const marked = (text: string): string => text.replace(/"image": (".*?")/, '"image": ⟦$1⟧')

testRule(rule, {
  valid: [
    image('"hostRequirements": { "gpu": "optional" }'),
    image('"runArgs": ["--gpus", "all"]'),
    image('"runArgs": ["--device", "nvidia.com/gpu=all"]'),
    image('"runArgs": ["--runtime=nvidia"]'),
    { name: 'a variable', text: image('"runArgs": ["${localEnv:GPU_ARGS}"]') },
    image('"privileged": true'),
    image('', 'mcr.microsoft.com/devcontainers/python:3.12'),
    image('', 'registry.example.com/nvidia/cuda:12.4.1-runtime-ubuntu22.04'),
    { name: 'from compose', text: json('  "dockerComposeFile": "compose.yaml",\n  "service": "a"') },
    {
      name: 'an argument may choose another base',
      text: json('  "build": { "dockerfile": "Dockerfile", "args": { "BASE": "ubuntu" } }'),
      files: { '.devcontainer/Dockerfile': `ARG BASE=${CUDA}\nFROM $BASE\n` },
    },
    {
      name: 'another stage is built',
      text: json('  "build": { "dockerfile": "Dockerfile", "target": "dev" }'),
      files: { '.devcontainer/Dockerfile': `FROM ubuntu:24.04 AS dev\nFROM ${CUDA}\n` },
    },
    {
      name: 'an argument that the editor fills in',
      text: json('  "build": { "dockerfile": "Dockerfile", "args": { "BASE": "${localEnv:BASE}" } }'),
      files: { '.devcontainer/Dockerfile': `ARG BASE=${CUDA}\nFROM $BASE\n` },
    },
  ],
  invalid: [
    {
      text: marked(image()),
      message: 'pulled',
      severity: 'warning',
      says: [CUDA],
      fixed: image('"hostRequirements": { "gpu": "optional" }'),
      offers: { 'Demand a GPU (--gpus=all)': image('"runArgs": ["--gpus=all"]') },
    },
    {
      name: 'a hint: it may serve to compile',
      text: marked(image('"runArgs": ["--shm-size=8g"]', 'nvidia/cuda:12.4.1-devel-ubuntu22.04')),
      message: 'pulled',
      severity: 'info',
      fixed: image(
        '"runArgs": ["--shm-size=8g"],\n  "hostRequirements": { "gpu": "optional" }',
        'nvidia/cuda:12.4.1-devel-ubuntu22.04',
      ),
    },
    {
      name: 'built',
      path: '.devcontainer/devcontainer.json',
      text: json('  "build": { "dockerfile": ⟦"Dockerfile"⟧ }'),
      files: { '.devcontainer/Dockerfile': `FROM ${CUDA} AS base\nFROM base\nRUN true\n` },
      message: 'built',
      says: [CUDA],
      fixed: json('  "build": { "dockerfile": "Dockerfile" },\n  "hostRequirements": { "gpu": "optional" }'),
    },
    {
      name: 'a stage and an argument of the dev container',
      text: json(
        '  "build": { "dockerfile": ⟦"Dockerfile"⟧, "target": "dev", "args": { "TAG": "12.4.1-runtime-ubuntu22.04" } }',
      ),
      files: { '.devcontainer/Dockerfile': 'ARG TAG=10.2-base\nFROM nvidia/cuda:${TAG} AS dev\nFROM ubuntu:24.04\n' },
      message: 'built',
      says: [CUDA],
      fixed: json(
        '  "build": { "dockerfile": "Dockerfile", "target": "dev", "args": { "TAG": "12.4.1-runtime-ubuntu22.04" } },\n  "hostRequirements": { "gpu": "optional" }',
      ),
    },
  ],
})
