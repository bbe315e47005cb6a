import { spawnSync } from 'node:child_process'
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

  it.each(['1.0', '1.1'])(
    'binds the service of %s to a runner, with the dependencies that go with it',
    async (minor) => {
      const made = project({ ...FRAMEWORK, version: minor, extras: ['kubernetes', 'devcontainer'] })
      const { version } = made.plan.framework
      expect(version).toBe(minor === '1.0' ? '1.0.25' : '1.1.11')
      expect(made.text('Dockerfile')).toMatch(
        new RegExp(
          `pip install bentoml==${version} aiohttp==\\S+ cattrs==23\\.1\\.2 .* starlette==0\\.25\\.0 .* "setuptools<82"\\n`,
        ),
      )
      expect(made.text('Dockerfile')).toContain('CMD ["bentoml", "serve", "service:svc", "--host"')
      expect(made.text('Dockerfile')).toContain('/readyz')
      expect(made.text('service.py')).toMatch(
        /SUPPORTED_RESOURCES = \("nvidia\.com\/gpu", "cpu"\)[\s\S]*@svc\.api\(input=JSON/,
      )
      expect(made.text('bentofile.yaml')).toMatch(
        /^service: "service:svc"\n[\s\S]* {4}- cattrs==23\.1\.2\n[\s\S]* {4}- setuptools<82\n/,
      )
      expect(made.text('bentofile.yaml')).not.toContain('cuda_version')
      expect(made.text('service.py')).toContain('dtype=self.torch.float32')
      expect(made.text('README.md')).toContain('BENTOML_CONFIG')
      expect(await findings(made)).toEqual([])
    },
  )

  it('with a runner is this project, whole', async () => {
    for (const { path, text } of project({ ...FRAMEWORK, version: '1.1' }).files)
      await expect(text).toMatchFileSnapshot(`../../examples/bentoml-runner/${path}`)
  })

  it('keeps pkg_resources for the releases that import fs, and no longer', () => {
    expect(project({ ...FRAMEWORK, version: '1.3' }).text('bentofile.yaml')).toContain('    - setuptools<82\n')
    expect(project({ ...FRAMEWORK, version: '1.4.0' }).text('service.py')).toContain(
      '.python_packages("torch==2.10.0", "setuptools<82")',
    )
    expect(project(FRAMEWORK).text('Dockerfile')).toContain('pip install bentoml==1.4.38\n')
  })

  it.runIf(spawnSync('python3', ['--version']).status === 0)('writes services that Python compiles', () => {
    for (const version of ['1.0', '1.1', '1.3', '1.4'])
      expect(
        spawnSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], {
          input: project({ ...FRAMEWORK, version }).text('service.py'),
        }).status,
        version,
      ).toBe(0)
  })

  it('says what to do with a bundle that was packed before 1.0, and which releases with runners are written', () => {
    expect(refusal({ ...FRAMEWORK, version: '0.13.1' })).toMatchObject({
      why: expect.stringMatching(/^BentoML 0\.13\.1 packs a bundle .* "gpu-compose fix --unsafe" in the folder/),
      nearest: { version: '1.0.25' },
    })
    expect(refusal({ ...FRAMEWORK, version: '1.4.30' }).why).toMatch(
      /1\.0\.25 to 1\.4\.38, but among them not 1\.4\.30\.$/,
    )
    expect(refusal({ ...FRAMEWORK, version: '1.1.3' })).toMatchObject({
      why: expect.stringMatching(/the last releases, 1\.0\.25 and 1\.1\.11, .* and not 1\.1\.3\.$/),
      nearest: { version: '1.1.11' },
    })
  })
})
