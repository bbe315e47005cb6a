import { describe, expect, it } from 'vitest'
import { packageInstalls } from '../../../src/documents/dockerfile/pip'
import { requirementFilesOf } from '../../../src/documents/dockerfile/requirements'
import { commands, draw, read, runs } from './draw'
import { realistic } from './realistic'

const packages = (text: string): readonly string[] =>
  runs(text)
    .flatMap(packageInstalls)
    .flatMap(({ requirements }) => requirements.map(({ name, specifier }) => name + specifier))

it.each(Object.entries(realistic))('%s has no problems', (_, text) => expect(read(text).problems).toEqual([]))

describe('a serving image', () => {
  const { stages } = read(realistic.serving)
  it('resolves images through ARGs and stages', () => {
    expect(stages.map(({ rootImage }) => rootImage)).toEqual([
      ...['nvidia/cuda:12.8.1-devel-ubuntu22.04', 'nvidia/cuda:12.8.1-devel-ubuntu22.04'],
      'nvidia/cuda:12.8.1-runtime-ubuntu22.04',
    ])
  })
  it('finds packages and requirements files', () => {
    expect(packages(realistic.serving)).toEqual([
      'torch==2.7.0.dev20250121+cu128',
      '',
      'accelerate>=0.30',
      'hf-transfer',
    ])
    expect(stages[0] && requirementFilesOf(stages[0]).map(({ path }) => path)).toEqual(['requirements/cuda.txt'])
    expect(commands(realistic.serving)).toContain(
      'apt-get install -y --no-install-recommends ccache git curl sudo python3.12 python3.12-dev',
    )
  })
})

it('reads a multi-stage image with conda', () => {
  const { stages } = read(realistic.multistage)
  expect(stages.map(({ used }) => used)).toEqual([true, true, true, false, false])
  expect(packages(realistic.multistage)).toEqual(['python=3.11', 'pytorch=2.6', 'ninja>=1.11'])
  expect(commands(realistic.multistage)).toContain('make -j')
})

it('reads heredocs', () => {
  expect(packages(realistic.heredocs)).toEqual(['transformers==4.44.0', 'numpy<2'])
  expect(draw(realistic.heredocs).at(-1)).toBe('USER app')
})

it('follows ARGs everywhere', () => {
  expect(draw(realistic.args)[4]).toBe('FROM docker.io/nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu22.04')
  expect(draw(realistic.args).at(-2)).toBe(
    'ENV CUDA_HOME=/usr/local/cuda-12.2 TORCH_URL=https://download.pytorch.org/whl/cu121',
  )
  expect(packages(realistic.args)).toEqual(['torch==2.2.0', 'torchvision==0.17.0+cu121'])
})

it('reads libraries copied from another image', () => {
  expect(draw(realistic.bento)).toEqual([
    'FROM nvidia/cuda:11.0-cudnn8-runtime-ubuntu16.04 as nvidia-cuda',
    'FROM bentoml/model-server:0.13.1',
    'COPY stage 0: /usr/local/cuda-11.0 -> /usr/local/cuda',
    'COPY stage 0: /usr/lib/x86_64-linux-gnu/libcudnn* -> /usr/local/cuda/lib64/',
    'RUN ln /usr/local/cuda/lib64/libcusolver.so.10 /usr/local/cuda/lib64/libcusolver.so.11',
    'ENV PATH=?/usr/local/cuda/bin:$PATH',
    'ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64',
  ])
})
