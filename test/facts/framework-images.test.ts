import { describe, expect, it } from 'vitest'
import { compareVersions, facts } from '../../src/facts'

const NGC = 'nvcr.io/nvidia/pytorch'

describe('frameworkImage', () => {
  it.each([
    [
      'pytorch/pytorch',
      '2.6.0-cuda12.4-cudnn9-devel',
      { framework: 'PyTorch', version: '2.6.0', cuda: '12.4', cudnn: '9' },
    ],
    ['tensorflow/tensorflow', '2.17.0-gpu-jupyter', { framework: 'TensorFlow', version: '2.17.0' }],
    [NGC, '24.07-py3', { version: '2.4.0a0', cuda: '12.5.1', python: '3.10', ubuntu: '22.04' }],
    [NGC, '21.09-py3', { cuda: '11.4.2', cudnn: '8.2.4.15', driver: '470' }],
    ['nvcr.io/nvidia/tensorflow', '25.02-tf2-py3', { version: '2.17.0', cuda: '12.8.0' }],
    ['nvcr.io/nvidia/tensorflow', '20.03-tf1-py3', { cuda: '10.2', cudnn: '7.6.5', ended: true }],
  ])('knows %s:%s', (name, tag, known) => {
    expect(facts.frameworkImage(name, tag)).toMatchObject({ status: 'known', tag, ...known })
  })

  it('says where each figure is from', () => {
    const image = facts.frameworkImage(NGC, '24.07-py3')
    expect(image.status === 'known' && image.source).toMatch(/release notes of PyTorch 20\.12 and 24\.10/)
    for (const one of facts.frameworkImages(NGC)) expect(one.source.length, one.tag).toBeGreaterThan(20)
  })

  it('tells what Docker Hub lacked from what is not known', () => {
    expect(facts.frameworkImage('tensorflow/tensorflow', '2.5.2-gpu')).toEqual({
      status: 'missing',
      date: '2022-12-22',
      source: 'tensorflow/tensorflow#58958',
    })
    for (const [name, tag] of [
      ['tensorflow/tensorflow', '2.99.0-gpu'],
      ['tensorflow/tensorflow', '2.17.0'],
      ['pytorch/pytorch', '2.5.2-gpu'],
      ['pytorch/pytorch', '2.6.0-cuda13.0-cudnn9-devel'],
      [NGC, '24.07-py3-igpu'],
      ['mirror.local/nvidia/pytorch', '24.07-py3'],
      ['constructor', 'name'],
    ])
      expect(facts.frameworkImage(name ?? '', tag ?? ''), `${name}:${tag}`).toEqual({ status: 'unknown' })
  })
})

describe('frameworkImages', () => {
  it.each(['pytorch/pytorch', 'tensorflow/tensorflow', NGC, 'nvcr.io/nvidia/tensorflow'])(
    '%s, newest first',
    (name) => {
      const tags = facts.frameworkImages(name).map(({ tag }) => tag)
      expect(new Set(tags).size).toBe(tags.length)
      const versions = tags.map((tag) => tag.split('-')[0] ?? '')
      expect(versions).toEqual([...versions].sort((a, b) => compareVersions(b, a)))
    },
  )

  it('are none for other images', () => expect(facts.frameworkImages('toString')).toEqual([]))

  it('name CUDA versions and systems that the other tables know', () => {
    for (const { tag, cuda, ubuntu } of facts.frameworkImages(NGC)) {
      if (cuda) expect(facts.architectures(cuda), tag).toBeDefined()
      if (ubuntu) expect(facts.osEol(`ubuntu${ubuntu}`), tag).toBeDefined()
    }
  })
})
