import { describe, expect, it } from 'vitest'
import { findings, project, refusal } from './support/project'

const FRAMEWORK = { framework: 'triton' } as const

describe('triton', () => {
  it('mounts the model repository, opens the three ports and asks whether it is ready', () => {
    const text = project(FRAMEWORK).text('docker-compose.yml')
    expect(text).toContain('image: nvcr.io/nvidia/tritonserver:25.03-py3')
    expect(text).toContain('command: [tritonserver, "--model-repository=/models"]')
    expect(text).toContain('- ./models:/models:ro')
    expect(text).toMatch(/"8000:8000"\n.*"8001:8001"\n.*"127\.0\.0\.1:8002:8002"/)
    expect(text).toMatch(/\/v2\/health\/ready.*\n(?:.*\n)*.*start_period: 300s/)
    expect(text).toContain('shm_size: 1gb')
  })

  it('names no address of HTTP for the port that speaks gRPC', () => {
    const listens = (wish: object) => /It listens at .*/.exec(project({ ...FRAMEWORK, ...wish }).text('README.md'))?.[0]
    expect(listens({})).toBe('It listens at http://localhost:8000, localhost:8001, http://localhost:8002.')
    expect(listens({ ports: ['9001:8001'] })).toBe('It listens at localhost:9001.')
  })

  it('follows the driver and the cards, and checks clean there', async () => {
    const choose = async (target: Parameters<typeof project>[1]) => {
      const made = project(FRAMEWORK, target)
      expect(await findings(made, target)).toEqual([])
      return made.plan.framework.version
    }
    expect(await choose({ driver: '545.23.08', gpus: ['RTX 4090'] })).toBe('25.03')
    expect(await choose({ driver: '470.256.02', gpus: ['RTX 3090'] })).toBe('21.10')
    expect(await choose({ gpus: ['GTX 1080'] })).toBe('24.10')
    expect(await choose({ gpus: ['RTX 5090'] })).toBe('25.03')
  })

  it('refuses what the release notes rule out or the facts lack, and says what is nearest', () => {
    expect(refusal({ ...FRAMEWORK, version: '24.10' }, { driver: '550.54.15', gpus: ['RTX 4090'] }).why).toBe(
      'NVIDIA Triton 24.10 does not run there: nvcr.io/nvidia/tritonserver:24.10-py3 asks for driver branch 560 or later, and the target has 550.54.15.',
    )
    expect(refusal({ ...FRAMEWORK, version: '26.07' })).toEqual({
      why: 'Which CUDA and driver Triton 26.07 needs is not in the facts (2026-11-22): its release notes were not found.',
      nearest: { ...FRAMEWORK, version: '25.08' },
    })
    expect(refusal({ ...FRAMEWORK, version: '20.01' }).why).toContain('from Triton 20.06 on')
  })

  it('says how an image with fewer backends is had, from the first release that can', () => {
    const readme = (version: string) => project({ ...FRAMEWORK, version }).text('README.md')
    expect(readme('24.10')).toContain('`gpu-compose new triton==24.10 --backends python,onnxruntime`')
    expect(readme('24.10')).toContain('docker compose exec triton ls /opt/tritonserver/backends')
    expect(readme('22.05')).toContain('compose.py')
    expect(readme('22.03')).not.toContain('own `compose.py`')
  })

  it('says a doubt where an older branch may do', () => {
    const { text } = project({ ...FRAMEWORK, version: '24.10' }, { driver: '535.183.01' })
    expect(text('docker-compose.yml')).toMatch(/Doubt: 12\.6 - .*asks for driver branch 560/)
  })
})
