import rule from '../../../src/rules/dockerfile/disable-require-misuse'
import { testRule } from '../../support/rule-tester'

const CUDA = 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n'

testRule(rule, {
  valid: [
    `${CUDA}ENV NVIDIA_DISABLE_REQUIRE=true\n`,
    `${CUDA}ENV NVIDIA_DISABLE_REQUIRE 1\n`,
    `${CUDA}ARG SKIP\nENV NVIDIA_DISABLE_REQUIRE=$SKIP\n`,
    `${CUDA}ENV NVIDIA_REQUIRE_CUDA="cuda>=11.0"\n`,
    `${CUDA}# NVIDIA_DISABLE_REQUIRES\n`,
    { name: 'within a major', text: `${CUDA}ENV NVIDIA_DISABLE_REQUIRE=1\n`, target: { driver: '530.30.02' } },
    {
      name: 'another base',
      text: 'FROM ubuntu:22.04\nENV NVIDIA_DISABLE_REQUIRE=1\n',
      target: { driver: '470.57.02' },
    },
  ],
  invalid: [
    {
      text: `${CUDA}ENV ⟦NVIDIA_DISABLE_REQUIRES⟧=true\n`,
      message: 'misspelt',
      severity: 'warning',
      fixed: `${CUDA}ENV NVIDIA_DISABLE_REQUIRE=true\n`,
    },
    {
      name: 'a parent stage, once',
      text: `${CUDA.trim()} AS base\nENV NVIDIA_VISIBLE_DEVICES=all \\\n    NVIDIA_DISABLE_REQUIRE=⟦"yes"⟧\nFROM base AS a\nFROM base AS b\n`,
      message: 'value',
      fixed: `${CUDA.trim()} AS base\nENV NVIDIA_VISIBLE_DEVICES=all \\\n    NVIDIA_DISABLE_REQUIRE=true\nFROM base AS a\nFROM base AS b\n`,
    },
    {
      text: `${CUDA}ENV NVIDIA_DISABLE_REQUIRE ⟦true⟧\n`,
      message: 'gap',
      severity: 'warning',
      target: { driver: '515.65.01', gpus: ['RTX 3090'] },
      says: ['driver 525'],
      fixed: null,
    },
  ],
})
