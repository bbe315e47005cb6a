import { describe, expect, it } from 'vitest'
import { place, proposed, taken } from './ask'

const BASE = 'FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\n'
const service = (lines: string) => `services:\n  a:\n    build: .\n    ${lines}`
const request = (line: string) =>
  service(
    `deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              ${line}`,
  )
const pod = (lines: string) => `apiVersion: v1\nkind: Pod # gpu\nspec:\n  ${lines}`
const TWO = { target: { gpus: ['RTX 4090', 'RTX 3090'] } }

describe('tags of nvidia/cuda', () => {
  it('come newest first, each flavour once until one is begun, without those that are gone', async () => {
    const all = await proposed('Dockerfile', 'FROM nvidia/cuda:12.|')
    expect(all.slice(0, 6)).toEqual([
      '12.9.1-base-ubuntu24.04',
      '12.9.1-runtime-ubuntu24.04',
      '12.9.1-cudnn-runtime-ubuntu24.04',
      '12.9.1-devel-ubuntu24.04',
      '12.9.1-cudnn-devel-ubuntu24.04',
      '12.9.0-base-ubuntu24.04†',
    ])
    expect((await proposed('Dockerfile', 'FROM nvidia/cuda:12.4.1-base|')).slice(0, 3)).toEqual([
      '12.4.1-base-ubuntu22.04',
      '12.4.1-base-ubuntu20.04†',
      '12.4.1-base-rockylinux9',
    ])
    expect(await proposed('Dockerfile', 'FROM nvidia/cuda:11.6.1-base-ubuntu1|')).toEqual([])
    expect((await proposed('Dockerfile', 'FROM nvidia/cuda:cudnn|')).every((tag) => tag.includes('cudnn'))).toBe(true)
  })

  it('say what they hold', async () => {
    const { at, assistant } = await place('Dockerfile', 'FROM nvidia/cuda:12.6.1-cudnn-runtime-ubuntu20.04|')
    expect(assistant.completions(at).items.map(({ detail }) => detail)).toEqual([
      'cuDNN 9.3 · driver ≥ 525.60.13 · end of life',
    ])
  })

  it('are no flood: more are asked for as more is typed', async () => {
    const { at, assistant } = await place('Dockerfile', 'FROM nvidia/cuda:|')
    const { items, incomplete } = assistant.completions(at)
    expect([items.length, incomplete]).toEqual([100, true])
    const more = await place('Dockerfile', 'FROM nvidia/cuda:12.4.1-|')
    expect(more.assistant.completions(more.at).incomplete).toBe(false)
  })

  it.each([
    ['Dockerfile', 'FROM --platform=linux/arm64 nvcr.io/nvidia/cuda:13.0.2-b|  AS build\nRUN x\n'],
    ['Dockerfile', 'FROM nvidia/cuda:13.0.2-b|'],
    ['Dockerfile', 'FROM x\nCOPY --from=docker.io/nvidia/cuda:13.0.2-b| /a /b\n'],
    ['Dockerfile', 'FROM x\nRUN --mount=type=bind,from=nvidia/cuda:13.0.2-b|,target=/x true\n'],
    ['Dockerfile', 'ARG BASE=nvidia/cuda:13.0.2-b|\nFROM $BASE\n'],
    ['compose.yaml', service('image: nvidia/cuda:13.0.2-b|')],
    ['compose.yaml', service('image: "nvidia/cuda:13.0.2-b|\n    ports: [1\n  b:\n')],
    ['compose.yaml', 'services: { a: { image: nvidia/cuda:13.0.2-b| } }\n'],
    ['pod.yaml', pod('containers:\n  - image: nvidia/cuda:13.0.2-b|\n')],
    ['pod.yaml', pod('initContainers:\n    - name: x\n      image: nvidia/cuda:13.0.2-b|')],
  ])('%s: %s', async (path, marked) => {
    const after = await taken(path, marked, '13.0.2-base-ubuntu24.04')
    expect(after).toBe(marked.replace('13.0.2-b|', '13.0.2-base-ubuntu24.04'))
  })

  it('take the place of the whole tag, whatever stands behind the cursor', async () => {
    const after = await taken(
      'Dockerfile',
      'FROM nvidia/cuda:12.4|.1-base-ubuntu22.04 AS x\n',
      '12.4.1-devel-ubuntu22.04',
    )
    expect(after).toBe('FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS x\n')
  })

  it.each([
    ['Dockerfile', 'FROM mirror/nvidia/cuda:12.|'],
    ['Dockerfile', 'FROM nvidia/cuda|'],
    ['Dockerfile', 'FROM nvidia/cuda:12.4.1-base-ubuntu22.04 AS nvidia/cuda:|'],
    ['Dockerfile', '# FROM nvidia/cuda:|'],
    ['Dockerfile', 'FROM x\nRUN echo nvidia/cuda:|'],
    ['compose.yaml', service('image: x # nvidia/cuda:|')],
    ['compose.yaml', service('container_name: nvidia/cuda:|')],
    ['compose.yaml', 'services:\n  a:\n    build: .\nx-a:\n  b:\n    image: nvidia/cuda:|'],
  ])('are not proposed in %s: %s', async (path, marked) => expect(await proposed(path, marked)).toEqual([]))
})

