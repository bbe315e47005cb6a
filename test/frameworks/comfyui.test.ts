import { describe, expect, it } from 'vitest'
import { findings, project, refusal } from './support/project'

describe('comfyui', () => {
  it('is built from the source of a release, with the torch that its README asks for installed first', () => {
    const text = project({ framework: 'comfyui' }).text('Dockerfile')
    expect(text).toContain('ARG COMFYUI_VERSION=0.45.2\nRUN git clone --depth 1 --branch "v$COMFYUI_VERSION"')
    expect(text).toMatch(
      /whl\/cu130 torch==2\.12\.1 torchvision==0\.27\.1 torchaudio==2\.11\.0\nCOPY --from=source .*\n(?:.*\n){2}COPY req/,
    )
    expect(text).toContain('COPY --from=source --chown=app:app /src ./\n')
    expect(text.split('AS build')[1]).not.toContain('git clone')
    expect(text).toContain('http://127.0.0.1:8188/system_stats')
    expect(text).toContain('exec python main.py --listen 0.0.0.0 $COMFYUI_ARGS')
  })

  it('keeps what a user makes outside of the container, and is open to this machine alone', () => {
    const { files, text } = project({ framework: 'comfyui' })
    const paths = files.map(({ path }) => path)
    for (const name of ['models', 'custom_nodes', 'input', 'output', 'user']) {
      expect(text('docker-compose.yml')).toContain(`- ./${name}:/app/${name}\n`)
      expect(text('.dockerignore')).toContain(`\n${name}\n`)
      expect(paths).toContain(`${name}/.gitkeep`)
    }
    expect(text('docker-compose.yml')).toContain('- "127.0.0.1:8188:8188"')
  })

  it('takes the older build for the 10 series, and says for whom it is where only the driver is old', async () => {
    const old = project({ framework: 'comfyui' }, { gpus: ['GTX 1080'], driver: '580.82.07' })
    expect(old.plan.cuda).toBe('12.6')
    const driver = project({ framework: 'comfyui' }, { driver: '550.54.15' })
    expect(driver.text('Dockerfile')).toContain('whl/cu126 torch==2.12.1')
    expect(driver.text('docker-compose.yml')).toContain('# Older build: CUDA 12.6 - for the 10 series and older')
    expect(await findings(driver, { driver: '550.54.15' })).toEqual([])
    expect(refusal({ framework: 'comfyui', cuda: '13.0' }, { driver: '550.54.15' }).nearest).toMatchObject({
      cuda: '12.6',
    })
  })

  it('starts on the CPU where no GPU is wished, and in the first file of a pair', () => {
    const pair = project({ framework: 'comfyui', cpuFallback: true })
    expect(pair.text('compose.yaml')).toContain('COMFYUI_ARGS: "--cpu"')
    expect(pair.text('compose.gpu.yaml')).toContain('COMFYUI_ARGS: ""')
    expect(project({ framework: 'comfyui', gpus: 'none' }).text('docker-compose.yml')).toContain('"--cpu"')
  })

  it('takes the wheels for GPUs of AMD and Intel', () => {
    const amd = project({ framework: 'comfyui', vendor: 'amd' })
    expect(amd.text('Dockerfile')).toContain('whl/rocm7.2 torch==2.12.1 torchvision==0.27.1 torchaudio==2.11.0\n')
    expect(amd.text('Dockerfile')).toContain('wheels for ROCm 7.2; torchaudio')
    expect(amd.text('README.md')).toContain('`HSA_OVERRIDE_GFX_VERSION` under `environment`')
    const intel = project({ framework: 'comfyui', vendor: 'intel' })
    expect(intel.text('Dockerfile')).toMatch(
      /FROM ubuntu:24\.04\n(?:.*\n)*.*libze-intel-gpu1(?:.*\n)*COPY --from=build/,
    )
    expect(intel.text('Dockerfile')).toContain('whl/xpu torch==2.12.1 torchvision==0.27.1 torchaudio==2.11.0\n')
    expect(intel.text('gpu_check.py')).toContain('torch.xpu.is_available()')
    expect(intel.text('README.md')).not.toMatch(/HSA_|Older build/)
  })
})
