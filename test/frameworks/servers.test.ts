import { describe, expect, it } from 'vitest'
import { mistakesOf } from '../../src/workload'
import { findings, project, refusal } from './support/project'

describe('vllm', () => {
  it('keeps the models, has shared memory and waits for the download', () => {
    const text = project({ framework: 'vllm' }).text('docker-compose.yml')
    expect(text).toContain('image: vllm/vllm-openai:v0.30.0-cu129\n')
    expect(text).toContain('- huggingface:/root/.cache/huggingface')
    expect(text).toContain('shm_size: 16gb')
    expect(text).toContain('start_period: 600s')
  })

  it('takes the build of the CUDA that was wished, and refuses cards and drivers that it does not serve', async () => {
    const made = project({ framework: 'vllm', cuda: '13.0' })
    expect(made.plan.image).toBe('vllm/vllm-openai:v0.30.0')
    expect(refusal({ framework: 'vllm', cuda: '13.0' }, { driver: '550.54.15' }).nearest).toMatchObject({
      cuda: '12.9',
    })
    expect(refusal({ framework: 'vllm' }, { gpus: ['GTX 1080'] }).why).toContain('compute capability 7.0')
    expect(refusal({ framework: 'vllm', gpus: 'none' }).why).toBe('vLLM needs a GPU.')
    expect(project({ framework: 'vllm' }, { driver: '550.54.15' }).text('docker-compose.yml')).toContain(
      '# Doubt: 12.9 - vllm/vllm-openai:v0.30.0-cu129 asks for driver branch 575 or later',
    )
  })
})

describe('ollama', () => {
  it('is kept off the GPU where none is wished, and says the driver that it asks for', () => {
    const none = project({ framework: 'ollama', gpus: 'none' }).text('docker-compose.yml')
    expect(none).toContain('NVIDIA_VISIBLE_DEVICES: void')
    expect(project({ framework: 'ollama' }).text('docker-compose.yml')).not.toContain('NVIDIA_VISIBLE_DEVICES')
    expect(project({ framework: 'ollama' }, { driver: '535.183.01' }).text('docker-compose.yml')).toContain(
      '# Doubt: ollama/ollama:0.33.1 - ollama/ollama:0.33.1 asks for driver branch 550 or later',
    )
  })
})

describe('llama.cpp', () => {
  it('has a service name and a specification that can be used again', () => {
    const { plan, text } = project({ framework: 'llama.cpp' })
    expect(text('docker-compose.yml')).toContain('\n  llama-cpp:\n')
    expect(mistakesOf(plan.workload)).toEqual([])
    expect(text('docker-compose.yml')).toContain('gpu-compose new llama.cpp==11206 --mode serve --cuda 12.8 --wiring')
  })

  it('takes the build of CUDA 13 where it is wished', async () => {
    const made = project({ framework: 'llama.cpp', cuda: '13' })
    expect(made.plan.image).toBe('ghcr.io/ggml-org/llama.cpp:server-cuda13-b11206')
    expect(await findings(made)).toEqual([])
  })
})

describe('tgi', () => {
  it('keeps the models and listens at port 80 of the container', () => {
    const text = project({ framework: 'tgi' }).text('docker-compose.yml')
    expect(text).toContain('- models:/data')
    expect(text).toContain('- "8080:80"')
    expect(refusal({ framework: 'tgi', cpuFallback: true }).why).toContain('needs a GPU')
  })
})
