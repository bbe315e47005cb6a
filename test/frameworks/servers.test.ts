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

describe('the user of an image that is run as it is', () => {
  it('is the one that Triton and vLLM made for this, in compose, docker run and Kubernetes', async () => {
    const triton = project({ framework: 'triton', nonRoot: true, extras: ['kubernetes'] })
    expect(triton.text('docker-compose.yml')).toContain('\n    user: "1000:1000"\n')
    expect(triton.text('docker-compose.yml')).toContain('# User: 1000:1000 - triton-server, whom')
    expect(triton.text('README.md')).toContain(' --user 1000:1000 ')
    expect(triton.text('k8s/deployment.yaml')).toMatch(
      /securityContext:\n +runAsNonRoot: true\n +runAsUser: 1000\n +runAsGroup: 1000\n +fsGroup: 1000\n/,
    )
    const vllm = project({ framework: 'vllm', nonRoot: true, extras: ['kubernetes'] })
    expect(vllm.text('docker-compose.yml')).toContain('\n    user: "2000:0"\n')
    expect(vllm.text('docker-compose.yml')).toContain('- cache:/home/vllm/.cache\n')
    expect(vllm.text('docker-compose.yml')).not.toContain('/root/')
    expect(vllm.text('k8s/deployment.yaml')).toMatch(/runAsUser: 2000\n +runAsGroup: 0\n +fsGroup: 0\n/)
    for (const made of [triton, vllm]) {
      expect(await findings(made)).toEqual([])
      expect(made.text('docker-compose.yml')).toMatch(/^# Written by: .* --non-root/)
      expect(project(made.plan.workload).plan.user).toBe(made.plan.user)
    }
  })

  it('is root on request, which no image forbids', async () => {
    const made = project({ framework: 'own-image', nonRoot: false, extras: ['kubernetes'] })
    expect(made.text('docker-compose.yml')).toContain('\n    user: "0:0"\n')
    expect(made.text('k8s/job.yaml')).toMatch(/securityContext:\n +runAsUser: 0\n/)
    expect(await findings(made)).toEqual([])
  })

  it.each(['ollama', 'llama.cpp', 'tgi', 'own-image'])('is not promised for %s, with the reason', (framework) => {
    const { why, nearest } = refusal({ framework, nonRoot: true })
    expect(why).toMatch(/ root[ :].*\. Leave --non-root out\.$|decided where it is built .*\. Leave --non-root out\.$/)
    expect(nearest).toEqual({ framework })
  })

  it('is not promised for older vLLM, nor for its images for other GPUs', () => {
    expect(refusal({ framework: 'vllm', version: '0.21.0', nonRoot: true }).why).toContain('from 0.26.0 on')
    expect(refusal({ framework: 'vllm', vendor: 'amd', nonRoot: true }).why).toContain('only the one for NVIDIA GPUs')
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
  it('runs on GPUs of Intel without CUDA graphs, and asks the tool of its image', async () => {
    const made = project({ framework: 'tgi', vendor: 'intel' })
    expect(made.text('docker-compose.yml')).toContain('text-generation-inference:3.3.5-intel-xpu\n')
    expect(made.text('docker-compose.yml')).toMatch(/command: \[.*"--cuda-graphs", "0"\]/)
    expect(made.text('docker-compose.yml')).toContain('- /dev/dri:/dev/dri\n')
    expect(made.text('README.md')).toContain('docker compose exec tgi xpu-smi discovery\n')
    expect(await findings(made)).toEqual([])
  })

  it('keeps the models and listens at port 80 of the container', () => {
    const text = project({ framework: 'tgi' }).text('docker-compose.yml')
    expect(text).toContain('- models:/data')
    expect(text).toContain('- "8080:80"')
    expect(refusal({ framework: 'tgi', cpuFallback: true }).why).toContain('needs a GPU')
  })
})
