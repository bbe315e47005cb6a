import { describe, expect, test } from 'vitest'
import { facts } from '../../../src/facts'
import { newestPatch } from '../../../src/rules/support/newest-tag'
import { linterOf, offered } from './offered'

/** The one text that is made; `|` stands where the cursor is. */
async function pinned(path: string, marked: string, files = {}): Promise<readonly [string, string]> {
  const found = [...(await offered(path, marked, { files }))].filter(([title]) => title.startsWith('Pin '))
  expect(found).toHaveLength(1)
  return found[0] as [string, string]
}

const titles = async (path: string, marked: string, files = {}): Promise<readonly string[]> =>
  [...(await offered(path, marked, { files })).keys()].filter((title) => title.startsWith('Pin '))

describe('a tag of nvidia/cuda', () => {
  test('becomes the newest patch of its minor, flavour and OS', async () => {
    const [title, text] = await pinned('Dockerfile', 'FROM nvidia/cuda:12.4.|0-devel-ubuntu22.04 AS build\n')
    expect(title).toBe('Pin nvidia/cuda to 12.4.1-devel-ubuntu22.04, the newest patch of 12.4')
    expect(text).toBe('FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS build\n')
    expect(await titles('Dockerfile', `|${text}`)).toEqual([])
  })
  test.each([
    ['docker-compose.yml', 'services:\n  a:\n    ima|ge: "nvcr.io/nvidia/cuda:12.8.0-base-ubuntu24.04" # gpu\n'],
    ['.devcontainer/devcontainer.json', '{\n  // ours\n  "image": "nvidia/cuda:12.8.0-base-ubuntu24.04"|\n}\n'],
    [
      'pod.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n  containers:\n    - name: c\n      |image: nvidia/cuda:12.8.0-base-ubuntu24.04\n',
    ],
    ['Dockerfile', 'FROM alpine:3\nCOPY --from=nvidia/cuda:12.8.0-base-ubuntu24.04| /usr/local/cuda /cuda\n'],
  ])('in %s', async (path, marked) => {
    const [, text] = await pinned(path, marked)
    expect(text).toBe(marked.replace('|', '').replace('12.8.0', '12.8.1'))
  })
  test.each([
    'nvidia/cuda:12.4.1-base-ubuntu22.04',
    'nvidia/cuda:12.3.1-cudnn8-runtime-ubuntu22.04',
    'nvidia/cuda:13.0.2-cudnn-devel-ubuntu22.04',
    'nvidia/cuda:11.0-base',
    'nvidia/cuda:99.1.0-base-ubuntu22.04',
    'nvidia/cuda:latest',
    'nvidia/cuda',
    'nvidia/cuda:12.4.0-base-ubuntu22.04@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    'mirror.example/nvidia/cuda:12.4.0-base-ubuntu22.04',
  ])('is left alone: %s', async (image) => expect(await titles('Dockerfile', `FROM |${image}\n`)).toEqual([]))
})

describe('an ARG that holds the tag', () => {
  const parts = 'ARG CUDA=12.6.0\nARG OS=ubuntu22.04\nFROM nvidia/cuda:${CUDA}-devel-${OS} AS build\n'
  test('is changed, from its own line and from FROM', async () => {
    for (const marked of [parts.replace('FROM', '|FROM'), parts.replace('CUDA=', 'CUDA=|')]) {
      const [, text] = await pinned('Dockerfile', marked)
      expect(text).toBe(parts.replace('12.6.0', '12.6.3'))
    }
    expect(await titles('Dockerfile', parts.replace('OS=', '|OS='))).toEqual([])
  })
  test('may be a part of other images that have that patch', async () => {
    const two = `${parts}FROM nvidia/cuda:\${CUDA}-runtime-\${OS}\n`
    const found = await offered('Dockerfile', two.replace('CUDA=', 'CUDA=|'))
    expect(new Set(found.values())).toEqual(new Set([two.replace('12.6.0', '12.6.3')]))
    const none = `${parts}FROM acme/base:\${CUDA}\n`
    expect(await titles('Dockerfile', none.replace('CUDA=', 'CUDA=|'))).toEqual([])
  })
  test('is left where it names other things too, or the build gives another value', async () => {
    expect(await titles('Dockerfile', `|${parts}ARG CUDA\nRUN echo $CUDA\n`)).toEqual([])
    const compose = 'services: { a: { build: { context: ., args: { CUDA: 12.8.0 } } } }\n'
    expect(await titles('Dockerfile', `|${parts}`, { 'docker-compose.yml': compose })).toEqual([])
    expect(
      await titles('docker-compose.yml', 'services: { a: { image: "|${I:-nvidia/cuda:12.4.0-base-ubuntu22.04}" } }'),
    ).toEqual([])
  })
})

