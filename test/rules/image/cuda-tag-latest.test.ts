import rule from '../../../src/rules/image/cuda-tag-latest'
import { testRule } from '../../support/rule-tester'

const newest = '13.1.0-base-ubuntu24.04'

testRule(rule, {
  valid: [
    'services:\n  a:\n    image: nvidia/cuda:12.4.1-base-ubuntu22.04\n',
    { name: 'another registry may have the tag', text: 'FROM registry.example.com/nvidia/cuda:latest\n' },
    { name: 'a digest names the image exactly', text: `FROM nvidia/cuda@sha256:${'a'.repeat(64)}\n` },
    { name: 'the tag is not known', text: 'services:\n  a:\n    image: nvidia/cuda:${CUDA_TAG}\n' },
    { name: 'a stage of the file', text: 'FROM ubuntu:22.04 AS cuda\nFROM cuda\n' },
  ],
  invalid: [
    {
      text: 'services:\n  a:\n    image: ⟦nvidia/cuda⟧ # GPU\n',
      message: 'untagged',
      fixed: `services:\n  a:\n    image: nvidia/cuda:${newest} # GPU\n`,
    },
    { text: 'FROM ⟦nvidia/cuda:latest⟧ AS base\n', message: 'latest', fixed: `FROM nvidia/cuda:${newest} AS base\n` },
    {
      name: 'at nvcr.io',
      text: 'FROM ⟦nvcr.io/nvidia/cuda:latest⟧\n',
      message: 'latest',
      fixed: `FROM nvcr.io/nvidia/cuda:${newest}\n`,
    },
    { name: 'through a variable', text: 'ARG TAG=latest\nFROM ⟦nvidia/cuda:${TAG}⟧\n', message: 'latest', fixed: null },
  ],
})
