import { describe, expect, it } from 'vitest'
import { facts } from '../../src/facts'

describe('tensorflow', () => {
  it('answers by the minor', () => {
    expect(facts.tensorflow('2.5.3')).toMatchObject({
      tensorflow: '2.5.0',
      cuda: '11.2',
      cudnn: '8.1',
      python: '3.6-3.9',
    })
    expect(facts.tensorflow('2.16')?.cuda).toBe('12.3')
    expect(facts.tensorflow('2')).toBeUndefined()
    expect(facts.tensorflow('2.22.0')).toBeUndefined()
  })

  it('tells what it loads and how strictly', () => {
    expect(facts.tensorflowNeeds('2.4.1')).toMatchObject({
      cudaMajor: 11,
      exactMinor: false,
      cudnnMajor: 8,
      loads: expect.arrayContaining(['libcusolver.so.10']),
    })
    expect(facts.tensorflowNeeds('1.15.5')).toMatchObject({ cuda: '10.0', exactMinor: true, cudnnMajor: 7 })
    expect(facts.tensorflowNeeds('2.18.0')).not.toHaveProperty('loads')
  })
})

describe('torch', () => {
  it('finds a version, a local version and the highest patch of a minor', () => {
    expect(facts.torch('2.1.0+cu118')?.wheels).toEqual({ cu118: 'whl/cu118', cu121: 'whl/cu121' })
    expect(facts.torch('2.1')?.torch).toBe('2.1.2')
    expect(facts.torch('1.7.1')).toMatchObject({
      pypiDefaultCuda: '10.2',
      wheels: { cu110: 'torch_stable.html', cu102: 'PyPI' },
      torchvision: '0.8.2',
    })
    expect(facts.torch('2.11.0')?.pypiDefaultCuda).toBe('13.0')
    expect(facts.torch('2.6.0')?.cudnn).toEqual({ '11.8': '9.1.0.70', '12.4': '9.1.0.70', '12.6': '9.5.1.17' })
  })

  it.each(['1.3.0', '1.3', '2', '2.14.0', '2.1.9', 'nightly'])('does not know %s', (version) =>
    expect(facts.torch(version)).toBeUndefined(),
  )

  it('knows for what a wheel was compiled, where a build list was read', () => {
    expect(facts.torchArchSupport('2.12.1', '12.6')).toHaveLength(2)
    expect(facts.torchArchSupport('2.5.1', '12.4')?.[0]?.computeCapabilities).not.toContain('12.0')
    expect(facts.torchArchSupport('2.7.0', '12.8')).toBeUndefined()
  })
})

describe('onnxruntimeGpu', () => {
  it.each([
    ['1.17.1', 11, '11.8', 8, false],
    ['1.18.1', 11, '11.8', 8, false],
    ['1.19.0', 12, '12.x', 9, false],
    ['1.20.1', 12, '12.x', 9, false],
    ['1.21.0', 12, '12.x', 9, true],
    ['1.26.3', 12, '12.x', 9, true],
    ['1.28.0', 13, '13.0', 9, true],
    ['1.4.0', 10, '10.1', 7, false],
  ])('%s: CUDA %i (%s), cuDNN %i, second-hand %s', (version, major, text, cudnnMajor, secondHand) =>
    expect(facts.onnxruntimeGpu(version)).toMatchObject({ cuda: { major, text }, cudnnMajor, secondHand }),
  )

  it('does not know what it cannot read', () =>
    expect(facts.onnxruntimeGpu('nightly') ?? facts.onnxruntimeGpu('1')).toBeUndefined())
})