it('releases of Triton come with their CUDA', async () => {
  const { at, assistant } = await place('Dockerfile', 'FROM nvcr.io/nvidia/tritonserver:26.01-|')
  expect(assistant.completions(at).items.map(({ label, detail }) => `${label} (${detail})`)).toEqual([
    '26.01-py3 (Triton 2.65.0)',
    '26.01-vllm-python-py3 (Triton 2.65.0 · CUDA 13.1.1)',
    '26.01-trtllm-python-py3 (Triton 2.65.0 · CUDA 13.0.2)',
  ])
})

describe('tags of images that bring a framework along', () => {
  const detailed = async (path: string, marked: string) => {
    const { at, assistant } = await place(path, marked)
    const { items } = assistant.completions(at)
    return items.map(({ label, detail, ended }) => `${label} (${detail})${ended ? '†' : ''}`)
  }

  it('come newest first, with what they hold', async () => {
    expect((await detailed('Dockerfile', 'FROM pytorch/pytorch:2.6|')).slice(0, 3)).toEqual([
      '2.6.0-cuda12.6-cudnn9-runtime (CUDA 12.6 · cuDNN 9 · driver ≥ 525.60.13)',
      '2.6.0-cuda12.6-cudnn9-devel (CUDA 12.6 · cuDNN 9 · driver ≥ 525.60.13)',
      '2.6.0-cuda12.4-cudnn9-runtime (CUDA 12.4 · cuDNN 9 · driver ≥ 525.60.13)',
    ])
    expect((await detailed('compose.yaml', service('image: nvcr.io/nvidia/pytorch:25.1|'))).slice(0, 2)).toEqual([
      '25.12-py3 (PyTorch 2.10.0a0 · CUDA 13.1 · Python 3.12 · driver ≥ 580.65.06)',
      '25.11-py3 (PyTorch 2.10.0a0 · CUDA 13.0.2 · Python 3.12 · driver ≥ 580.65.06)',
    ])
    expect(await proposed('Dockerfile', 'FROM pytorch/pytorch:devel|')).toContain('2.14.0-cuda13.2-cudnn9-devel')
  })

  it('say what has come to its end, and what nobody wrote down', async () => {
    expect(await detailed('Dockerfile', 'FROM nvcr.io/nvidia/tensorflow:23.03|')).toEqual([
      '23.03-tf2-py3 (TensorFlow 2.11.0)',
      '23.03-tf1-py3 (TensorFlow 1.15.5 · CUDA 12.1.0 · Python 3.8 · driver ≥ 525.60.13 · TensorFlow 1 has ended)†',
    ])
    expect(await detailed('Dockerfile', 'FROM nvcr.io/nvidia/pytorch:22.01|')).toEqual([
      '22.01-py3 (PyTorch 1.11.0a0 · CUDA 11.6.0 · cuDNN 8.3 · Python 3.8 · driver ≥ 450.80.02 · ubuntu20.04 ended on 2025-05-31)†',
    ])
    expect(await detailed('pod.yaml', pod('containers:\n  - image: tensorflow/tensorflow:2.17|'))).toEqual([
      '2.17.0-gpu (tested with CUDA 12.3 · cuDNN 8.9 · driver ≥ 525.60.13)',
      '2.17.0-gpu-jupyter (tested with CUDA 12.3 · cuDNN 8.9 · driver ≥ 525.60.13)',
    ])
  })

  it.each(['FROM mirror/pytorch/pytorch:2.|', 'FROM tensorflow/tensorflow:2.5.2|', 'FROM constructor:|'])(
    'are not proposed for %s',
    async (marked) => expect(await proposed('Dockerfile', marked)).toEqual([]),
  )
})

