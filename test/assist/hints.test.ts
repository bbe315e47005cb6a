import { describe, expect, it } from 'vitest'
import { hinted, place } from './ask'

const service = (lines: string) => `services:\n  a:\n    image: x\n${lines.replace(/^/gm, '    ')}\n`
const request = (lines: string) =>
  service(`deploy: { resources: { reservations: { devices: [{ driver: nvidia, ${lines} }] } } }`)
const seen = async (text: string, target = {}) => /a:«(.*)»/.exec(await hinted('compose.yaml', text, { target }))?.[1]

describe('image hints', () => {
  it('say behind FROM what the image holds', async () => {
    expect(
      await hinted(
        'Dockerfile',
        'FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04 AS a\nRUN true\nFROM a\nFROM python\n',
      ),
    ).toBe(
      'FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04 AS a«CUDA 12.4 · cuDNN 9.1 · driver ≥ 525.60.13 (R550 shipped)»\n' +
        'RUN true\nFROM a\nFROM python\n',
    )
  })

  it('say what a variable names', async () => {
    const text = 'ARG TAG=11.8.0-base-ubuntu22.04\nARG BASE=python:3.12\nFROM nvidia/cuda:$TAG\nFROM ${BASE}\nFROM $X\n'
    expect((await hinted('Dockerfile', text)).split('\n').slice(2, 5)).toEqual([
      'FROM nvidia/cuda:$TAG«= nvidia/cuda:11.8.0-base-ubuntu22.04 · CUDA 11.8 · driver ≥ 450.80.02 (R520 shipped)»',
      'FROM ${BASE}«= python:3.12»',
      'FROM $X',
    ])
  })

  it('are silent about a variable that the build replaces', async () => {
    const files = { 'compose.yaml': 'services:\n  a: { build: { context: ., args: { TAG: x } } }\n' }
    const text = 'ARG TAG=11.8.0-base-ubuntu22.04\nFROM nvidia/cuda:$TAG\n'
    expect(await hinted('Dockerfile', text, { files })).toBe(text)
  })

  it('read .env for a compose file, CRLF and comments', async () => {
    const files = { '.env': 'CUDA=12.8.1\n' }
    const text = 'services:\r\n  a:\r\n    image: nvidia/cuda:${CUDA}-base-ubuntu24.04 # x\r\n'
    expect((await hinted('compose.yaml', text, { files })).split('\r\n')[2]).toBe(
      '    image: nvidia/cuda:${CUDA}-base-ubuntu24.04 # x«= nvidia/cuda:12.8.1-base-ubuntu24.04 · CUDA 12.8 · driver ≥ 525.60.13 (R570 shipped)»',
    )
  })

  it.each([
    ['nvcr.io/nvidia/tritonserver:23.08-py3', 'CUDA 12.2 · driver ≥ 525.60.13 (R535 shipped)'],
    ['nvcr.io/nvidia/tritonserver:26.01-vllm-python-py3', 'CUDA 13.1 · driver ≥ 580.65.06 (R590 shipped)'],
    ['nvcr.io/nvidia/tritonserver:25.03-py3-sdk', undefined],
    ['pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime', 'CUDA 12.4 · cuDNN 9 · driver ≥ 525.60.13 (R550 shipped)'],
    [
      'nvcr.io/nvidia/pytorch:26.01-py3',
      'PyTorch 2.10.0a0 · CUDA 13.1 · cuDNN 9.17 · driver ≥ 580.65.06 (R590 shipped)',
    ],
    ['nvcr.io/nvidia/tensorflow:20.03-tf1-py3', 'CUDA 10.2 · cuDNN 7.6 · driver ≥ 440.33'],
    ['nvcr.io/nvidia/tensorflow:24.12-tf2-py3', undefined],
    ['tensorflow/tensorflow:2.17.0-gpu', 'tested with CUDA 12.3 · cuDNN 8.9 · driver ≥ 525.60.13 (R545 shipped)'],
    ['tensorflow/tensorflow:2.17.0', undefined],
    ['nvidia/cuda:10.2-base', 'CUDA 10.2 · driver ≥ 440.33'],
    ['nvidia/cuda:12.4.0-cudnn-base-ubuntu22.04', undefined],
    ['nvidia/cuda:latest', undefined],
    ['nvidia/cuda', undefined],
    ['mirror.local/nvidia/cuda:12.4.1-base-ubuntu22.04', undefined],
  ])('of %s: %s', async (image, label) => {
    expect(await hinted('Dockerfile', `FROM ${image}`)).toBe(`FROM ${image}${label ? `«${label}»` : ''}`)
  })

  it('name their source and its day', async () => {
    const { assistant } = await place('Dockerfile', 'FROM nvidia/cuda:12.4.1-base-ubuntu22.04\n|')
    expect(assistant.hints({ start: 0, end: 50 })[0]?.tooltip).toMatch(/^Source: NVIDIA container-images.*read 20\d\d-/)
    expect(assistant.hints({ start: 0, end: 10 })).toEqual([])
    const other = await place('Dockerfile', 'FROM nvcr.io/nvidia/pytorch:24.07-py3\n|')
    expect(other.assistant.hints({ start: 0, end: 50 })[0]?.tooltip).toMatch(
      /^Source: the table of versions in NVIDIA's/,
    )
  })
})

describe('service hints', () => {
  it.each([
    [service('gpus: all'), 'sees all GPUs'],
    [request('count: 2, capabilities: [gpu]'), 'sees GPU 0,1'],
    [request('device_ids: ["1", "3"], capabilities: [gpu]'), 'sees GPU 1,3'],
    [request('count: all, capabilities: [gpu]'), 'sees all GPUs'],
    [request('count: 1'), undefined],
    [request('count: 1, device_ids: ["0"], capabilities: [gpu]'), undefined],
    [request('count: ${N}, capabilities: [gpu]'), undefined],
    [request('count: 1, capabilities: [gpus]'), undefined],
    [request('count: 1, capabilities: [gpu]').replace('nvidia', 'cdi'), undefined],
    [service('gpus: [{ count: 1 }, { count: 2 }]'), undefined],
    [service('gpus: all\nenvironment: { CUDA_VISIBLE_DEVICES: "1" }'), undefined],
    [service('runtime: nvidia\nenvironment: [NVIDIA_VISIBLE_DEVICES=0]'), 'sees GPU 0'],
    [service('runtime: nvidia\nenvironment: [NVIDIA_VISIBLE_DEVICES=none]'), 'sees no GPU'],
    [service('runtime: nvidia\nenvironment: [NVIDIA_VISIBLE_DEVICES]'), undefined],
    [service('runtime: nvidia'), undefined],
    [service('runtime: nvidia').replace('x', 'nvidia/cuda:12.4.1-base-ubuntu22.04'), 'sees all GPUs'],
    [service('devices: [nvidia.com/gpu=0]'), 'sees GPU 0'],
    [service('extends: { service: b, file: none.yml }\ngpus: all'), undefined],
    [service('ports: ["80:80"]'), undefined],
  ])('of %s: %s', async (text, label) => expect(await seen(text)).toBe(label))

  it('are silent where the target decides otherwise', async () => {
    const text = request('count: 2, capabilities: [gpu]')
    expect(await seen(text, { gpus: ['RTX 4090', 'RTX 4090'] })).toBe('sees GPU 0,1')
    for (const target of [
      { gpus: ['RTX 4090'] },
      { engine: 'podman 5.2' },
      { platform: 'wsl2' },
      { platform: 'swarm' },
    ])
      expect(await seen(text, target)).toBeUndefined()
  })
})
