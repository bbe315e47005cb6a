import { describe, expect, it } from 'vitest'
import { hovered } from './ask'

const BASE = 'nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04'
const page = async (path: string, marked: string, around = {}) => (await hovered(path, marked, around))?.[1]
const image = (marked: string) => page('Dockerfile', `FROM ${marked}\n`)
const pin = (marked: string, base = BASE) => page('Dockerfile', `FROM ${base}\nRUN pip install ${marked}\n`)

describe('hover on an image', () => {
  it('says what it holds, sets and needs, with source and day', async () => {
    expect(await hovered('Dockerfile', 'FROM nvidia/cu|da:12.4.1-cudnn-runtime-ubuntu22.04 AS a\n')).toEqual([
      BASE,
      `**${BASE}**

- CUDA 12.4.1 · cuDNN 9.1.0.70
- ubuntu22.04 · amd64, arm64
- cudnn-runtime: the CUDA runtime, its math libraries and NCCL, with cuDNN
- Sets \`NVIDIA_VISIBLE_DEVICES=all\`, \`NVIDIA_DRIVER_CAPABILITIES=compute,utility\`, \`LD_LIBRARY_PATH=/usr/local/nvidia/lib:/usr/local/nvidia/lib64\`; \`NVIDIA_REQUIRE_CUDA\` begins with \`cuda>=12.4\`
- Its start check lets the older branches R470, R525, R535 pass too, on data-centre cards
- Status on 2025-12-15: supported
- Driver ≥ 525.60.13: the least for any CUDA 12; R550 came with CUDA 12.4
- Its CUDA compiles for Maxwell to Hopper (compute capability 5.0 to 9.0)

*Source: NVIDIA container-images/cuda supported-tags.md and unsupported-tags.md, whole history to 2025-12-15 (read 2026-11-22); CUDA Toolkit 13.2 Release Notes, Tables 2 and 3 (read 2026-11-22); JuliaGPU/CUDA.jl compatibility.jl @fd1008df (read 2026-11-22)*`,
    ])
  })

  it.each([
    ['nvidia/cuda:11.7.0-base-ubuntu2|0.04', /removed, last listed on 2023-06-30/],
    ['nvidia/cuda:12.3.0-base-ubuntu2|2.04', /end of life/],
    ['nvidia/cuda:12.4.0-cudnn-runtime-ubuntu2|2.04', /never published/],
    ['nvidia/cuda:lat|est', /removed/],
    ['nvcr.io/nvidia/tritonserver:24.1|0-py3', /Triton 2\.51\.0 · ONNX Runtime 1\.19\.2[\s\S]*driver 560 or later/],
    ['nvcr.io/nvidia/tritonserver:26.01|-vllm-python-py3', /CUDA 13\.1\.1[\s\S]*vLLM 0\.13\.0/],
    ['pytorch/pytorch:2.5.1-cuda12.4|-cudnn9-runtime', /CUDA 12\.4 · cuDNN 9[\s\S]*runtime: on plain Ubuntu/],
    ['pytorch/pytorch:2.99.0-cuda12.4|-cudnn9-runtime', /CUDA 12\.4 · cuDNN 9[\s\S]*Source: READMEs and Dockerfiles/],
    [
      'nvcr.io/nvidia/pytorch:21.09|-py3',
      /cuDNN 8\.2\.4\.15[\s\S]*Python 3\.8 · Ubuntu 20\.04[\s\S]*driver 470 or later/,
    ],
    [
      'nvcr.io/nvidia/tensorflow:23.04|-tf2-py3',
      /TensorFlow 2\.12\.0\n\n\*Source: triton-inference-server\/model_navigator/,
    ],
    ['nvcr.io/nvidia/tensorflow:23.02|-tf1-py3', /no monthly release after 23\.03/],
    [
      'tensorflow/tensorflow:2.5.2|-gpu',
      /no image of this release on 2022-12-22\n\n\*Source: tensorflow\/tensorflow#58958/,
    ],
  ])('%s', async (marked, wanted) => expect(await image(marked)).toMatch(wanted))

  it.each([
    'nvidia/cud|a',
    'pyth|on:3.12',
    'nvidia/cuda:99.0.0-ba|se-x',
    'nvcr.io/nvidia/pytorch:25.0|7-py3',
    'tensorflow/tensorflow:2.1|7.0',
  ])('is silent on %s', async (marked) => expect(await image(marked)).toBeUndefined())

  it('names the source of the very row, and what the image was only tested with', async () => {
    expect(await image('nvcr.io/nvidia/pytorch:24.0|7-py3')).toBe(`**nvcr.io/nvidia/pytorch:24.07-py3**

- CUDA 12.5.1
- PyTorch 2.4.0a0, a build of NVIDIA before that release
- Python 3.10 · Ubuntu 22.04
- Driver ≥ 525.60.13: the least for any CUDA 12; R555 came with CUDA 12.5
- Its CUDA compiles for Maxwell to Hopper (compute capability 5.0 to 9.0)

*Source: the table of versions in NVIDIA's release notes of PyTorch 20.12 and 24.10, as copied in public repositories (read 2026-11-28); CUDA Toolkit 13.2 Release Notes, Tables 2 and 3 (read 2026-11-22); JuliaGPU/CUDA.jl compatibility.jl @fd1008df (read 2026-11-22)*`)
    expect(await image('tensorflow/tensorflow:2.17.0|-gpu')).toMatch(
      /^\*\*.*\n\n- TensorFlow 2\.17\.0\n- Tested with CUDA 12\.3 and cuDNN 8\.9; what the image holds is not written down\n- Driver ≥ 525\.60\.13[^\n]*\n\n\*Source: tensorflow\/docs docker\.md/,
    )
  })

  it('speaks of what a variable names, in a compose file too', async () => {
    const text = 'services:\n  a:\n    image: nvidia/cuda:${C|UDA:-12.4.1}-base-ubuntu22.04\n'
    expect(await page('compose.yaml', text)).toMatch(/^\*\*nvidia\/cuda:12\.4\.1-base-ubuntu22\.04\*\*/)
  })
})

