import { describe, expect, it } from 'vitest'
import { findings, project, refusal } from './support/project'

const FRAMEWORK = { framework: 'cuda' } as const

describe('cuda', () => {
  it('builds in devel and runs in runtime of the same release', () => {
    const text = project(FRAMEWORK).text('Dockerfile')
    expect(text).toContain('FROM nvidia/cuda:12.8.1-devel-ubuntu24.04 AS build')
    expect(text).toMatch(/\nFROM nvidia\/cuda:12\.8\.1-runtime-ubuntu24\.04\n/)
    expect(text).toContain('userdel --remove ubuntu')
    expect(text).toContain('nvcc -O3 -arch=all-major -o /out/app main.cu')
  })

  it('has images for every release, and each of its projects checks clean', async () => {
    for (const version of ['13.0', '12.9', '12.6', '12.4', '12.2', '11.8'])
      expect(await findings(project({ ...FRAMEWORK, version })), version).toEqual([])
  })

  it('follows the driver and the cards of the target', async () => {
    const target = { driver: '470.256.02', gpus: ['RTX 3090'] }
    const made = project(FRAMEWORK, target)
    expect(made.plan.cuda).toMatch(/^11\./)
    expect(await findings(made, target)).toEqual([])
    expect(project(FRAMEWORK, { gpus: ['RTX 5090'] }).plan.cuda).toBe('12.8')
    expect(refusal({ ...FRAMEWORK, version: '13.0' }, { gpus: ['GTX 1080'] }).why).toContain('no longer runs')
    expect(refusal({ ...FRAMEWORK, gpus: 'none' }).why).toBe('CUDA C++ needs a GPU.')
  })
})
