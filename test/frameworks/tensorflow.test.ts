import { describe, expect, it } from 'vitest'
import { findings, project, refusal } from './support/project'

const FRAMEWORK = { framework: 'tensorflow' } as const

describe('tensorflow', () => {
  it('names the Pythons of its base images, and no others', () => {
    expect(refusal({ framework: 'tensorflow', version: '2.13', python: '3.8' }).why).toMatch(
      /no build for Python 3\.8: there is one for 3\.10\.$/,
    )
  })

  it('installs the extra that brings CUDA along, on a slim Python', () => {
    const text = project({ ...FRAMEWORK, version: '2.15.1' }).text('Dockerfile')
    expect(text).toContain('pip install "tensorflow[and-cuda]==2.15.1"')
    expect(text).toContain('FROM python:3.11-slim-trixie AS build')
  })

  it('stands on the image with the tested CUDA where the extra does not exist yet', async () => {
    const made = project({ ...FRAMEWORK, version: '2.13' })
    expect(made.text('Dockerfile')).toContain('FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04 AS build')
    expect(made.text('Dockerfile')).toContain('pip install tensorflow==2.13.0')
    for (const mode of ['serve', 'train'] as const)
      expect(await findings(project({ ...FRAMEWORK, version: '2.13', mode }))).toEqual([])
  })

  it('grows into the memory of the GPU, with and without one', () => {
    expect(project(FRAMEWORK).text('docker-compose.yml')).toContain('TF_FORCE_GPU_ALLOW_GROWTH: "true"')
    expect(project({ ...FRAMEWORK, cpuFallback: true }).text('compose.yaml')).not.toContain('REQUIRE_GPU')
  })

  it('refuses what was never built, and says what is nearest', () => {
    expect(refusal({ ...FRAMEWORK, version: '2.4', cuda: '12' })).toEqual({
      why: 'TensorFlow 2.4 was built for CUDA 11.0 and cuDNN 8.0, and gpu-compose writes projects from TensorFlow 2.12 on.',
      nearest: { ...FRAMEWORK, version: '2.15.0', cuda: '12.2' },
    })
    expect(refusal({ ...FRAMEWORK, version: '2.16.1' }).why).toContain('tensorflow/tensorflow#63362')
    expect(refusal({ ...FRAMEWORK, version: '2.15', cuda: '11.8' }).why).toBe(
      'TensorFlow 2.15 has no build for CUDA 11.8: there is one for 12.2.',
    )
    expect(refusal({ ...FRAMEWORK, version: '2.18' }, { driver: '470.256.02' }).nearest).toMatchObject({
      version: '2.14.0',
    })
  })

  it('counts the start check of the image', () => {
    expect(refusal({ ...FRAMEWORK, version: '2.13' }, { driver: '510.108.03' }).why).toBe(
      'TensorFlow 2.13.0 does not run there: nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04 asks at its start for driver 520.61.05 or later, and the target has 510.108.03.',
    )
    expect(project({ ...FRAMEWORK, version: '2.13' }, { driver: '470.256.02' }).plan.cuda).toBe('11.8')
  })

  it('stands on the image of AMD, whose releases are its own', () => {
    const made = project({ ...FRAMEWORK, vendor: 'amd' })
    expect(made.text('Dockerfile')).toContain('FROM rocm/tensorflow:rocm7.14.1-ubuntu24.04-py3.12-tf2.20\n')
    expect(made.text('Dockerfile')).not.toMatch(/pip install (?!-r)|venv/)
    expect(made.text('gpu_check.py')).toContain("built for ROCm: {tf.sysconfig.get_build_info().get('is_rocm_build'")
    expect(project({ ...FRAMEWORK, vendor: 'amd', gpus: 'none' }).text('Dockerfile')).toContain('tensorflow==2.20.0')
    expect(refusal({ ...FRAMEWORK, vendor: 'amd', version: '2.16.1' }).why).toBe(
      'The facts (2026-11-28) know TensorFlow 2.19.1 to 2.20.0, and not 2.16.1.',
    )
    expect(refusal({ ...FRAMEWORK, vendor: 'amd', version: '2.20.7' }).why).toContain('and not 2.20.7')
  })

  it('says why there is nothing for Intel', () => {
    expect(refusal({ ...FRAMEWORK, vendor: 'intel' }).why).toContain('(the extension of Intel ends with 2.15: intel/')
  })

  it('lets the user of an image of AMD share its number', () => {
    const text = project({ ...FRAMEWORK, vendor: 'amd', nonRoot: true }).text('Dockerfile')
    expect(text).toContain('useradd --uid "$UID" --non-unique --gid app --create-home app')
    expect(project({ ...FRAMEWORK, version: '2.13' }).text('Dockerfile')).not.toContain('--non-unique')
  })
})
