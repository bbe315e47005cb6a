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
})
