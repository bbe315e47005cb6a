import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import type { Workload } from '../../src/workload'
import { findings, project, refusal } from '../frameworks/support/project'

const AMD = { framework: 'pytorch', vendor: 'amd' } as const
const INTEL = { framework: 'llama.cpp', vendor: 'intel' } as const

const run = (wish: Workload) => /docker run .*/.exec(project(wish).text('README.md'))?.[0]

describe('GPUs of AMD', () => {
  it('come by their device nodes, which every engine understands', () => {
    expect(run(AMD)).toContain('docker run --rm --device /dev/kfd --device /dev/dri -e')
    expect(run({ ...AMD, gpus: 2 })).toContain(
      '--device /dev/kfd --device /dev/dri/renderD128 --device /dev/dri/renderD129 -e',
    )
    expect(project(AMD, { engine: '20.10', compose: '1.29.2' }).plan.request?.wiring).toBe('devices')
  })

  it('come by every way of the AMD Container Toolkit, and the same in docker run', () => {
    expect(run({ ...AMD, wiring: 'cdi', gpus: ['0', '2'] })).toContain(
      '--device amd.com/gpu=0 --device amd.com/gpu=2 -e',
    )
    expect(run({ ...AMD, wiring: 'runtime', gpus: 2 })).toContain('--runtime=amd -e AMD_VISIBLE_DEVICES=0,1 ')
    expect(run({ ...AMD, wiring: 'deploy', gpus: ['1'] })).toContain(`--gpus '"device=1"' `)
    expect(project({ ...AMD, wiring: 'gpus' }).text('docker-compose.yml')).toContain(
      '    gpus:\n      - driver: amd\n        count: all\n',
    )
    expect(project({ ...AMD, gpus: ['amd.com/gpu=1'] }).plan.request?.wiring).toBe('cdi')
  })

  it('are found by the engine from 29.3 on', () => {
    const older = { engine: '28.5.2' }
    expect(refusal({ ...AMD, wiring: 'deploy' }, older)).toEqual({
      why: 'The wiring deploy needs Docker Engine 29.3.0 or later, and the target has 28.5.2.',
      nearest: { ...AMD, wiring: 'devices' },
    })
    expect(project({ ...AMD, wiring: 'deploy' }, { engine: '29.3.0' }).plan.request?.wiring).toBe('deploy')
    expect(project({ ...AMD, wiring: 'runtime' }, older).plan.request?.wiring).toBe('runtime')
    const cdi = refusal({ ...AMD, gpus: ['amd.com/gpu=0'] }, { compose: '2.20.0' })
    expect(cdi.nearest).toEqual({ ...AMD, gpus: 'all', wiring: 'devices' })
  })

  it('have UUIDs that only the runtime knows, and CDI names of their own', () => {
    expect(refusal({ ...AMD, gpus: ['0xEF2C1799A1F3E2ED'] }).nearest).toMatchObject({ wiring: 'runtime' })
    expect(refusal({ ...AMD, gpus: ['nvidia.com/gpu=0'] })).toEqual({
      why: 'nvidia.com/gpu=0 names no amd.com/gpu: by CDI it is a device of another make.',
      nearest: { ...AMD, gpus: 'all' },
    })
    expect(refusal({ ...AMD, gpus: ['amd.com/gpu=0', '1'] }).nearest?.gpus).toEqual(['amd.com/gpu=0', 'amd.com/gpu=1'])
  })

  it('need no CUDA, no WSL2, and no request of Docker under Podman', async () => {
    expect(refusal({ ...AMD, cuda: '12.8' })).toEqual({
      why: 'CUDA 12.8 is for NVIDIA GPUs, and AMD ones are wished: leave it out.',
      nearest: AMD,
    })
    expect(refusal(AMD, { platform: 'wsl2' }).why).toContain('/dev/dxg')
    const podman = { engine: 'podman 5.2.0' }
    expect(refusal({ ...AMD, wiring: 'runtime' }, podman).nearest?.wiring).toBe('devices')
    expect(project(AMD, podman).text('docker-compose.yml')).toContain('security_opt:\n      - label=disable')
    expect(await findings(project(AMD, podman), podman)).toEqual([])
  })

  it('are refused where a framework has no images for them', () => {
    expect(refusal({ framework: 'triton', vendor: 'amd' })).toEqual({
      why: 'gpu-compose writes NVIDIA Triton for NVIDIA GPUs, not for AMD ones: for those there are comfyui, jax, jupyter, llama.cpp, ollama, onnxruntime, own-image, pytorch, tensorflow, tgi, vllm.',
      nearest: { framework: 'triton', vendor: 'nvidia' },
    })
  })
})

