import { describe, expect, it } from 'vitest'
import { findings, project, refusal } from '../frameworks/support/project'

const PYTORCH = { framework: 'pytorch' } as const
const FOUR = { gpus: ['RTX 4090', 'RTX 4090', 'RTX 4090', 'RTX 4090'] }

describe('GPU request', () => {
  it('is the same in docker run', () => {
    const run = (wish: object) => /docker run .*/.exec(project({ ...PYTORCH, ...wish }).text('README.md'))?.[0]
    expect(run({})).toContain('--gpus all ')
    expect(run({ gpus: 2, wiring: 'gpus' })).toContain('--gpus 2 ')
    expect(run({ gpus: ['0', '2'] })).toContain(`--gpus '"device=0,2"' `)
    expect(run({ gpus: 2, wiring: 'runtime' })).toContain('--runtime=nvidia -e NVIDIA_VISIBLE_DEVICES=0,1 ')
    expect(run({ gpus: ['nvidia.com/gpu=1'] })).toContain('--device nvidia.com/gpu=1 ')
    expect(run({ gpus: 1, wiring: 'devices' })).toContain('--gpus 1 --device /dev/nvidia0 --device /dev/nvidiactl')
    expect(run({ gpus: 'none' })).not.toContain('--gpus')
  })

  it('leaves nothing of a GPU in the words of a project that has none', () => {
    for (const framework of ['pytorch', 'tensorflow', 'triton', 'ollama', 'onnxruntime']) {
      const { text } = project({ framework, gpus: 'none' })
      expect(text('README.md'), framework).not.toMatch(/Does the GPU work|needs driver|\| Driver/)
      expect(text('docker-compose.yml'), framework).not.toMatch(/needs driver|# Driver|--cpu-fallback - /)
    }
  })

  it('does not name the pair to whom has it', () => {
    const files = (wish: object) =>
      project({ framework: 'ollama', ...wish }).files.map(({ text }) => text.replace(/^.*Written by.*$/gm, ''))
    expect(files({}).join()).toContain('--cpu-fallback')
    expect(files({ cpuFallback: true }).join()).not.toContain('--cpu-fallback')
  })

  it('mounts one thing at a path, the one that is wished', () => {
    const { plan, text } = project({ framework: 'jax', mode: 'train', mounts: ['mine:/data/', './more:/more'] })
    expect(plan.mounts).toEqual(['mine:/data/', 'checkpoints:/checkpoints', './more:/more'])
    expect(text('README.md')).not.toContain('/data:/data')
  })

  it('names CDI devices by their wiring alone', () => {
    expect(project({ ...PYTORCH, gpus: ['nvidia.com/gpu=1'] }).plan.request?.wiring).toBe('cdi')
    expect(refusal({ ...PYTORCH, gpus: ['nvidia.com/gpu=1'], wiring: 'deploy' }).nearest?.wiring).toBe('cdi')
    expect(refusal({ ...PYTORCH, gpus: ['nvidia.com/gpu=1', '0'] }).nearest?.gpus).toEqual([
      'nvidia.com/gpu=1',
      'nvidia.com/gpu=0',
    ])
  })

  it('lists the nodes of all GPUs only where their number is known', () => {
    expect(refusal({ ...PYTORCH, wiring: 'devices' })).toEqual({
      why: 'The wiring devices lists the node of every GPU, and how many there are is not known: say the number.',
      nearest: { ...PYTORCH, wiring: 'devices', gpus: 1 },
    })
    const nodes = project({ ...PYTORCH, wiring: 'devices' }, FOUR).plan.request?.nodes
    expect(nodes?.slice(0, 5)).toEqual([
      '/dev/nvidia0',
      '/dev/nvidia1',
      '/dev/nvidia2',
      '/dev/nvidia3',
      '/dev/nvidiactl',
    ])
  })

  it('suits the target', async () => {
    expect(refusal({ ...PYTORCH, gpus: 5 }, FOUR)).toEqual({
      why: '5 GPUs are wished, and the target has 4 GPUs (indexes 0 to 3).',
      nearest: { ...PYTORCH, gpus: 4 },
    })
    expect(refusal({ ...PYTORCH, gpus: ['4'] }, FOUR).why).toContain('GPU 4 is wished')
    expect(refusal({ ...PYTORCH, wiring: 'gpus' }, { compose: '2.26.1' })).toEqual({
      why: 'The wiring gpus needs Docker Compose 2.30.0 or later, and the target has 2.26.1.',
      nearest: { ...PYTORCH, wiring: 'deploy' },
    })
    expect(refusal({ ...PYTORCH, gpus: 1, wiring: 'devices' }, { platform: 'wsl2' }).nearest?.wiring).toBe('deploy')
    expect(refusal(PYTORCH, { platform: 'swarm' }).why).toContain('Swarm')
    const podman = { engine: 'podman 5.2.0' }
    expect(project(PYTORCH, podman).plan.request?.wiring).toBe('cdi')
    expect(await findings(project(PYTORCH, podman), podman)).toEqual([])
  })
})