describe('servers', () => {
  it('triton by release or tag', () => {
    expect(facts.triton('23.08-py3')).toMatchObject({ triton: '2.37.0', cuda: '12.2.1', driver: '535' })
    expect(facts.triton('23.10')).not.toHaveProperty('cuda')
    expect(facts.triton('24.05')).toMatchObject({ vllmCuda: '12.4.1', trtllm: { cuda: '12.3.2.001' } })
    expect(facts.triton('latest')).toBeUndefined()
  })

  it('bentoml by era', () => {
    expect(facts.bentoml('1.0.20')?.missingBaseTags).toContain('11.7.0-cudnn8-runtime-ubuntu20.04')
    expect(facts.bentoml('1.4.37')?.defaultCuda).toBe('11.6.2')
    expect(facts.bentoml('1.4.38')?.defaultCuda).toBe('12.8.1')
    expect(facts.bentoml('0.13.1')).toBeUndefined()
    expect(facts.bentoml('1.0.18')).toMatchObject({ python: ['3.7', '3.8', '3.9', '3.10'], defaultCuda: '11.6.2' })
    expect(facts.bentoml('1.0.25')?.aliases).toMatchObject({ 12: '12.1.1', '11.7.0': '11.7.1' })
    expect(facts.bentoml('1.0.25')?.missingBaseTags).toEqual([])
    expect(facts.bentoml('1.1.5')?.aliases).not.toHaveProperty('11.7.0')
    expect(facts.bentoml('1.3.10')?.python).toContain('3.13')
    expect(facts.bentoml('1.4.27')?.python).toContain('3.14')
    expect(facts.bentoml('1.4.27')?.baseSuffixes).toContain('cudnn8-runtime-ubuntu20.04')
  })

  it('every base tag that an era misses is indeed missing', () => {
    for (const version of ['1.0.20', '1.4.28', '1.4.37', '1.4.38'])
      for (const tag of facts.bentoml(version)?.missingBaseTags ?? [])
        expect(['removed', 'never'], tag).toContain(facts.cudaImage(tag).status)
  })

  it('jax and vllm', () => {
    expect(facts.jax('0.4.20')?.cuda).toContain('>=12.2')
    expect(facts.jax('0.1.0')).toBeUndefined()
    expect(facts.jaxExtra('cuda12-local')).toMatchObject({ cuda: '>=12.1', driverBranch: 525 })
    expect(facts.vllm('0.7.3')?.wheelCuda).toBe('12.1')
    expect(facts.vllm('0.8.0')).toBeUndefined()
  })
})

describe('systemCudnnMajor', () => {
  it.each([
    ['onnxruntime-gpu', '1.18.1', 8],
    ['onnxruntime-gpu', '==1.19.0', 9],
    ['onnxruntime-gpu', '>=1.19', 9],
    ['onnxruntime-gpu', '>=1.15,<1.19', 8],
    ['onnxruntime-gpu', '~=1.17.0', 8],
    ['onnxruntime-gpu', '==1.18.*', 8],
    ['onnxruntime-gpu', '=1.18', 8],
    ['onnxruntime-gpu', '>=1.16,!=1.17.0,<1.18', 8],
    ['ctranslate2', '4.4.0', 8],
    ['ctranslate2', '3.24.0', 8],
    ['ctranslate2', '==4.5.0', 9],
    ['ctranslate2', '>=4.0,<4.5', 8],
    ['tensorflow', '2.11.0', 8],
    ['tensorflow', '2.18.0', 9],
    ['tensorflow', '==2.3.0', 7],
    ['tensorflow-gpu', '==2.5.0', 8],
  ])('%s %s loads libcudnn.so.%i', (name, specifier, major) =>
    expect(facts.systemCudnnMajor(name, specifier)).toBe(major),
  )

  it.each([
    ['onnxruntime-gpu', ''],
    ['onnxruntime-gpu', '<1.19'],
    ['onnxruntime-gpu', '<=1.19,>=1.18'],
    ['onnxruntime-gpu', '>=1.18'],
    ['onnxruntime-gpu', '@ file:///x.whl'],
    ['ctranslate2', '>=4.5'],
    ['ctranslate2', '==4.7.1'],
    ['ctranslate2', '2.24.0'],
    ['tensorflow', '2.22.0'],
    ['tensorflow', '1.14.0'],
    ['torch', '2.1.0'],
    ['onnxruntime', '1.18.0'],
  ])('%s %j: not one answer', (name, specifier) => expect(facts.systemCudnnMajor(name, specifier)).toBeUndefined())

  it('needs none where an extra brings it', () => {
    expect(facts.systemCudnnMajor('onnxruntime-gpu', '==1.21.0', ['cuda', 'cudnn'])).toBeUndefined()
    expect(facts.systemCudnnMajor('tensorflow', '==2.15.0', ['and-cuda'])).toBeUndefined()
    expect(facts.systemCudnnMajor('tensorflow', '==2.15.0')).toBe(8)
  })

  it('agrees with the tables of the frameworks', () => {
    for (const minor of [5, 10, 15, 17, 18])
      expect(facts.systemCudnnMajor('tensorflow', `2.${minor}.0`)).toBe(facts.tensorflowNeeds(`2.${minor}`)?.cudnnMajor)
    for (const minor of [2, 6, 12, 17, 18, 19, 24, 28])
      expect(facts.systemCudnnMajor('onnxruntime-gpu', `1.${minor}.0`)).toBe(
        facts.onnxruntimeGpu(`1.${minor}.0`)?.cudnnMajor,
      )
  })
})
