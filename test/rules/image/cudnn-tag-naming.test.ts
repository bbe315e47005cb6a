import rule from '../../../src/rules/image/cudnn-tag-naming'
import { testRule } from '../../support/rule-tester'

testRule(rule, {
  valid: [
    'FROM nvidia/cuda:12.2.2-cudnn8-devel-ubuntu22.04\n',
    'FROM nvidia/cuda:12.3.2-cudnn9-devel-ubuntu22.04\n',
    'FROM nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04\n',
    { name: 'only the patch is missing: another rule', text: 'FROM nvidia/cuda:12.4-cudnn-devel-ubuntu22.04\n' },
    {
      name: 'the minor has cuDNN in a patch newer than the list',
      text: 'FROM nvidia/cuda:13.1-cudnn-devel-ubuntu24.04\n',
    },
    { name: 'seen in public files', text: 'FROM nvidia/cuda:13.2.1-cudnn-runtime-ubuntu24.04\n' },
    { name: 'a version newer than the list', text: 'FROM nvidia/cuda:12.9.2-cudnn9-runtime-ubuntu24.04\n' },
    { name: 'all of CUDA 10 is deleted: another rule', text: 'FROM nvidia/cuda:10.2-cudnn9-devel-ubuntu18.04\n' },
    { name: 'no cuDNN', text: 'FROM nvidia/cuda:12.8.1-devel-ubuntu22.04\n' },
    { name: 'a mirror', text: 'FROM quay.example.org/nvidia/cuda:12.8.1-cudnn8-devel-ubuntu22.04\n' },
    { name: 'another image with such tags', text: 'FROM pytorch/pytorch:2.4.0-cuda12.4-cudnn9-devel\n' },
    { name: 'a digest', text: `FROM nvidia/cuda:12.8.1-cudnn8-devel-ubuntu22.04@sha256:${'c'.repeat(64)}\n` },
  ],
  invalid: [
    {
      text: 'FROM ⟦nvidia/cuda:12.8.1-cudnn8-devel-ubuntu22.04⟧\n',
      message: 'spelling',
      severity: 'error',
      says: ['the images of CUDA 12.8.1 name their cuDNN "cudnn", not "cudnn8"', 'cuDNN 9.8', 'cuDNN 8.9'],
      fixed: 'FROM nvidia/cuda:12.8.1-cudnn-devel-ubuntu22.04\n',
      offers: {
        'Use nvidia/cuda:12.2.2-cudnn8-devel-ubuntu22.04': 'FROM nvidia/cuda:12.2.2-cudnn8-devel-ubuntu22.04\n',
      },
    },
    {
      text: 'services:\n  train:\n    image: ⟦nvidia/cuda:12.4.0-cudnn8-runtime-ubuntu22.04⟧ # cuDNN\n',
      message: 'none',
      says: ['CUDA 12.4.0 has no images with cuDNN'],
      fixed: 'services:\n  train:\n    image: nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04 # cuDNN\n',
    },
    {
      name: 'plain cudnn before 12.4: the same CUDA first',
      text: 'FROM ⟦nvidia/cuda:12.1.1-cudnn-devel-ubuntu22.04⟧\n',
      message: 'spelling',
      fixed: 'FROM nvidia/cuda:12.1.1-cudnn8-devel-ubuntu22.04\n',
    },
    {
      name: 'cudnn9 is of 12.3.2 alone',
      text: 'FROM ⟦nvcr.io/nvidia/cuda:12.6.3-cudnn9-runtime-ubuntu24.04⟧\n',
      message: 'spelling',
      fixed: 'FROM nvcr.io/nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04\n',
    },
    {
      name: 'cuDNN 9 on a CUDA that has 8: the nearest CUDA with 9, or the same CUDA',
      text: 'FROM ⟦nvidia/cuda:12.1.1-cudnn9-devel-ubuntu22.04⟧\n',
      message: 'spelling',
      fixed: 'FROM nvidia/cuda:12.3.2-cudnn9-devel-ubuntu22.04\n',
      offers: {
        'Use nvidia/cuda:12.1.1-cudnn8-devel-ubuntu22.04': 'FROM nvidia/cuda:12.1.1-cudnn8-devel-ubuntu22.04\n',
      },
    },
    {
      name: 'the patch is missing too',
      text: 'FROM ⟦nvidia/cuda:12.4-cudnn8-devel-ubuntu22.04⟧\n',
      message: 'spelling',
      fixed: 'FROM nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04\n',
    },
    {
      name: '13.1.0 came without cuDNN',
      text: 'FROM ⟦nvidia/cuda:13.1.0-cudnn-runtime-ubuntu24.04⟧\n',
      message: 'none',
      fixed: 'FROM nvidia/cuda:13.0.2-cudnn-runtime-ubuntu24.04\n',
    },
    {
      name: 'through an ARG',
      text: 'ARG CUDA_VERSION=12.8.1\nFROM ⟦nvidia/cuda:${CUDA_VERSION}-cudnn8-devel-ubuntu22.04⟧\n',
      message: 'spelling',
      fixed: 'ARG CUDA_VERSION=12.8.1\nFROM nvidia/cuda:${CUDA_VERSION}-cudnn-devel-ubuntu22.04\n',
      offers: {
        'Use nvidia/cuda:12.2.2-cudnn8-devel-ubuntu22.04':
          'ARG CUDA_VERSION=12.2.2\nFROM nvidia/cuda:${CUDA_VERSION}-cudnn8-devel-ubuntu22.04\n',
      },
    },
  ],
})