describe('versions and indexes of an install', () => {
  const install = (words: string, base = BASE) =>
    proposed('Dockerfile', `${base}RUN apt-get update && \\\n  pip install ${words}`)

  it('fit the CUDA of the base', async () => {
    expect((await install('onnxruntime-gpu==|')).at(-1)).toBe('1.19.*')
    expect((await install('onnxruntime-gpu==|', 'FROM nvidia/cuda:11.8.0-base-ubuntu22.04\n'))[0]).toBe('1.18.1')
    expect(await install('onnxruntime-gpu==1.23|')).toEqual(['1.23.2', '1.23.0', '1.23.*'])
    expect((await install('torch==|'))[0]).toBe('2.10.0')
    expect(await install('tensorflow==2.|')).toEqual(['2.17.1', '2.17.0', '2.16.2', '2.16.1', '2.15.1', '2.15.0'])
    expect((await install('"tensorflow[and-cuda]==|"'))[0]).toBe('2.21.0')
    expect((await install('torch==|', 'FROM python:3.12\n'))[0]).toBe('2.13.0')
  })

  it('fit the index and the pin beside them', async () => {
    expect((await install('torch==2.| --index-url https://download.pytorch.org/whl/cu118'))[0]).toBe('2.7.1')
    expect(await install('torch==2.5.1 --extra-index-url=https://download|')).toEqual([
      'https://download.pytorch.org/whl/cu124',
      'https://download.pytorch.org/whl/cu121',
    ])
    expect((await install('--index-url |', 'FROM nvidia/cuda:11.8.0-base-ubuntu22.04\n'))[0]).toMatch(/cu118$/)
  })

  it('take the place of the word', async () => {
    const after = await taken('Dockerfile', `${BASE}RUN pip install "torch==2.|5.0" numpy\n`, '2.6.0')
    expect(after).toBe(`${BASE}RUN pip install "torch==2.6.0" numpy\n`)
  })

  it.each(['numpy==|', 'torch|', 'constructor==|', '--index-url https://x |'])('none for %s', async (words) => {
    expect(await install(words)).toEqual([])
  })
})

