import { describe, expect, it } from 'vitest'
import { facts } from '../../src/facts'
import { project, refusal } from './support/project'

const FRAMEWORK = { framework: 'jupyter' } as const

describe('jupyter', () => {
  it('installs the release that it names, and opens its port to this machine alone', () => {
    const made = project(FRAMEWORK)
    expect(made.text('Dockerfile')).toContain(`pip install jupyterlab==${made.plan.framework.version}\n`)
    expect(facts.pin('jupyterlab', '3.12')?.version).toBe(made.plan.framework.version)
    expect(made.text('docker-compose.yml')).toContain('- "127.0.0.1:8888:8888"')
  })

  it('asks the driver itself, and leaves CUDA to the packages', () => {
    expect(project(FRAMEWORK).text('gpu_check.py')).toContain('libcuda.so.1')
    expect(project(FRAMEWORK).text('Dockerfile')).not.toMatch(/nvidia\/cuda|CUDA/)
    expect(refusal({ ...FRAMEWORK, cuda: '12.8' })).toEqual({
      why: 'JupyterLab has no choice of CUDA: leave it out.',
      nearest: { ...FRAMEWORK, version: '4.6.4' },
    })
  })

  it('asks the drivers of AMD and Intel through the nodes of their cards', () => {
    const amd = project({ ...FRAMEWORK, vendor: 'amd' })
    expect(amd.text('gpu_check.py')).toMatch(/DRIVERS = \("amdgpu",\)(?:.*\n)*.*os\.open\("\/dev\/kfd", os\.O_RDWR\)/)
    expect(amd.text('README.md')).toContain('gpu-compose new pytorch --mode notebook --vendor amd')
    const intel = project({ ...FRAMEWORK, vendor: 'intel' }).text('gpu_check.py')
    expect(intel).toContain('DRIVERS = ("i915", "xe")')
    expect(intel).not.toContain('/dev/kfd')
  })
})
