import { describe, expect, it } from 'vitest'
import { findings, project, refusal } from './support/project'

const FRAMEWORK = { framework: 'pytorch' } as const

describe('what a release of PyTorch lacks', () => {
  const readme = (wish: object) => project({ framework: 'pytorch', ...wish }).text('README.md')

  it('is said where it has it at all, and where the file has a place for it', () => {
    expect(readme({ version: '2.5' })).toMatch(/torch\.compile needs a C compiler .* before `USER`/)
    expect(readme({ version: '2.5', nonRoot: false })).toContain('before `CMD`')
    expect(readme({ version: '1.13' })).not.toContain('torch.compile')
  })

  it('is NumPy 2 before 2.3', () => {
    const dockerfile = (version: string) => project({ framework: 'pytorch', version }).text('Dockerfile')
    expect(dockerfile('2.2')).toMatch(/torch==2\.2\S* torchvision==\S+ "numpy<2"\n/)
    expect(dockerfile('2.3')).not.toContain('numpy')
  })
})

describe('pytorch', () => {
  it('takes the index of the CUDA that was wished, and none for the build of PyPI', () => {
    expect(project({ ...FRAMEWORK, version: '2.5.1', cuda: '12.1' }).text('Dockerfile')).toContain(
      'pip install --index-url https://download.pytorch.org/whl/cu121 torch==2.5.1 torchvision==0.20.1',
    )
    expect(project({ ...FRAMEWORK, version: '2.0.1', cuda: '11.7' }).text('Dockerfile')).toContain(
      'pip install torch==2.0.1 torchvision==0.15.2 "numpy<2"\n',
    )
  })

  it('takes a minor for its last patch, and the build that pip would take', () => {
    const { plan } = project({ ...FRAMEWORK, version: '2.5' })
    expect([plan.framework.version, plan.cuda]).toEqual(['2.5.1', '12.4'])
  })

  it('takes a Python of the range: an old release gets an old one, and its image', () => {
    const { plan } = project({ ...FRAMEWORK, version: '1.12.1' })
    expect(plan.stages[0]?.from).toBe('python:3.10-slim-trixie')
    expect(project({ ...FRAMEWORK, os: 'debian12' }).plan.stages[0]?.from).toBe('python:3.12-slim-bookworm')
  })

  it('follows the driver and the cards of the target', async () => {
    const choose = (target: Parameters<typeof project>[1]) => {
      const { framework, cuda } = project(FRAMEWORK, target).plan
      return [framework.version, cuda]
    }
    expect(choose({ driver: '535.183.01' })).toEqual(['2.11.0', '12.8'])
    expect(choose({ driver: '470.256.02' })).toEqual(['2.7.1', '11.8'])
    expect(choose({ gpus: ['RTX 5090'] })).toEqual(['2.11.0', '12.8'])
    expect(choose({ gpus: ['Tesla K80'] })[1]).toBe('11.8')
    expect(choose({ gpus: ['GTX 1080'] })[1]).toBe('12.6')
    expect(choose({ gpus: ['Tesla V100', 'RTX 5090'], driver: '580.95.05' })[1]).toBe('12.8')
    const target = { driver: '470.256.02', gpus: ['RTX 3090'] }
    expect(await findings(project(FRAMEWORK, target), target)).toEqual([])
  })

  it('refuses what no wheel or host can do, and says what is nearest', () => {
    expect(refusal({ ...FRAMEWORK, cuda: '12.4' }, { driver: '470.256.02' })).toEqual({
      why: 'PyTorch 2.6.0 does not run there: CUDA 12 needs driver 525.60.13 or later, and the target has 470.256.02.',
      nearest: { ...FRAMEWORK, version: '2.7.1', cuda: '11.8' },
    })
    expect(refusal({ ...FRAMEWORK, version: '2.11', cuda: '12.4' })).toEqual({
      why: 'PyTorch 2.11 has no build for CUDA 12.4: there is one for 12.6, 12.8, 12.9 and 13.0.',
      nearest: { ...FRAMEWORK, version: '2.11.0', cuda: '12.6' },
    })
    expect(refusal({ ...FRAMEWORK, version: '2.11', python: '3.8' }).why).toBe(
      'PyTorch 2.11 has no build for Python 3.8: there is one for 3.10, 3.11, 3.12, 3.13 and 3.14.',
    )
    expect(refusal({ ...FRAMEWORK, version: '9.1' }).nearest).toEqual({ ...FRAMEWORK, version: '2.13.0' })
    expect(refusal({ ...FRAMEWORK, version: '1.12.1', mode: 'notebook', python: '3.8' }).why).toContain(
      'needs Python >=3.10',
    )
    expect(refusal(FRAMEWORK, { platform: 'jetson' }).why).toContain('JetPack')
  })

  it('keeps CUDA out of the base, since the wheels bring it along', () => {
    expect(project(FRAMEWORK).text('Dockerfile')).not.toMatch(/nvidia\/cuda/)
  })
})
