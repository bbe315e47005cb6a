import { afterEach, describe, expect, it } from 'vitest'
import type { CompletionList, Hover, InlayHint, Position } from 'vscode-languageserver'
import { type Document, Editor } from './support/client'

const everything = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } }

let editor: Editor
afterEach(() => editor.stop())

/** Opens a text with the cursor `|`. */
async function marked(name: string, text: string): Promise<readonly [Document, Position]> {
  editor = await Editor.start()
  const before = text.slice(0, text.indexOf('|')).split('\n')
  const document = await editor.open(name, text.replace('|', ''))
  return [document, { line: before.length - 1, character: before.at(-1)?.length ?? 0 }]
}

const ask = <T>(document: Document, method: string, more: object): Promise<T> =>
  editor.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri: document.uri }, ...more })

/** Takes a proposal, as a user does. */
async function take(document: Document, position: Position, label: string): Promise<string | undefined> {
  const { items } = await ask<CompletionList>(document, 'completion', { position })
  const item = items.find((one) => one.label === label)
  if (!item) throw new Error(`${label} is not proposed, but ${items.map((one) => one.label)}`)
  await document.replace(document.text, document.after([item.textEdit as never]))
  return (item.documentation as string | undefined) ?? item.detail
}

describe('images that bring a framework along', () => {
  it.each([
    ['Dockerfile', 'FROM nvcr.io/nvidia/pytorch:25.1|\n', '25.10-py3', 'PyTorch 2.9.0a0 · CUDA 13.0'],
    [
      'compose.yaml',
      'services:\n  a:\n    image: pytorch/pytorch:2.6.0-cuda12.4|\n',
      '2.6.0-cuda12.4-cudnn9-runtime',
      'CUDA 12.4 · cuDNN 9 · driver ≥ 525.60.13',
    ],
    [
      'pod.yaml',
      'apiVersion: v1\nkind: Pod # gpu\nspec:\n  containers:\n    - image: tensorflow/tensorflow:2.17|\n',
      '2.17.0-gpu',
      'tested with CUDA 12.3 · cuDNN 8.9 · driver ≥ 525.60.13',
    ],
  ])('are completed, hinted and explained in %s: %s', async (name, text, label, known) => {
    const [document, position] = await marked(name, text)
    expect(await take(document, position, label)).toContain(known)
    expect(document.text).toBe(text.replace(/:[^:]*\|/, `:${label}`))
    expect((await ask<InlayHint[]>(document, 'inlayHint', { range: everything }))[0]?.label).toContain(known)
    const hover = await ask<Hover | null>(document, 'hover', { position })
    expect(hover?.contents).toMatchObject({ value: expect.stringMatching(/\*Source: .*\(read 2026-11-28\)/) })
  })
})

it('a fragment that services take is completed and explained as they are', async () => {
  const text = 'x-gpu: &gpu\n  image: nvidia/cuda:13.0.2-b|\n  gpus: all\nservices:\n  a: *gpu\n'
  const [document, position] = await marked('compose.yaml', text)
  expect(await take(document, position, '13.0.2-base-ubuntu24.04')).toContain('driver ≥ 580.65.06')
  const hover = await ask<Hover | null>(document, 'hover', { position: { line: 2, character: 9 } })
  expect(hover?.contents).toMatchObject({ value: expect.stringMatching(/^\*\*Every GPU of the host for a\*\*/) })
})

it('the variables and tolerations of a pod are completed and explained', async () => {
  const head = 'apiVersion: v1\nkind: Pod\nspec:\n  tolerations:\n    - key: nvidia.com/gpu\n  containers:\n'
  const text = `${head}    - env:\n        - name: NVIDIA_DRIVER_CAPABILITIES\n          value: compute,|\n`
  const [document, position] = await marked('pod.yaml', text)
  expect(await take(document, position, 'video')).toBe('encoders and decoders (Video Codec SDK)')
  expect(document.text).toBe(text.replace('|', 'video'))
  const hover = await ask<Hover | null>(document, 'hover', { position: { line: 4, character: 14 } })
  expect(hover?.contents).toMatchObject({ value: expect.stringMatching(/The taint that nodes/) })
})

it('a bentofile is completed and explained', async () => {
  const text = 'service: x\ndocker:\n  cuda_version: 12.8|\n'
  const [document, position] = await marked('bentofile.yaml', text)
  expect(await take(document, position, '12.8.1')).toBe('BentoML from 1.4.38 on · driver ≥ 525.60.13')
  expect(document.text).toBe('service: x\ndocker:\n  cuda_version: "12.8.1"\n')
  const hover = await ask<Hover | null>(document, 'hover', { position })
  expect(hover?.contents).toMatchObject({ value: expect.stringMatching(/CUDA 12\.8\.1 and cuDNN/) })
})

it('a dev container is completed and explained', async () => {
  const [document, position] = await marked('.devcontainer/devcontainer.json', '{\n  "runArgs": ["--gpus|"]\n}\n')
  expect(await take(document, position, '--gpus=all')).toContain('without one the container does not start')
  expect(document.text).toBe('{\n  "runArgs": ["--gpus=all"]\n}\n')
  const hover = await ask<Hover | null>(document, 'hover', { position })
  expect(hover?.contents).toMatchObject({ value: expect.stringMatching(/^\*\*Every GPU of the host\*\*/) })
})
