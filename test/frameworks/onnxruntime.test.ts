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

  it('computes with MIGraphX on the image of AMD, and keeps what it compiles', () => {
    const made = project({ ...FRAMEWORK, vendor: 'amd' })
    expect(made.text('Dockerfile')).toContain('FROM rocm/onnxruntime:rocm7.2.4_ub24.04_ort1.23_torch2.10.0\n')
    expect(made.text('Dockerfile')).not.toMatch(/pip install (?!-r)/)
    expect(made.text('docker-compose.yml')).toMatch(
      /ORT_MIGRAPHX_MODEL_CACHE_PATH: \/cache(?:.*\n)*.*- cache:\/cache\n/,
    )
    expect(made.text('gpu_check.py')).toContain('providers=["MIGraphXExecutionProvider"]')
    const none = project({ ...FRAMEWORK, vendor: 'amd', gpus: 'none' })
    expect(none.text('Dockerfile')).toMatch(/FROM python:3\.12-slim(?:.*\n)*.*onnxruntime==1\.23\.2\n/)
    expect(none.text('docker-compose.yml')).not.toContain('cache')
  })

  it('computes with OpenVINO on a GPU of Intel, with its driver and the loader of OpenCL', () => {
    const made = project({ ...FRAMEWORK, vendor: 'intel' })
    expect(made.text('Dockerfile')).toMatch(
      /libze1 libze-intel-gpu1 intel-opencl-icd ocl-icd-libopencl1(?:.*\n)*.*pip install onnxruntime-openvino==1\.24\.1\n/,
    )
    expect(made.text('gpu_check.py')).toMatch(
      /any\(device\.startswith\("GPU"\)(?:.*\n)*.*\("OpenVINOExecutionProvider", \{"device_type": "GPU"\}\)/,
    )
    expect(made.text('serve.py')).toContain('{"device_type": "GPU"})] if os.path.exists("/dev/dri") else []')
    expect(made.text('requirements.txt')).toContain('it hides onnxruntime-openvino')
    expect(project({ ...FRAMEWORK, vendor: 'intel', gpus: 'none' }).text('Dockerfile')).toContain('onnxruntime==1.24.1')
  })
})