describe('values of a service', () => {
  it.each([
    [request('capabilities: [|'), ['gpu', 'nvidia', 'compute', 'compat32', 'graphics', 'utility', 'video', 'display']],
    [request('capabilities: [gpu, u|]'), ['compute', 'compat32', 'utility'].filter((one) => one.includes('u'))],
    [request('capabilities:\n              - g|'), ['gpu', 'graphics']],
    [request('count: |'), ['all', '1', '2']],
    [request('device_ids: [|]'), ['0', '1']],
    [
      request('device_ids: [|]').replace('nvidia', 'cdi'),
      ['nvidia.com/gpu=all', 'nvidia.com/gpu=0', 'nvidia.com/gpu=1'],
    ],
    [service('deploy: { resources: { reservations: { devices: [{ driver: |'), ['nvidia', 'cdi']],
    [service('gpus:\n      - driver: n|'), ['nvidia']],
    [service('gpus: |'), ['all']],
    [service('runtime: |'), ['nvidia']],
    [service('devices: [nvidia.com|'), ['nvidia.com/gpu=all', 'nvidia.com/gpu=0', 'nvidia.com/gpu=1']],
    [service('devices:\n    - /dev/nvidia-u|'), ['/dev/nvidia-uvm', '/dev/nvidia-uvm-tools']],
    [service('environment:\n      - NVIDIA_VISIBLE_DEVICES=|'), ['all', '0', '1', 'none', 'void']],
    [service('environment:\n      - NVIDIA_VISIBLE_DEVICES=0,|'), ['1']],
    [service('environment:\n      NVIDIA_DRIVER_CAPABILITIES: compute,ut|'), ['utility']],
    [service('environment:\n      OTHER: |'), []],
    [service('environment:\n      - |'), []],
    [service('|'), []],
    [service('deploy:\n      resources:\n        limits:\n          devices:\n            - driver: |'), []],
  ])('%s', async (marked, labels) => {
    const found = await proposed('compose.yaml', marked, TWO)
    expect(found).toEqual(labels)
  })

  it('of GPUs come from the target alone', async () => {
    expect(await proposed('compose.yaml', request('device_ids: [|]'))).toEqual([])
    expect(await proposed('compose.yaml', request('count: |'))).toEqual(['all', '1'])
  })

  it('are written so that they are what they must be', async () => {
    const write = (line: string, label: string) => taken('compose.yaml', request(line), label, TWO)
    expect(await write('device_ids: [|]', '1')).toBe(request('device_ids: ["1"]'))
    expect(await write('device_ids: ["|"]', '1')).toBe(request('device_ids: ["1"]'))
    expect(await write('count:|', 'all')).toBe(request('count: all'))
    expect(await write('count: |1', 'all')).toBe(request('count: all'))
  })

  it.each([
    ['x-gpu: &gpu\n  image: nvidia/cuda:13.0.2-b|\nservices:\n  a:\n    <<: *gpu\n', '13.0.2-base-ubuntu24.04'],
    [
      'x-gpu: &gpu { image: nvidia/cuda:13.0.2-b| }\nservices:\n  a: { <<: [*other, *gpu] }\n',
      '13.0.2-base-ubuntu24.04',
    ],
    ['x-all:\n  base: &base\n    runtime: |\n  gpu: &gpu\n    <<: *base\nservices:\n  a: *gpu\n', 'nvidia'],
    [
      'x-gpu: &gpu\n  resources:\n    reservations:\n      devices:\n        - count: |\nservices:\n  a:\n    deploy: *gpu\n',
      'all',
    ],
    [
      'x-device: &one\n  driver: nvidia\n  capabilities: [g|]\nservices:\n  a:\n    deploy:\n      resources:\n        reservations:\n          devices: [*one]\n',
      'gpu',
    ],
    ['x-devices:\n  - &one\n    driver: n|\nservices:\n  a:\n    gpus:\n      - *one\n', 'nvidia'],
    ['x-env: &env\n  NVIDIA_VISIBLE_DEVICES: |\nservices:\n  a:\n    environment:\n      <<: *env\n', 'all'],
    ['services:\n  a:\n    environment: &env\n      NVIDIA_VISIBLE_DEVICES: |\n  b:\n    environment: *env\n', 'all'],
  ])('work in a fragment that a service takes: %s', async (marked, label) => {
    expect(await proposed('compose.yaml', marked)).toContain(label)
  })

  it.each([
    'x-gpu: &gpu\n  image: nvidia/cuda:13.|\nservices:\n  a: { image: x }\n',
    'x-gpu: &gpu\n  image: nvidia/cuda:13.|\nvolumes:\n  a: *gpu\n',
    'x-gpu: &gpu\n  image: nvidia/cuda:13.|\nservices:\n  a:\n    image: x # *gpu\n',
    'x-a: &a\n  <<: *b\n  image: nvidia/cuda:13.|\nx-b: &b\n  <<: *a\nservices: {}\n',
    'x-gpu: &gpu\n  image: nvidia/cuda:13.|\nservices:\n  a:\n    labels: *gpu\n',
    'x-gpu: &gpu|\nservices:\n  a: { runtime: *gpu }\n',
  ])('not in one that goes elsewhere: %s', async (marked) => expect(await proposed('compose.yaml', marked)).toEqual([]))

  it('work in ENV too', async () => {
    expect(await proposed('Dockerfile', 'FROM x\nENV A=1 NVIDIA_VISIBLE_DEVICES=n|')).toEqual(['none'])
  })
})

