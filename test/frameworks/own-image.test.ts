import { describe, expect, it } from 'vitest'
import { mistakesOf } from '../../src/workload'
import { findings, project, refusal } from './support/project'

const CUDA = 'nvidia/cuda:12.4.1-runtime-ubuntu22.04'
const own = (image: string) => ({ framework: 'own-image', image })

describe('an image of your own', () => {
  it('is run as it is, and tested past its entrypoint', async () => {
    const made = project({ ...own('ghcr.io/me/app:1.2'), gpus: 2 })
    expect(made.files.map(({ path }) => path)).toEqual(['docker-compose.yml', 'README.md'])
    expect(made.text('docker-compose.yml')).toContain('    image: ghcr.io/me/app:1.2\n    deploy:\n')
    expect(made.text('README.md')).toContain('run --rm --no-deps --entrypoint nvidia-smi own-image -L')
    expect(made.text('README.md')).toContain('docker run --rm --gpus 2 ghcr.io/me/app:1.2\n')
    expect(await findings(made)).toEqual([])
  })

  it('says nothing of an image that the facts do not know', () => {
    const { plan, text } = project(own('ghcr.io/me/app:1.2-cuda11'), { driver: '470.57.02', gpus: ['GTX 1080'] })
    expect(plan.cuda).toBeUndefined()
    expect(text('docker-compose.yml')).not.toMatch(/CUDA|environment|shm_size|\[facts: (?!compose-gpu)/)
    expect(text('README.md')).toContain("docker image inspect --format '{{.Config.Env}}' ghcr.io/me/app:1.2-cuda11")
  })

  it('takes a command, ports and mounts, each file in its own manner', async () => {
    const command = ['sh', '-c', "echo $HOME $(id) it's"]
    const wish = { ...own(CUDA), command, ports: ['8080:80'], mounts: ['./m:/m'] }
    const made = project({ ...wish, extras: ['kubernetes'] })
    expect(made.text('docker-compose.yml')).toContain(`command: [sh, "-c", "echo $$HOME $$(id) it's"]`)
    expect(made.text('k8s/deployment.yaml')).toContain(`            - "echo $HOME $$(id) it's"`)
    expect(made.text('README.md')).toContain('It listens at localhost:8080.\n')
    expect(made.text('k8s/README.md')).toContain('kubectl exec deployment/own-image -- nvidia-smi -L')
    expect(made.text('README.md')).toContain(`-p 8080:80 -v "$PWD"/m:/m ${CUDA} sh -c 'echo $HOME $(id) it'\\''s'\n`)
    expect(mistakesOf(made.plan.workload)).toEqual([])
    expect(project(made.plan.workload).text('docker-compose.yml')).toBe(
      made.text('docker-compose.yml').replace('nothing else was wished', 'as wished'),
    )
    expect(await findings(made)).toEqual([])
  })

  it('serves where it has ports, and works and ends where it has none', () => {
    expect(project({ ...own(CUDA), extras: ['kubernetes'] }).text('k8s/job.yaml')).toContain('kind: Job')
    expect(project({ ...own(CUDA), ports: ['80:80'] }).text('docker-compose.yml')).toContain('restart: unless-stopped')
    expect(project({ ...own(CUDA), mode: 'serve' }).plan.mode).toBe('serve')
  })

  it('knows of nvidia/cuda which CUDA, driver and variables it has', () => {
    const { plan, text } = project(own(CUDA))
    expect(plan.cuda).toBe('12.4')
    expect(text('docker-compose.yml')).toContain('needs driver 525.60.13 or later on the host; the image itself starts')
    expect(text('README.md')).toContain('The image sets `NVIDIA_DRIVER_CAPABILITIES=compute,utility`')
  })

  it('is refused where the driver of the target is too old, with the nearest image that runs there', () => {
    const { why, nearest } = refusal(own('nvidia/cuda:12.4.1-base-ubuntu22.04'), { driver: '470.57.02' })
    expect(why).toBe(
      'Your own image nvidia/cuda:12.4.1-base-ubuntu22.04 does not run there: CUDA 12 needs driver 525.60.13 or later, and the target has 470.57.02.',
    )
    expect(nearest?.image).toMatch(/^nvidia\/cuda:11\.\d\.\d-base-ubuntu22\.04$/)
    expect(refusal(own('pytorch/pytorch:2.11.0-cuda13.0-cudnn9-runtime'), { driver: '550.54.15' })).toMatchObject({
      why: expect.stringContaining('CUDA 13 needs driver 580'),
      nearest: undefined,
    })
    expect(refusal(own('nvcr.io/nvidia/tritonserver:25.03-py3'), { driver: '450.51.06' }).why).toContain('CUDA 12')
  })

  it('is refused where its tag is gone, or is no name at all', () => {
    expect(refusal(own('nvidia/cuda:11.0-base'))).toEqual({
      why: expect.stringMatching(/^nvidia\/cuda:11\.0-base cannot be pulled: NVIDIA deleted this tag \(facts: /),
      nearest: own('nvidia/cuda:11.0.3-base-ubuntu20.04'),
    })
    expect(refusal(own('docker.io/nvidia/cuda')).why).toContain('no tag "latest"')
    expect(refusal(own('Me/App:1'))).toMatchObject({
      why: expect.stringContaining('"Me/App:1" is no name'),
      nearest: { image: 'me/app:1' },
    })
    expect(project(own('nvidia/cuda:99.0.0-base-ubuntu30.04')).plan.cuda).toBe('99.0')
  })

  it('is refused where the GPU and the image do not suit each other', () => {
    const rocm = own('rocm/pytorch:latest')
    expect(refusal(rocm)).toEqual({
      why: 'rocm/pytorch:latest is built for AMD GPUs, and a GPU of NVIDIA is asked for.',
      nearest: { ...rocm, vendor: 'amd' },
    })
    expect(refusal({ ...own(CUDA), vendor: 'intel' }).nearest).toEqual({ ...own(CUDA), vendor: 'nvidia' })
    expect(refusal(own('tensorflow/tensorflow:2.16.1'))).toMatchObject({
      why: expect.stringContaining('a CPU build'),
      nearest: { gpus: 'none' },
    })
    expect(refusal({ ...own(CUDA), cpuFallback: true }).nearest).toEqual({ ...own(CUDA), gpus: 'all' })
    expect(project({ ...own('tensorflow/tensorflow:2.16.1'), gpus: 'none' }).text('README.md')).not.toContain('smi')
  })

  it('gets the nodes of AMD and Intel, and is tested for them', async () => {
    const amd = project({ ...own('rocm/pytorch:latest'), vendor: 'amd', gpus: 1 })
    expect(amd.text('docker-compose.yml')).toMatch(/- \/dev\/kfd:\/dev\/kfd\n +- \/dev\/dri\/renderD128:/)
    expect(amd.text('README.md')).toContain('--entrypoint ls own-image /dev/kfd /dev/dri\n')
    expect(amd.text('README.md')).not.toMatch(/nvidia-smi|NVIDIA_/)
    const intel = project({ ...own('ghcr.io/me/app:1.2'), vendor: 'intel' })
    expect(intel.text('README.md')).toContain('--entrypoint ls own-image /dev/dri\n')
    for (const made of [amd, intel]) expect(await findings(made)).toEqual([])
  })

  it('has shared memory where the image trains, and is told of the framework that knows it', async () => {
    const torch = project(own('pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime'))
    expect(torch.text('docker-compose.yml')).toContain('shm_size: 8gb')
    expect(torch.plan.cuda).toBe('12.4')
    expect(await findings(torch)).toEqual([])
    expect(project(own('vllm/vllm-openai:v0.21.0')).text('README.md')).toContain('`gpu-compose new vllm` knows')
  })

  it('has its CUDA, Python and system inside; other frameworks have an image of their own', () => {
    expect(refusal({ ...own(CUDA), cuda: '12.4', python: '3.12' })).toEqual({
      why: 'What an image of your own holds is decided where it is built: cuda and python cannot be chosen here.',
      nearest: own(CUDA),
    })
    expect(refusal({ framework: 'pytorch', image: CUDA, command: ['true'] })).toEqual({
      why: expect.stringContaining('PyTorch is written with its own.'),
      nearest: { framework: 'pytorch' },
    })
  })
})
