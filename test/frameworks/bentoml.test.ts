import { describe, expect, it } from 'vitest'
import { findings, project, refusal } from './support/project'

const FRAMEWORK = { framework: 'bentoml' } as const

describe('bentoml', () => {
  it('describes the image of a bento in service.py from 1.4 on, in bentofile.yaml before', async () => {
    const paths = (version: string) => project({ ...FRAMEWORK, version }).files.map(({ path }) => path)
    expect(paths('1.4.38')).not.toContain('bentofile.yaml')
    expect(project(FRAMEWORK).text('service.py')).toContain(
      'image = bentoml.images.Image(python_version="3.12").python_packages("torch==2.10.0")',
    )
    const older = project({ ...FRAMEWORK, version: '1.3' })
    expect(older.text('bentofile.yaml')).toContain('    - torch==2.10.0\n')
    expect(older.text('service.py')).not.toContain('bentoml.images')
    expect(await findings(older)).toEqual([])
  })

  it('takes the PyTorch whose build on PyPI has the CUDA that was wished', () => {
    expect(project({ ...FRAMEWORK, cuda: '12.4' }).text('Dockerfile')).toContain('pip install torch==2.6.0\n')
    expect(project({ ...FRAMEWORK, cuda: '13' }).text('Dockerfile')).toContain('pip install torch==2.13.0\n')
  })

  it('stands on Pythons that both know', () => {
    expect(refusal({ ...FRAMEWORK, version: '1.3.0', python: '3.13' }).why).toContain(
      'there is one for 3.10, 3.11 and 3.12',
    )
  })

  it('says what to do with a bundle that was packed before 1.0, and that runners are gone', () => {
    expect(refusal({ ...FRAMEWORK, version: '0.13.1' })).toMatchObject({
      why: expect.stringMatching(/^BentoML 0\.13\.1 packs a bundle .* "gpu-compose fix --unsafe" in the folder/),
      nearest: { version: '1.2.0' },
    })
    expect(refusal({ ...FRAMEWORK, version: '1.1' }).why).toMatch(/^BentoML 1\.1 binds .* from 1\.2 on\.$/)
  })
})
