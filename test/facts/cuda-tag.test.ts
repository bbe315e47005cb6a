import { describe, expect, it } from 'vitest'
import { facts } from '../../src/facts'

describe('parseCudaTag', () => {
  it.each([
    [
      '12.4.1-cudnn-devel-ubuntu22.04',
      {
        version: '12.4.1',
        parts: 3,
        patch: true,
        cudnn: 'cudnn',
        kind: 'devel',
        flavor: 'cudnn-devel',
        os: 'ubuntu22.04',
      },
    ],
    [
      '10.2-cudnn7-devel-ubuntu18.04',
      {
        version: '10.2',
        parts: 2,
        patch: false,
        cudnn: 'cudnn7',
        kind: 'devel',
        flavor: 'cudnn7-devel',
        os: 'ubuntu18.04',
      },
    ],
    [
      '11.0.3-cudnn8-runtime',
      { version: '11.0.3', parts: 3, patch: true, cudnn: 'cudnn8', kind: 'runtime', flavor: 'cudnn8-runtime' },
    ],
    ['9.0-base', { version: '9.0', parts: 2, patch: false, kind: 'base', flavor: 'base' }],
    ['12.4.1-ubuntu22.04', { version: '12.4.1', parts: 3, patch: true, os: 'ubuntu22.04' }],
    [
      '13.0.0-tensorrt-runtime-ubuntu24.04',
      { version: '13.0.0', parts: 3, patch: true, kind: 'runtime', flavor: 'tensorrt-runtime', os: 'ubuntu24.04' },
    ],
    ['11', { version: '11', parts: 1, patch: false }],
    ['12.6.0-base-cm2', { version: '12.6.0', parts: 3, patch: true, kind: 'base', flavor: 'base', os: 'cm2' }],
  ])('%s', (tag, expected) => expect(facts.parseCudaTag(tag)).toEqual(expected))

  it.each([
    'latest',
    '',
    '11.0-rc-base',
    '12.4.1-base-ubuntu22.04-arm64',
    'my-12.4.1',
    '12.4.1.2-base',
    '12.4.1-runtime-cudnn8-ubuntu20.04',
    '12.4.1-',
  ])('%j is no tag of the grammar', (tag) => expect(facts.parseCudaTag(tag)).toBeUndefined())
})
