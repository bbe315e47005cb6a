import { describe, expect, it } from 'vitest'
import { facts } from '../../src/facts'

const first = (tag: string) => facts.nearestCudaImages(tag, 1)[0]?.tag

describe('nearestCudaImages', () => {
  it.each([
    // a two-part version means the highest live patch of its minor
    ['11.2-cudnn8-devel-ubuntu18.04', '11.2.2-cudnn8-devel-ubuntu18.04'],
    ['11.0-cudnn8-runtime-ubuntu16.04', '11.0.3-cudnn8-runtime-ubuntu16.04'],
    ['11.0-base-ubuntu20.04', '11.0.3-base-ubuntu20.04'],
    ['11.4-devel-ubuntu20.04', '11.4.3-devel-ubuntu20.04'],
    // without an OS the newest Ubuntu of that minor
    ['12.1-base', '12.1.1-base-ubuntu22.04'],
    ['11.0', '11.0.3-base-ubuntu20.04'],
    ['12.4.1', '12.4.1-base-ubuntu22.04'],
    ['12', '12.9.1-base-ubuntu24.04'],
    ['latest', '13.1.0-base-ubuntu24.04'],
    // cuDNN named as the version names it
    ['12.8.1-cudnn8-devel-ubuntu22.04', '12.8.1-cudnn-devel-ubuntu22.04'],
    ['12.4.0-cudnn8-runtime-ubuntu22.04', '12.4.1-cudnn-runtime-ubuntu22.04'],
    ['12.4.0-cudnn8-devel-rockylinux8', '12.4.1-cudnn-devel-rockylinux8'],
    ['12.4.1-cudnn9-runtime-ubuntu22.04', '12.4.1-cudnn-runtime-ubuntu22.04'],
    // the OS is kept where a newer minor of the major has it
    ['11.2.2-cudnn8-devel-ubuntu22.04', '11.7.1-cudnn8-devel-ubuntu22.04'],
    ['12.4.1-cudnn-devel-ubuntu24.04', '12.6.3-cudnn-devel-ubuntu24.04'],
    // but cuDNN 8 is not given up for it, nor the CUDA major
    ['12.1.1-cudnn8-devel-ubuntu24.04', '12.1.1-cudnn8-devel-ubuntu22.04'],
    ['11.8.0-cudnn8-runtime-ubuntu24.04', '11.8.0-cudnn8-runtime-ubuntu22.04'],
    // else the next newer OS of the family
    ['12.1-cudnn8-devel-ubuntu18.04', '12.1.1-cudnn8-devel-ubuntu20.04'],
    ['11.4.0-base-centos8', '11.4.3-base-rockylinux8'],
    ['12.4.1-cudnn-runtime-centos7', '12.4.1-cudnn-runtime-rockylinux8'],
    // a major that is gone: the newest on the same OS
    ['10.2-cudnn7-devel-ubuntu18.04', '12.0.1-cudnn8-devel-ubuntu18.04'],
    ['9.0-base', '13.1.0-base-ubuntu24.04'],
    // versions the table does not know
    ['11.8.1-base-ubuntu22.04', '11.8.0-base-ubuntu22.04'],
    ['13.1.0-cudnn-devel-ubuntu24.04', '13.0.2-cudnn-devel-ubuntu24.04'],
    // an image that lives on its last days has a live neighbour
    ['12.4.0-base-ubuntu22.04', '12.4.1-base-ubuntu22.04'],
    ['13.0.0-tensorrt-devel-ubuntu22.04', '13.0.0-cudnn-devel-ubuntu22.04'],
    ['12.4.1-cudnn-base-ubuntu22.04', '12.4.1-cudnn-runtime-ubuntu22.04'],
  ])('%s → %s', (tag, expected) => expect(first(tag)).toBe(expected))

  it('offers only what can be pulled, of the same flavour, never the tag itself', () => {
    const near = facts.nearestCudaImages('12.4.0-devel-ubuntu22.04', 50)
    expect(near).toHaveLength(50)
    for (const image of near) {
      expect(['active', 'eol-listed']).toContain(facts.cudaImage(image.tag).status)
      expect(image.flavor).toBe('devel')
      expect(image.tag).not.toBe('12.4.0-devel-ubuntu22.04')
    }
  })

  it('gives the same answer twice and nothing for what is no tag', () => {
    expect(facts.nearestCudaImages('11.2-base', 9)).toEqual(facts.nearestCudaImages('11.2-base', 9))
    expect(facts.nearestCudaImages('my-tag', 3)).toEqual([])
    expect(facts.nearestCudaImages('12.1-base', 0)).toEqual([])
  })
})
