import { describe, expect, it } from 'vitest'
import { frameworks } from '../../src/service/scaffold'
import type { Workload } from '../../src/workload'
import { project } from '../frameworks/support/project'
import { deploymentOf } from '../support/manifests'
import { againstSchema } from '../support/published-kinds'

const cases = frameworks.flatMap(({ id, modes, vendors, cpu }) =>
  modes.flatMap((mode) => vendors.map((vendor) => ({ id, mode, vendor, cpu }))),
)

/** The manifests of a project. */
const manifests = (wish: Workload) =>
  project({ ...wish, extras: ['kubernetes'] }).files.filter(({ path }) => /^k8s\/.*\.yaml$/.test(path))

describe('the published schema of its kind', () => {
  it.each(cases)('$id $mode $vendor: takes every manifest', ({ id, mode, vendor, cpu }) => {
    const wishes: readonly Partial<Workload>[] = [
      {},
      { gpus: 2, nonRoot: false, mounts: ['./more:/more:ro', './gpu_check.py:/opt/gpu_check.py:ro'] },
      ...(cpu ? [{ cpuFallback: true }, { gpus: 'none' as const }] : []),
    ]
    for (const wish of wishes) {
      const made = manifests({ framework: id, mode, vendor, ...wish })
      expect(made.length).toBeGreaterThan(0)
      for (const { path, text } of made) expect(againstSchema(text), `${path}\n${text}`).toEqual([])
    }
  })

  it('refuses what is missing, what is of the wrong type and what is unknown', () => {
    const [{ text } = { text: '' }] = manifests({ framework: 'pytorch' })
    const broken = (from: string, to: string) => againstSchema(text.replace(from, to)).join()
    expect(broken('replicas: 1', 'replicas: one')).toContain('/spec/replicas must be integer')
    expect(broken('replicas: 1', 'replica: 1')).toBe('unknown key /spec/replica')
    expect(broken('sizeLimit: 8Gi', 'sizeLimit: 8 Gi')).toContain('sizeLimit must match')
    expect(broken('medium: Memory', 'medium: Memory\n            size: 8Gi')).toContain('emptyDir/size')
    expect(broken('apps/v1', 'apps/v2')).toBe('no schema for Deployment of apps/v2')
    expect(againstSchema(deploymentOf('')).join()).toContain('must have required property selector')
  })
})
