import { describe, expect, it } from 'vitest'
import { findings, project, refusal } from './support/project'

const FRAMEWORK = { framework: 'onnxruntime' } as const

describe('onnxruntime', () => {
  it('stands on an image with the majors of CUDA and cuDNN that the wheel was built for', async () => {
    const text = (version: string) => project({ ...FRAMEWORK, version }).text('Dockerfile')
    expect(text('1.20')).toMatch(
      /FROM nvidia\/cuda:12\.[\d.]+-cudnn-runtime-ubuntu24\.04[\s\S]*onnxruntime-gpu==1\.20\.1/,
    )
    expect(text('1.18')).toContain('FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04')
    for (const version of ['1.18', '1.20', '1.23'])
      expect(await findings(project({ ...FRAMEWORK, version }))).toEqual([])
  })

  it('moves the user of Ubuntu 24.04 out of the way of our own', () => {
    expect(project(FRAMEWORK).text('Dockerfile')).toContain('RUN userdel --remove ubuntu')
    expect(project({ ...FRAMEWORK, version: '1.18' }).text('Dockerfile')).not.toContain('userdel')
  })

  it('installs the build for the CPU where no GPU is wished', () => {
    const text = project({ ...FRAMEWORK, gpus: 'none' }).text('Dockerfile')
    expect(text).toContain('pip install onnxruntime==1.23.2')
    expect(text).toContain('FROM python:3.12-slim-trixie')
    expect(text).not.toContain('nvidia')
  })

  it('suits the driver, by its start check too', () => {
    expect(project(FRAMEWORK, { driver: '535.183.01' }).plan.cuda).toBe('12.6')
    expect(project(FRAMEWORK, { driver: '470.256.02' }).plan.framework.version).toBe('1.18.1')
    expect(refusal({ ...FRAMEWORK, version: '1.20' }, { driver: '470.256.02' }).nearest).toMatchObject({
      version: '1.18.1',
    })
  })
})
