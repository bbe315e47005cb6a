import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { facts } from '../../src/facts'
import { cudaImageEntries } from '../../src/facts/cuda-image-index'

const all = [...cudaImageEntries().values()]

describe('the image table', () => {
  it('holds the 2,099 tags that NVIDIA listed and the 10 seen on the hub later', () => {
    expect(all.filter(({ status }) => status !== 'partial')).toHaveLength(2099)
    expect(all.filter(({ status }) => status === 'partial')).toHaveLength(10)
    expect(all.filter(({ status }) => status === 'active')).toHaveLength(619)
    expect(all.filter(({ status }) => status === 'eol-listed')).toHaveLength(701)
  })

  it('holds exactly these tags with these statuses', () => {
    // Computed once from the table this one was transcribed from; a refresh of the facts changes it on purpose.
    const lines = all.map(({ tag, status }) => `${tag} ${status}`).sort()
    expect(createHash('sha256').update(lines.join('\n')).digest('hex')).toBe(
      'e9d093afb06d2e6d0c62474563a4ea1027ea76ad5199dc98f32b8f1cc221cdf3',
    )
  })

  it('keeps what is known of a tag', () => {
    expect(facts.cudaImage('12.8.1-cudnn-devel-ubuntu22.04')).toEqual({
      tag: '12.8.1-cudnn-devel-ubuntu22.04',
      status: 'active',
      cuda: '12.8.1',
      os: 'ubuntu22.04',
      flavor: 'cudnn-devel',
      cudnnVersion: '9.8.0.87',
      arches: ['amd64', 'arm64'],
      compatDriverBranches: [470, 535, 550, 560, 565],
    })
    expect(facts.cudaImage('11.4.3-base-ubuntu20.04')).toMatchObject({ compatDriverBranches: [] })
    expect(facts.cudaImage('11.8.0-base-ubi8')).toMatchObject({ arches: ['amd64', 'arm64', 'ppc64le'] })
    expect(facts.cudaImage('11.8.0-base-ubuntu22.04')).not.toHaveProperty('cudnnVersion')
    expect(facts.cudaImage('10.1-cudnn8-runtime-ubuntu18.04')).toMatchObject({
      cudnnVersion: '8.0.5.39',
      lastListed: '2023-04-11',
    })
  })
})

describe('cudaImage', () => {
  it.each([
    ['12.4.1-base-ubuntu22.04', 'active'],
    ['12.4.0-base-ubuntu22.04', 'eol-listed'],
    ['11.0.3-cudnn8-runtime-ubuntu16.04', 'eol-listed'],
    ['13.0.3-cudnn-devel-ubuntu24.04', 'partial'],
  ])('%s is %s', (tag, status) => expect(facts.cudaImage(tag).status).toBe(status))

  it.each([
    ['10.2-cudnn7-devel-ubuntu18.04', 'withdrawn'],
    ['11.0-cudnn8-runtime-ubuntu16.04', 'withdrawn'],
    ['11.3.0-base-ubuntu18.04', 'withdrawn'],
    ['11.5.0-cudnn8-devel-centos8', 'withdrawn'],
    ['11.0-base', 'withdrawn'],
    ['11.2.0-base', 'withdrawn'],
    ['11.2-cudnn8-devel-ubuntu18.04', 'two-part'],
    ['12.1-base', 'two-part'],
    ['11.0', 'two-part'],
    ['12.4', 'two-part'],
    ['13.1-base-ubuntu24.04', 'two-part'],
    ['12.4.1-base', 'no-os'],
    ['12.4.1', 'no-os'],
    ['12', 'no-os'],
    ['latest', 'latest'],
  ])('%s is removed: %s', (tag, reason) => expect(facts.cudaImage(tag)).toMatchObject({ status: 'removed', reason }))

  it.each([
    ['12.8.1-cudnn8-devel-ubuntu22.04', 'flavor'],
    ['12.4.0-cudnn8-runtime-ubuntu22.04', 'flavor'],
    ['12.4.1-cudnn9-runtime-ubuntu22.04', 'flavor'],
    ['12.3.2-cudnn-runtime-ubuntu22.04', 'flavor'],
    ['12.5.1-cudnn-devel-ubuntu24.04', 'flavor'],
    ['13.1.0-cudnn-runtime-ubuntu24.04', 'flavor'],
    ['12.4.1-cudnn-base-ubuntu22.04', 'flavor'],
    ['12.4.1-ubuntu22.04', 'flavor'],
    ['11.2.2-cudnn8-devel-ubuntu22.04', 'os'],
    ['11.8.0-cudnn8-runtime-ubuntu24.04', 'os'],
    ['12.4.1-base-centos7', 'os'],
    ['11.6.2-cudnn8-runtime-ubuntu22.04', 'os'],
  ])('%s never was: %s', (tag, reason) => expect(facts.cudaImage(tag)).toEqual({ tag, status: 'never', reason }))

  it.each([
    // patches of old minors that came after the table
    '12.8.2-base-ubuntu20.04',
    '12.9.2-devel-ubi9',
    '13.0.3-runtime',
    '13.0.3-runtime-ubuntu22.04',
    '13.0.3-cudnn-runtime-ubi9',
    '13.1.1-cudnn-runtime-ubuntu24.04',
    '13.1.2-base-ubuntu24.04',
    '12.8.2',
    '12.8.2-base',
    '13.2.1-base',
    // patches that nobody has seen: a patch of an old minor may come at any time
    '11.8.1-base-ubuntu22.04',
    '12.6.4-base-ubuntu22.04',
    '12.7.0-base-ubuntu22.04',
    '11.1.0-base-ubuntu20.04',
    '12.0.2',
    // past everything
    '13.5.0-base-ubuntu24.04',
    '14.0.0-base-ubuntu26.04',
    '14.0-base-ubuntu26.04',
    '13.5-base',
    '14',
    '12.7-base-ubuntu22.04',
    // an OS the table never saw, on a version it knows whole
    '13.1.0-base-ubuntu26.04',
    '12.9.1-cudnn-devel-ubuntu26.04',
    '12.4.1-base-debian12',
    '12.4.1-base-ubuntu22',
    // a hole in NVIDIA's list: versions before and after have the OS
    '13.0.2-base-ubi10',
    '13.0.2-cudnn-devel-rockylinux10',
    '11.5.2-base-centos8',
    // no tag of the grammar
    '12.4.1-base-ubuntu22.04-arm64',
    '11.0-base-ubuntu18.04-rc',
    'my-tag',
    '',
    '12.4.1-runtime-cudnn8-ubuntu20.04',
    '12-base-ubuntu22.04',
  ])('of %j nothing is said', (tag) => expect(facts.cudaImage(tag)).toEqual({ tag, status: 'unknown', seen: false }))

  it.each([
    '12.8.2-base-ubuntu22.04',
    '13.0.3-runtime-ubuntu24.04',
    '13.3.0-base-ubuntu26.04',
    '13.4.1-devel-ubuntu26.04',
    '12.9.2-cudnn-runtime-ubuntu24.04',
  ])('%s is used in public files, so it is not called missing', (tag) =>
    expect(facts.cudaImage(tag)).toEqual({ tag, status: 'unknown', seen: true }),
  )

  it('never calls a tag that can be pulled missing', () => {
    for (const { tag, status } of all)
      if (status !== 'removed') expect(['active', 'eol-listed', 'partial']).toContain(facts.cudaImage(tag).status)
  })
})