describe('values of a pod', () => {
  const container = (lines: string) => pod(`containers:\n    - name: a\n      resources:\n        ${lines}`)

  it('are names of resources, as keys', async () => {
    expect(await taken('pod.yaml', container('limits:\n          nv|'), 'nvidia.com/gpu')).toBe(
      container('limits:\n          nvidia.com/gpu: 1'),
    )
    expect(await proposed('pod.yaml', container('limits: { amd|'))).toEqual(['amd.com/gpu'])
    expect(await proposed('pod.yaml', container('|'))).toEqual([])
  })

  it.each([
    ['env:\n        - name: NVIDIA_DRIVER_CAPABILITIES\n          value: compute,ut|', ['utility']],
    ['env:\n        - value: |\n          name: NVIDIA_VISIBLE_DEVICES', ['none', 'void']],
    ['env:\n        - name: NVIDIA_VISIBLE_DEVICES\n          value: ""\n        - name: A\n          value: |', []],
    ['env:\n        - name: A\n          value: |\n        - name: NVIDIA_VISIBLE_DEVICES', []],
    ['env: [{ name: NVIDIA_VISIBLE_DEVICES, value: n|', ['none']],
    ['env:\n        - value: |\n        - name: NVIDIA_VISIBLE_DEVICES', []],
  ])('are those of a variable: %s', async (lines, labels) => {
    expect(await proposed('pod.yaml', pod(`containers:\n    - name: a\n      ${lines}`), TWO)).toEqual(labels)
  })

  it('are quoted in brackets, where a comma would end them', async () => {
    const flow = pod('containers: [{ env: [{ name: NVIDIA_DRIVER_CAPABILITIES, value: | }] }]')
    expect(await taken('pod.yaml', flow, 'compute,utility')).toBe(flow.replace('|', '"compute,utility"'))
    const map = service('environment: { NVIDIA_DRIVER_CAPABILITIES: | }')
    expect(await taken('compose.yaml', map, 'compute,utility')).toBe(map.replace('|', '"compute,utility"'))
    const block = service('environment:\n      NVIDIA_DRIVER_CAPABILITIES: |')
    expect(await taken('compose.yaml', block, 'compute,utility')).toBe(block.replace('|', 'compute,utility'))
  })

  it('are the parts of a toleration of the taint', async () => {
    const toleration = (lines: string) => pod(`tolerations:\n    - ${lines}`)
    expect(await proposed('pod.yaml', toleration('key: nvidia.com/gpu\n      effect: |'))).toEqual(['NoSchedule'])
    expect(await proposed('pod.yaml', toleration('operator: |\n      key: nvidia.com/gpu'))).toEqual(['Exists'])
    expect(await proposed('pod.yaml', toleration('key: other\n      effect: |'))).toEqual([])
  })

  it('are tolerations and the runtime class', async () => {
    expect(await taken('pod.yaml', pod('tolerations:\n    - |'), 'key: nvidia.com/gpu')).toBe(
      pod('tolerations:\n    - key: nvidia.com/gpu\n      operator: Exists\n      effect: NoSchedule'),
    )
    expect(await proposed('pod.yaml', pod('tolerations:\n    - key: |'))).toEqual(['nvidia.com/gpu'])
    expect(await proposed('pod.yaml', pod('runtimeClassName: |'))).toEqual(['nvidia'])
  })
})

it('any place of any text is answered', async () => {
  const text = `${request('capabilities: [gpu, "x"]')}\n    environment: { A: "1" }\n  b: [\n`
  for (let at = 0; at <= text.length; at++) await proposed('compose.yaml', `${text.slice(0, at)}|${text.slice(at)}`)
})