describe('hover on a pin', () => {
  it.each([
    [
      'onnxruntime-gpu==1.20|.1',
      /needs CUDA 12\.x and cuDNN 9\.x\n- Fits the base: nvidia.* has CUDA 12\.4\.1 and cuDNN 9/,
    ],
    ['onnxruntime-gpu==1.18|.0', /needs CUDA 11\.8 and cuDNN 8\.x\n- Does not fit the base/],
    ['onnxruntime-gpu[cuda,cudnn]==1.21|.0', /bring both along/],
    ['onnxruntime-gpu==1.20|.1 --index-url https://example.com/simple', /cuDNN 9\.x\n\n/],
    ['tensorflow==2.17|.0', /Does not fit the cuDNN of the base/],
    ['tensorflow==2.18|.0', /The base is older than that/],
    ['tensorflow[and-cuda]==2.18|.0', /`and-cuda` brings both along/],
    [
      'torch==2.5|.1',
      /the wheel for CUDA 12\.4 with cuDNN 9\.1\.0\.70[\s\S]*Known builds: cu118, cu121, cu124[\s\S]*torchvision 0\.20\.1/,
    ],
    ['torch==2.5|.1 --index-url https://download.pytorch.org/whl/cu118', /CUDA 11\.8[\s\S]*Driver ≥ 450\.80\.02/],
    ['torch==2.5|.1+cu121', /the wheel for CUDA 12\.1/],
  ])('%s', async (marked, wanted) => expect(await pin(marked)).toMatch(wanted))

  it('does not judge a base without a known CUDA', async () => {
    expect(await pin('onnxruntime-gpu==1.20|.1', 'python:3.12')).not.toMatch(/base/)
    expect(await pin('tensorflow-gpu==1.15|.0', 'nvidia/cuda:10.0-cudnn7-runtime-ubuntu18.04')).toMatch(/Fits the base/)
    expect(await pin('tensorflow-gpu==1.15|.0', 'nvidia/cuda:10.1-cudnn7-runtime-ubuntu18.04')).toMatch(/Does not fit/)
  })

  it.each(['torch=|=99.0.0', 'numpy==1|.0', 'onnxruntime-gpu|', 'onnxruntime-gpu>=1|.2', 'torch==${|V}'])(
    'is silent on %s',
    async (marked) => expect(await pin(marked)).toBeUndefined(),
  )
})