describe('other images, by the rows of the facts', () => {
  const compose = (image: string) => `services:\n  a:\n    image: |${image}\n`
  test.each([
    ['ollama/ollama', 'ollama/ollama:0.33.1'],
    ['ollama/ollama:latest', 'ollama/ollama:0.33.1'],
    ['"ollama/ollama:0.33.0"', '"ollama/ollama:0.33.1"'],
    ['vllm/vllm-openai:latest', 'vllm/vllm-openai:v0.30.0'],
    ['ghcr.io/ggml-org/llama.cpp:server-cuda', 'ghcr.io/ggml-org/llama.cpp:server-cuda-b11206'],
    ['tensorflow/tensorflow:2.16.1-gpu', 'tensorflow/tensorflow:2.16.2-gpu'],
    ['tensorflow/tensorflow:latest-gpu-jupyter', 'tensorflow/tensorflow:2.21.0-gpu-jupyter'],
    ['pytorch/pytorch:2.7.0-cuda12.6-cudnn9-devel', 'pytorch/pytorch:2.7.1-cuda12.6-cudnn9-devel'],
    ['ghcr.io/huggingface/text-generation-inference:3.3.4', 'ghcr.io/huggingface/text-generation-inference:3.3.7'],
  ])('%s becomes %s', async (image, wanted) => {
    const [title, text] = await pinned('compose.yaml', compose(image))
    expect(text).toBe(compose(wanted).replace('|', ''))
    expect(title).toMatch(/, the newest (?:release|patch) known on \d{4}-\d\d-\d\d$/)
    expect(await titles('compose.yaml', compose(wanted))).toEqual([])
  })
  test.each([
    'ollama/ollama:rocm',
    'ollama/ollama:0.32.0',
    'ollama/ollama:0.34.0',
    'vllm/vllm-openai:v0.30',
    'vllm/vllm-openai:nightly',
    'pytorch/pytorch:latest',
    'pytorch/pytorch',
    'pytorch/pytorch:2.7.0-cuda12.4-cudnn9-devel',
    'nvcr.io/nvidia/pytorch:24.05-py3',
    'acme/worker:latest',
    'ghcr.io/ggml-org/llama.cpp:server',
  ])('%s is left alone', async (image) => expect(await titles('compose.yaml', compose(image))).toEqual([]))
})

test('no pin makes a finding that was not there', async () => {
  const rules = async (tag: string) => {
    const text = `FROM nvidia/cuda:${tag}\n`
    return (await linterOf('Dockerfile', text).check('Dockerfile'))?.findings.map(({ rule }) => rule)
  }
  const reference = { registry: undefined, repository: 'nvidia/cuda', fullName: 'nvidia/cuda', digest: undefined }
  const pins = facts.cudaTags().flatMap(({ tag }) => {
    const newest = newestPatch({ ...reference, tag }, facts)
    return newest ? [[tag, newest.tag] as const] : []
  })
  expect(pins.length).toBeGreaterThan(300)
  for (const [tag, newest] of pins)
    expect(await rules(tag), tag).toEqual(expect.arrayContaining((await rules(newest)) ?? []))
})