describe('values of a bentofile', () => {
  const bento = (lines: string, packages = '') => `service: x\ndocker:\n  ${lines}\npython:\n  packages:\n${packages}`

  it('are the versions of CUDA that BentoML takes and has a base image for, newest first', async () => {
    expect((await proposed('bentofile.yaml', bento('cuda_version: 12|'))).slice(0, 2)).toEqual(['12.8.1', '12.8.0'])
    expect(await proposed('bentofile.yaml', bento('cuda_version: 11|'))).toEqual(['11.8.0', '11.7.1'])
    expect(await proposed('bentofile.yaml', bento('cuda_version: |', '    - bentoml==1.0.8\n'))).toEqual([
      '11.6.2',
      '11.4.3',
      '11.2.2',
    ])
    expect(await proposed('bentofile.yaml', bento('cuda_version: |', '    - bentoml==1.4.30\n'))).toEqual([])
    expect(await proposed('bentofile.yaml', bento('cuda_version: |', '    - bentoml==1.9.0\n'))).toEqual([])
  })

  it('are texts, with the releases that take them', async () => {
    const { at, assistant } = await place('bentofile.yaml', bento('cuda_version: 12.8.1|'))
    expect(assistant.completions(at).items.map(({ detail, text }) => [text, detail])).toEqual([
      ['"12.8.1"', 'BentoML from 1.4.38 on · driver ≥ 525.60.13'],
    ])
    expect(await taken('bentofile.yaml', bento('python_version:|'), '3.10')).toBe(bento('python_version: "3.10"'))
    expect(await taken('bentofile.yaml', bento('python_version: "|"'), '3.10')).toBe(bento('python_version: "3.10"'))
  })

  it('are tags of the base image, and versions that fit its CUDA', async () => {
    expect(await proposed('bentofile.yaml', bento('base_image: nvidia/cuda:13.0.2-b|'))).toContain(
      '13.0.2-base-ubuntu24.04',
    )
    const packages = (cuda: string) => bento(`cuda_version: "${cuda}"`, '    - onnxruntime-gpu==1.|\n')
    expect((await proposed('bentofile.yaml', packages('11.8.0')))[0]).toBe('1.18.1')
    expect((await proposed('bentofile.yaml', packages('12.8.1')))[0]).toBe('1.26.0')
    expect(await proposed('bentofile.yaml', bento('env:', '    - numpy==|\n'))).toEqual([])
    expect(await taken('bentofile.yaml', bento('env:', '    - "torch==2.|5.0"\n'), '2.6.0')).toBe(
      bento('env:', '    - "torch==2.6.0"\n'),
    )
  })
})

describe('values of a dev container', () => {
  const json = '.devcontainer/devcontainer.json'

  it.each([
    ['{ // x\n  "image": "nvidia/cuda:13.0.2-b|" }', '13.0.2-base-ubuntu24.04'],
    ['{ "image": "nvidia/cuda:13.0.2-b|\n}', '13.0.2-base-ubuntu24.04'],
    ['{ "runArgs": ["--g|"] }', '--gpus=all'],
    ['{ "runArgs": [|] }', '--device=nvidia.com/gpu=all'],
    ['{ "runArgs": ["--gpus", "|"] }', 'device=1'],
    ['{ "runArgs": ["--gpus=device=|"] }', '--gpus=device=1'],
    ['{ "hostRequirements": { "gpu": | } }', 'true'],
    ['{ "hostRequirements": { "gpu": "o|" } }', 'optional'],
  ])('%s', async (marked, label) => expect(await proposed(json, marked, TWO)).toContain(label))

  it.each([
    ['{ "runArgs": ["--ipc=host", |] }', '--gpus=all', '{ "runArgs": ["--ipc=host", "--gpus=all"] }'],
    ['{ "runArgs": ["--gp|us=1"] }', '--gpus=all', '{ "runArgs": ["--gpus=all"] }'],
    ['{ "hostRequirements": { "gpu": | } }', 'optional', '{ "hostRequirements": { "gpu": "optional" } }'],
    ['{ "hostRequirements": { "gpu": t| } }', 'true', '{ "hostRequirements": { "gpu": true } }'],
    [
      '{ "image": "pytorch/pytorch:2.6.0|-x" }',
      '2.6.0-cuda12.4-cudnn9-devel',
      '{ "image": "pytorch/pytorch:2.6.0-cuda12.4-cudnn9-devel" }',
    ],
  ])('%s, with %s taken', async (marked, label, after) => expect(await taken(json, marked, label)).toBe(after))

  it.each([
    '{ "name": "nvidia/cuda:|" }',
    '{ "image|": "x" }',
    '{ "image": "nvidia/cuda:13.0.2-base-ubuntu24.04"| }',
    '{ "image": | }',
    '{ // "image": "nvidia/cuda:|"\n}',
    '{ "customizations": { "image": "nvidia/cuda:|" } }',
    '|',
  ])('none for %s', async (marked) => expect(await proposed(json, marked)).toEqual([]))
})