describe('hover on a device request', () => {
  const request = (lines: string) =>
    page(
      'compose.yaml',
      `services:\n  a:\n    image: x\n    deploy: { resources: { reservations: { devices: [{ ${lines} }] } } }\n`,
    )

  it('says what the engine will do', async () => {
    expect(await request('driver: nvidia, cou|nt: 2, capabilities: [gpu, utility]')).toBe(`**GPUs 0 and 1 for a**

- A count means the first GPUs of the host. Docker keeps no account of them: every service with \`count: 1\` shares GPU 0.
- Engine before 29.2 sets \`NVIDIA_DRIVER_CAPABILITIES\` to utility, whatever the image says.
- Needs Docker Compose 1.28.0 and Docker Engine 19.03 or later, and the NVIDIA Container Toolkit on the host.

*Source: compose-spec @170098be, docker/compose @f7297942, compose-go @e70e9611; moby/moby at tags v25.0.0 to docker-v29.7.2; measured on Engine 26.1 and 28.5; NVIDIA/cloud-native-docs @52dcb7b8 (read 2026-11-22)*`)
    expect(await request('device_ids: ["1|", "3"], capabilities: [gpu]')).toMatch(
      /^\*\*GPUs 1 and 3 for a\*\*[\s\S]*count from 0/,
    )
    expect(await request('count: al|l, capabilities: [gpu]')).toMatch(/^\*\*Every GPU of the host for a/)
  })

  it('speaks under an anchor of every service that takes it, where they all see the same', async () => {
    const fragment = (services: string) =>
      page(
        'compose.yaml',
        `x-gpu: &gpu\n  deploy: { resources: { reservations: { devices: [{ cou|nt: 1, capabilities: [gpu] }] } } }\nservices:\n${services}`,
      )
    expect(await fragment('  a: { <<: *gpu }\n  b: { <<: *gpu }\n  c: { image: x }\n')).toMatch(
      /^\*\*GPU 0 for a and b\*\*/,
    )
    expect(
      await fragment('  a: { <<: *gpu }\n  b: { <<: *gpu, environment: { CUDA_VISIBLE_DEVICES: "1" } }\n'),
    ).toBeUndefined()
    expect(await fragment('  a: { image: x }\n')).toBeUndefined()
  })

  it('speaks of gpus from its key on, and is silent where the request is broken', async () => {
    expect(await hovered('compose.yaml', 'services:\n  a:\n    image: x\n    gp|us: all\n')).toEqual([
      'gpus: all',
      expect.stringMatching(/Every GPU[\s\S]*Docker Compose 2\.30\.0 or later/),
    ])
    expect(await request('cou|nt: 1')).toBeUndefined()
    expect(await request('count: 1, device_ids: ["|1"], capabilities: [gpu]')).toBeUndefined()
  })
})

describe('hover on a word', () => {
  const service = (line: string) => `services:\n  a:\n    image: x\n    ${line}\n`
  it.each([
    ['compose.yaml', service('environment: [NVIDIA_VIS|IBLE_DEVICES=0]'), 'NVIDIA_VISIBLE_DEVICES', /overrides/],
    [
      'compose.yaml',
      service('environment: { NVIDIA_DRIVER_CAP|ABILITIES: all }'),
      'NVIDIA_DRIVER_CAPABILITIES',
      /utility,compute/,
    ],
    ['Dockerfile', 'FROM x\nENV NVIDIA_REQUIRE|_CUDA="cuda>=12.4"\n', 'NVIDIA_REQUIRE_CUDA', /driver must offer/],
    ['compose.yaml', service('devices: [/dev/nvid|ia1:/dev/nvidia0]'), '/dev/nvidia1', /GPU 1/],
    ['compose.yaml', service('devices: ["/dev/k|fd"]'), '/dev/kfd', /ROCm/],
    [
      'pod.yaml',
      'apiVersion: v1\nkind: Pod\nspec: { containers: [{ resources: { limits: { nvidia.c|om/gpu: 1 } } }] }\n',
      'nvidia.com/gpu',
      /device plugin/,
    ],
    [
      'pod.yaml',
      'apiVersion: v1\nkind: Pod\nspec:\n  tolerations:\n    - key: nvidia.c|om/gpu\n      operator: Exists\n',
      'nvidia.com/gpu',
      /taint that nodes[\s\S]*gives no GPU/,
    ],
    [
      'pod.yaml',
      'apiVersion: v1\nkind: Pod\nspec: { containers: [{ resources: { limits: { nvidia.com/mig-1|g.5gb: 1 } } }] }\n',
      'nvidia.com/mig-1g.5gb',
      /5 GB/,
    ],
  ])('%s: %s', async (path, marked, word, wanted) => {
    const found = await hovered(path, marked)
    expect(found).toEqual([word, expect.stringMatching(wanted)])
    expect(found?.[1]).toMatch(/\*Source: .*\(read \d{4}-\d\d-\d\d\)\*$/)
  })

  it.each([
    service('environment: { A: 1 } # NVIDIA_VIS|IBLE_DEVICES'),
    service('environment: { MY_NVIDIA_VIS|IBLE_DEVICES: 1 }'),
    service('devices: [/dev/nu|ll]'),
    service('environment: { constr|uctor: 1 }'),
  ])('is silent on %s', async (marked) => expect(await hovered('compose.yaml', marked)).toBeUndefined())
})