describe('cudnnNaming', () => {
  it.each([
    ['12.2.2', ['cudnn8']],
    ['12.3.2', ['cudnn9']],
    ['12.4.1', ['cudnn']],
    ['12.4', ['cudnn']],
    ['10.2', ['cudnn7', 'cudnn8']],
    ['12.4.0', 'none'],
    ['12.2.0', 'none'],
    ['13.1.0', 'none'],
    ['12.8.2', 'unknown'],
    ['14.0', 'unknown'],
  ])('%s: %j', (cuda, expected) => expect(facts.cudnnNaming(cuda)).toEqual(expected))
})

describe('cudaImageEnv', () => {
  it.each([
    ['12.8.0-base-ubuntu22.04', '/usr/local/nvidia/lib:/usr/local/nvidia/lib64'],
    ['12.8.1-base-ubuntu22.04', '/usr/local/cuda/lib64'],
    ['12.9.1-base-ubuntu22.04', '/usr/local/cuda/lib64'],
    ['13.0.0-base-ubuntu22.04', '/usr/local/nvidia/lib:/usr/local/nvidia/lib64:/usr/local/cuda/lib64'],
    ['10.2-base-ubuntu18.04', '/usr/local/nvidia/lib:/usr/local/nvidia/lib64'],
  ])('%s', (tag, libraries) =>
    expect(facts.cudaImageEnv(tag)).toMatchObject({ LD_LIBRARY_PATH: libraries, NVIDIA_VISIBLE_DEVICES: 'all' }),
  )

  it('names CUDA and cuDNN where the tag does', () => {
    expect(facts.cudaImageEnv('12.4.1-cudnn-runtime-ubuntu22.04')).toEqual({
      PATH: '/usr/local/nvidia/bin:/usr/local/cuda/bin:${PATH}',
      LD_LIBRARY_PATH: '/usr/local/nvidia/lib:/usr/local/nvidia/lib64',
      NVIDIA_VISIBLE_DEVICES: 'all',
      NVIDIA_DRIVER_CAPABILITIES: 'compute,utility',
      NVIDIA_REQUIRE_CUDA: 'cuda>=12.4',
      CUDA_VERSION: '12.4.1',
      NV_CUDNN_VERSION: '9.1.0.70',
    })
    expect(facts.cudaImageEnv('10.2-base-ubuntu18.04')).not.toHaveProperty('CUDA_VERSION')
  })

  it.each([
    '13.0.3-cudnn-devel-ubuntu22.04',
    '12.8.2-base-ubuntu22.04',
    'latest',
    '7.5-devel-ubuntu14.04',
    '12.1-base',
  ])('of %s nothing is known', (tag) => expect(facts.cudaImageEnv(tag)).toBeUndefined())
})
