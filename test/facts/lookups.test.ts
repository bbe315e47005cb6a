import { describe, expect, it } from 'vitest'
import { facts } from '../../src/facts'

describe('CUDA releases', () => {
  it('drivers', () => {
    expect(facts.minDriver('12.4.1')).toEqual({ linux: '550.54.15', windows: '551.78' })
    expect(facts.minDriver('12.4')).toEqual({ linux: '550.54.14', windows: '551.61' })
    expect(facts.minDriver('13.0.0')).toEqual({ linux: '580.65.06' })
    expect(facts.minDriver('13.4.1')).toBeUndefined()
    expect(facts.minDriver('12.7')).toBeUndefined()
    expect(facts.cudaRelease('12.8.2')).toMatchObject({ linux: '570.211.01', src: 'run' })
    expect(facts.cudaRelease('11.0')?.cuda).toBe('11.0.2')
    expect(facts.cudaRelease('12')).toBeUndefined()
  })

  it('minor-version compatibility begins with CUDA 11', () => {
    expect(facts.minorVersionCompat(11)?.minDriverLinux).toBe('450.80.02')
    expect(facts.minorVersionCompat('12.8')?.minDriverWindows).toBe('528.33')
    expect(facts.minorVersionCompat(10)).toBeUndefined()
  })

  it('architectures are what was added less what was dropped', () => {
    expect(facts.architectures('12.8.1')?.computeCapabilities.join(' ')).toBe(
      '5.0 5.2 5.3 6.0 6.1 6.2 7.0 7.2 7.5 8.0 8.6 8.7 8.9 9.0 10.0 10.1 12.0',
    )
    expect(facts.architectures('13.0')).toMatchObject({
      ptxIsa: '9.0',
      computeCapabilities: expect.not.arrayContaining(['7.0', '10.1']),
    })
    expect(facts.architectures('11.8')).toMatchObject({ gccMin: 6, gccMax: 11 })
    expect(facts.architectures('12.7')).toBeUndefined()
  })
})

describe('soname', () => {
  it.each([
    ['libcusolver', '11.0.3', '10'],
    ['libcusolver', '11.1', '11'],
    ['libcusolver', '12.4.1', '11'],
    ['libcusolver', '13.0', '12'],
    ['libcudart', '11.8.0', '11.0'],
    ['libnvrtc', '11.5', '11.2'],
    ['libcublas', '10.2', '10'],
    ['libcufft', '13.3', '12'],
  ])('%s of CUDA %s is .so.%s', (library, cuda, suffix) => expect(facts.soname(library, cuda)).toBe(suffix))

  it.each([
    ['libcublas', '8.0'],
    ['libcusparse', '9.0'],
    ['libcusparse', '9.2'],
    ['libnvrtcBuiltins', '11.0'],
    ['libcublas', '13.3'],
    ['libnvJitLink', '11.8'],
    ['libcudart', '9.1'],
    ['cuda', '11.2'],
    ['evidence', '11.2'],
  ])('%s of CUDA %s has no evidence', (library, cuda) => expect(facts.soname(library, cuda)).toBeUndefined())

  it('cuDNN', () => {
    expect(facts.cudnnLibrary(9)).toMatchObject({
      soname: 'libcudnn.so.9',
      apt: ['libcudnn9-cuda-12', 'libcudnn9-cuda-13'],
    })
    expect(facts.cudnnLibrary('10')).toBeUndefined()
  })
})

describe('gpu', () => {
  it.each([
    ['RTX 4090', '8.9'],
    ['NVIDIA GeForce RTX 3060 Ti', '8.6'],
    ['Tesla T4', '7.5'],
    ['NVIDIA A100-SXM4-80GB', '8.0'],
    ['H100 PCIe', '9.0'],
    ['Tesla V100-SXM2-16GB', '7.0'],
    ['NVIDIA GeForce RTX 3070 Laptop GPU', '8.6'],
    ['rtx4090', '8.9'],
    ['sm_120', '12.0'],
    ['8.9', '8.9'],
    ['Ada Lovelace', '8.9'],
  ])('%s is %s', (name, cc) =>
    expect(facts.gpu(name).map(({ computeCapabilities }) => computeCapabilities.join())).toEqual([cc]),
  )

  it('an architecture has several rows, an unknown card none', () => {
    expect(facts.gpu('Blackwell')).toHaveLength(6)
    expect(facts.gpu('pascal').map(({ lastCuda }) => lastCuda)).toEqual(['12.9', '12.9', '12.9'])
    expect(facts.gpu('RTX 6000')).toEqual([]) // Turing or Ada
    expect(facts.gpu('')).toEqual([])
  })
})