describe('hover in a bentofile', () => {
  const bento = (lines: string) => page('bentofile.yaml', `service: x\n${lines}`)

  it('says what cuda_version brings', async () => {
    expect(await bento('docker:\n  cuda_version: "12|"\n')).toMatch(
      /^\*\*cuda_version 12\*\*\n\n- The image is built on nvidia\/cuda with CUDA 12\.8\.1 and cuDNN, for which 12 stands in BentoML 1\.4\.38\n- Accepted by BentoML from 1\.4\.38 on\n- Driver ≥ 525\.60\.13\n\n\*Source: bentoml\/BentoML/,
    )
    expect(await bento('docker:\n  cuda_version: "12|.1.1"\n')).toMatch(
      /CUDA 12\.1\.1 and cuDNN\n- Accepted by BentoML from 1\.0\.21 on/,
    )
  })

  it('says what a package needs', async () => {
    const pinned = (text: string) => bento(`python:\n  packages:\n    - ${text}\n`)
    expect(await pinned('onnxruntime-gpu==1.20|.1')).toMatch(/needs CUDA 12\.x and cuDNN 9\.x\n\n/)
    expect(await pinned('torch==2.5|.1')).toMatch(/Known builds: cu118, cu121, cu124/)
    expect(await pinned('torch>=2|.5')).toBeUndefined()
  })

  it.each([
    'docker:\n  cuda_version: "99|"\n',
    'docker:\n  base_image: x\n  cuda_version: "12|"\n',
    'docker:\n  cuda_version: "12|"\npython:\n  packages:\n    - "bentoml==1.0.0"\n',
  ])('is silent on %s', async (lines) => expect(await bento(lines)).toBeUndefined())
})

describe('hover in a dev container', () => {
  const json = (marked: string) => hovered('.devcontainer/devcontainer.json', `{ ${marked} }`)

  it.each([
    ['"runArgs": ["--gp|us=all"]', '"--gpus=all"', /^\*\*Every GPU of the host\*\*[\s\S]*A demand/],
    ['"runArgs": ["--gpus", "device=0|,2"]', '"device=0,2"', /^\*\*GPUs 0 and 2 of the host\*\*/],
    ['"runArgs": ["--gpus=2|"]', '"--gpus=2"', /^\*\*The first 2 GPUs of the host\*\*/],
    ['"hostRequirements": { "gpu": "opti|onal" }', '"optional"', /where `docker info` lists/],
    ['"hostRequirements": { "gpu": tr|ue }', 'true', /warn, and start without one[\s\S]*Source: devcontainers\/spec/],
  ])('%s', async (marked, span, wanted) => expect(await json(marked)).toEqual([span, expect.stringMatching(wanted)]))

  it.each([
    '"runArgs": ["--gpus a|ll"]',
    '"runArgs": ["--gpus=no|ne"]',
    '"runArgs": ["--ipc=h|ost"]',
    '"hostRequirements": { "gpu": fal|se }',
  ])('is silent on %s', async (marked) => expect(await json(marked)).toBeUndefined())
})
