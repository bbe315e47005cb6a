import { describe, expect, it } from 'vitest'
import { project, refusal } from './support/project'

const FRAMEWORK = { framework: 'jax' } as const

describe('jax', () => {
  it('takes the extra of the CUDA that was wished, by its major', () => {
    expect(project(FRAMEWORK).text('Dockerfile')).toContain('pip install "jax[cuda12]==0.10.2"')
    expect(project({ ...FRAMEWORK, cuda: '12.8' }).plan.cuda).toBe('12')
    expect(project({ ...FRAMEWORK, cuda: '13' }).text('Dockerfile')).toContain('"jax[cuda13]==0.10.2"')
  })

  it('suits the cards and the driver', () => {
    expect(refusal({ ...FRAMEWORK, cuda: '13' }, { driver: '550.54.14' })).toEqual({
      why: 'JAX 0.10.2 does not run there: CUDA 13 needs driver 580.65.06 or later, and the target has 550.54.14.',
      nearest: { ...FRAMEWORK, version: '0.10.2', cuda: '12' },
    })
    expect(refusal(FRAMEWORK, { gpus: ['GTX 750'] }).why).toContain('starts at compute capability 5.2')
  })

  it('stands on the image of AMD, over which no JAX is installed', () => {
    const made = project({ ...FRAMEWORK, vendor: 'amd' })
    expect(made.text('Dockerfile')).toMatch(
      /FROM rocm\/jax:rocm10\.0-jax0\.11\.0-py3\.12\n(?:(?!FROM|jax)[\s\S])*CMD \["python3"/,
    )
    expect(made.text('Dockerfile')).toContain('# ROCm: 10.0 - comes with the image;')
    expect(made.text('README.md')).toContain('run --rm --no-deps jax python3 gpu_check.py')
    const notebook = project({ ...FRAMEWORK, vendor: 'amd', mode: 'notebook' }).text('Dockerfile')
    expect(notebook).toMatch(/FROM rocm\/jax:(?:.*\n)*.*pip install jupyterlab==(?:.*\n)*.*CMD \["python3", "-c"/)
    expect(project({ ...FRAMEWORK, vendor: 'amd', version: '0.8.2' }).text('Dockerfile')).toContain(
      'rocm7.2.4-jax0.8.2',
    )
  })

  it('asks for the plugin of ROCm only where the container has a GPU', () => {
    const pair = project({ ...FRAMEWORK, vendor: 'amd', cpuFallback: true })
    expect(pair.text('compose.yaml')).toContain('JAX_PLATFORMS: cpu\n')
    expect(pair.text('compose.gpu.yaml')).toContain('JAX_PLATFORMS: rocm,cpu\n')
    const none = project({ ...FRAMEWORK, vendor: 'amd', gpus: 'none' }).text('Dockerfile')
    expect(none).toMatch(/FROM python:3\.12-slim(?:.*\n)*.*pip install jax==0\.11\.0\n/)
    expect(none).not.toMatch(/rocm|undefined/)
    expect(project(FRAMEWORK).text('docker-compose.yml')).not.toContain('JAX_PLATFORMS')
  })

  it('has no system to choose on an image of AMD, and no build for Intel', () => {
    expect(refusal({ ...FRAMEWORK, vendor: 'amd', os: 'ubuntu24.04' }).nearest).toEqual({ ...FRAMEWORK, vendor: 'amd' })
    expect(refusal({ ...FRAMEWORK, vendor: 'intel' }).why).toContain(
      'for NVIDIA and AMD GPUs, not for Intel ones (JAX calls the plugin of Intel experimental: docs.jax.dev, installation): for those there are comfyui, jupyter,',
    )
  })
})