describe('popularImage', () => {
  it.each([
    ['nvidia/cuda', '12.4.1-base-ubuntu22.04', { vendor: 'nvidia', gpu: 'required', cuda: '12.4.1' }],
    ['nvcr.io/nvidia/pytorch', '24.05-py3', { gpu: 'required', framework: 'pytorch', training: true }],
    ['nvcr.io/nvidia/tritonserver', '24.05-py3', { gpu: 'optional', framework: 'triton' }],
    ['pytorch/pytorch', '2.1.0-cuda12.1-cudnn8-runtime', { gpu: 'optional', cuda: '12.1' }],
    ['tensorflow/tensorflow', '2.4.0-gpu-jupyter', { gpu: 'required' }],
    ['tensorflow/tensorflow', '2.4.0', { gpu: 'cpu-tag' }],
    ['tensorflow/tensorflow', undefined, { gpu: 'cpu-tag' }],
    ['ollama/ollama', undefined, { vendor: 'nvidia', gpu: 'optional' }],
    ['ollama/ollama', '0.5.1-rocm', { vendor: 'amd' }],
    ['ghcr.io/ggml-org/llama.cpp', 'server-cuda', { vendor: 'nvidia', gpu: 'required' }],
    ['ghcr.io/ggml-org/llama.cpp', 'server', { gpu: 'cpu-tag' }],
    ['ghcr.io/huggingface/text-generation-inference', '3.3.5', { gpu: 'required' }],
    ['ghcr.io/huggingface/text-generation-inference', '3.3.5-rocm', { vendor: 'amd' }],
    ['ghcr.io/huggingface/text-embeddings-inference', 'cpu-1.9', { gpu: 'cpu-tag' }],
    ['ghcr.io/huggingface/text-embeddings-inference', '89-1.9', { gpu: 'required' }],
    ['localai/localai', 'latest', { gpu: 'cpu-tag' }],
    ['localai/localai', 'latest-gpu-nvidia-cuda-12', { gpu: 'required', cuda: '12' }],
    ['rocm/pytorch', 'latest', { vendor: 'amd' }],
    ['rocm/dev-ubuntu-22.04', '6.2', { vendor: 'amd' }],
    ['rapidsai/base', '25.12-cuda13-py3.13', { cuda: '13' }],
  ])('%s:%s', (repository, tag, expected) => expect(facts.popularImage(repository, tag)).toMatchObject(expected))

  it.each([
    ['nginx', 'latest'],
    ['pytorch/pytorch', 'latest'],
    ['ghcr.io/ggml-org/llama.cpp', 'server-vulkan'],
    ['mirror.local/nvidia/cuda', '12.4.1-base-ubuntu22.04'],
  ])('nothing is known of %s:%s', (repository, tag) => expect(facts.popularImage(repository, tag)).toBeUndefined())
})

describe('the rest', () => {
  it.each([
    ['ubuntu16.04', '2021-04-02'],
    ['ubuntu18.04', '2023-05-31'],
    ['ubuntu:18.04', '2023-05-31'],
    ['centos7', '2024-06-30'],
    ['centos:8', '2021-12-31'],
    ['debian:buster-slim', '2022-09-10'],
    ['stretch', '2020-07-18'],
    ['bionic', '2023-05-31'],
  ])('%s lost its support on %s', (os, date) => expect(facts.osEol(os)?.date).toBe(date))

  it('unknown systems have no date', () =>
    expect(facts.osEol('ubi8') ?? facts.osEol('alpine:3.19') ?? facts.osEol('')).toBeUndefined())

  it('capabilities of the engine are not values of the variable', () => {
    const { capabilities, driverCapabilities } = facts.composeGpu()
    expect(capabilities.engine).not.toContain('all')
    expect(driverCapabilities).toContain('all')
    expect(capabilities.refused).toContain('ngx')
  })

  it('Kubernetes resources and plugins', () => {
    expect(facts.gpuResource('nvidia.com/mig-1g.5gb')).toEqual({ vendor: 'nvidia', name: 'nvidia.com/mig-1g.5gb' })
    expect(facts.gpuResource('amd.com/gpu')?.vendor).toBe('amd')
    expect(facts.gpuResource('nvidia.com/gpus')).toBeUndefined()
    expect(facts.devicePlugin('v0.6.0')).toMatchObject({
      image: 'nvidia/k8s-device-plugin:1.0.0-beta6',
      manifest: 'nvidia-device-plugin.yml',
    })
    expect(facts.devicePlugin('0.8.2')?.image).toBe('nvcr.io/nvidia/k8s-device-plugin:v0.8.2')
    expect(facts.devicePlugin()).toMatchObject({
      version: '0.20.0',
      manifest: 'deployments/static/nvidia-device-plugin.yml',
    })
    expect(facts.devicePlugin('9.9.9')).toBeUndefined()
  })
})

describe('packageReleases', () => {
  it('are of minors that the tables of the packages know', () => {
    for (const release of facts.packageReleases('tensorflow')) {
      expect(facts.tensorflow(release), release).toBeDefined()
      expect(facts.tensorflow(release)?.tensorflow).not.toBe(release)
    }
    for (const release of facts.packageReleases('onnxruntime-gpu'))
      expect(facts.onnxruntimeGpu(release), release).toBeDefined()
    expect(facts.packageReleases('numpy')).toEqual([])
  })
})