describe('GPUs of Intel', () => {
  it('come by their device nodes, or by names that only the host knows', () => {
    expect(run(INTEL)).toContain('docker run --rm --device /dev/dri -e')
    expect(run({ ...INTEL, gpus: ['1'] })).toContain('--device /dev/dri/renderD129 -e')
    expect(run({ ...INTEL, gpus: ['intel.com/gpu=card1'] })).toContain('--device intel.com/gpu=card1 -e')
    expect(refusal({ ...INTEL, wiring: 'cdi' }).nearest).toEqual({ ...INTEL, wiring: 'devices' })
    expect(refusal({ ...INTEL, gpus: ['intel.com/gpu=card1', '0'] }).nearest?.gpus).toEqual(['intel.com/gpu=card1'])
    expect(refusal({ ...INTEL, gpus: ['GPU-1'] }).nearest?.gpus).toEqual(['0'])
  })

  it('need the libraries of their driver in the image, where there is a GPU', async () => {
    const XPU = { framework: 'pytorch', vendor: 'intel' } as const
    const text = project(XPU).text('Dockerfile')
    expect(text).toContain('FROM ubuntu:24.04\n')
    expect(text).toContain('libze-intel-gpu1 intel-opencl-icd')
    expect(text).toContain('--index-url https://download.pytorch.org/whl/xpu torch==2.12.1 torchvision==0.27.1')
    expect(project({ ...XPU, nonRoot: true }).text('Dockerfile')).toContain('userdel --remove ubuntu')
    const none = project({ ...XPU, gpus: 'none' })
    expect(none.text('Dockerfile')).toMatch(/FROM python:3\.12-slim(?:.*\n)*.*whl\/xpu torch==2\.12\.1/)
    expect(none.text('Dockerfile')).not.toMatch(/libze|undefined/)
    expect(await findings(none)).toEqual([])
    expect(refusal({ ...XPU, version: '2.11.0' }).nearest).toMatchObject({ version: '2.12.1' })
  })

  it.each(['deploy', 'gpus', 'runtime'] as const)('have no driver in Docker: %s', (wiring) => {
    expect(refusal({ ...INTEL, wiring })).toEqual({
      why: `Docker has no driver and no runtime for Intel GPUs, which the wiring ${wiring} asks for: it takes their device nodes, or their names by CDI.`,
      nearest: { ...INTEL, wiring: 'devices' },
    })
  })
})

describe('the user of the container', () => {
  it('is root, who opens the nodes without their group, and says so', () => {
    const made = project(AMD)
    expect(made.plan.nonRoot).toBe(false)
    expect(made.text('Dockerfile')).toContain('# User: root - the device nodes belong to a group of the host')
    expect(made.text('Dockerfile')).not.toContain('USER ')
    expect(made.text('docker-compose.yml')).not.toContain('group_add')
  })

  it('is one of its own on request, in the group of the host', () => {
    const made = project({ ...AMD, nonRoot: true })
    expect(made.text('Dockerfile')).toContain('\nUSER app\n')
    expect(made.text('docker-compose.yml')).toContain('group_add:\n      - ${RENDER_GID:?')
    expect(made.text('README.md')).toContain('echo "RENDER_GID=$(getent group render | cut -d: -f3)" >> .env\ndocker')
    expect(run({ ...AMD, nonRoot: true })).toContain('--group-add "$(getent group render | cut -d: -f3)" --device')
    expect(made.text('docker-compose.yml')).toContain(' --non-root\n')
    const pair = project({ ...AMD, nonRoot: true, cpuFallback: true })
    expect(pair.text('compose.yaml')).not.toContain('group_add')
    expect(pair.text('compose.gpu.yaml')).toContain('group_add')
  })

  it('is none of ours where the image is run as it is', () => {
    const wish = { framework: 'ollama', vendor: 'amd' } as const
    expect(project(wish).text('docker-compose.yml')).not.toMatch(/group_add|user:/)
    expect(refusal({ ...wish, nonRoot: true }).nearest).toEqual(wish)
  })

  it('is one of its own where there is no GPU', () => {
    expect(project({ ...AMD, gpus: 'none' }).text('Dockerfile')).toContain('\nUSER app\n')
  })
})

describe('k8s/', () => {
  const cluster = (wish: Workload) => {
    const made = project({ ...wish, extras: ['kubernetes'] })
    const [deployment] = parseAllDocuments(made.text('k8s/deployment.yaml')).map((document) => document.toJS())
    return { limits: deployment.spec.template.spec.containers[0].resources?.limits, text: made.text }
  }

  it('asks for the resource of the plugin of the vendor', () => {
    expect(cluster({ ...AMD, gpus: 2 }).limits).toEqual({ 'amd.com/gpu': 2 })
    expect(cluster(INTEL).limits).toEqual({ 'gpu.intel.com/xe': 1 })
    expect(cluster(INTEL).text('k8s/deployment.yaml')).toContain('write gpu.intel.com/i915')
    expect(cluster({ ...AMD, gpus: ['amd.com/gpu=0'] }).limits).toEqual({ 'amd.com/gpu': 1 })
  })

  it('says how the nodes get that plugin, and nothing of NVIDIA', () => {
    const amd = cluster(AMD).text('k8s/README.md')
    expect(amd).toContain('ROCm/k8s-device-plugin/v1.31.0.10/k8s-ds-amdgpu-dp.yaml')
    expect(amd).toContain('minikube start --driver docker --container-runtime docker --gpus amd')
    expect(amd).not.toMatch(/GKE|NVIDIA Container/)
    expect(cluster(INTEL).text('k8s/README.md')).toContain('gpu_plugin/overlays/nfd_labeled_nodes?ref=v0.36.0')
    expect(cluster({ ...AMD, nonRoot: true }).text('k8s/deployment.yaml')).toMatch(
      /number under\s+#\s+supplementalGroups/,
    )
  })
})
