import { imageReleases } from './support/image-rows'
import type { Choice, Framework, Reason, Recipe } from './types'

const framework: Framework = {
  id: 'llama.cpp',
  title: 'llama.cpp server',
  modes: ['serve'],
  vendors: ['nvidia'],
  // popular-images: the -cuda build is chosen for the GPU.
  cpu: false,
  table: 'frameworks',
  releases: (facts) => imageReleases(facts.frameworkRows('llama.cpp')),
  recipe,
}
export default framework

const MODEL = 'ggml-org/gemma-3-1b-it-GGUF'

function recipe({ build }: Choice): Recipe {
  return {
    ...(build.image && { image: build.image }),
    command: ['-hf', MODEL, '--n-gpu-layers', '999'],
    environment: { LLAMA_CACHE: '/models' },
    ports: ['8080:8080'],
    mounts: ['models:/models'],
    restart: 'unless-stopped',
    // As in the image (.devops/cuda.Dockerfile @00d69466), with time for the download.
    health: { test: ['curl', '-f', 'http://localhost:8080/health'], startPeriod: 600 },
    probe: { command: ['--list-devices'], how: 'run' },
    reasons: REASONS,
    notes: NOTES,
  }
}

const REASONS: readonly Reason[] = [
  {
    choice: 'Model',
    value: MODEL,
    because: 'small, and downloaded at the first start into the volume models: put your own in its place',
    in: ['compose', 'readme'],
  },
  {
    choice: 'Layers on the GPU',
    value: '999',
    because: 'all of them; write fewer where the model is larger than the memory of the GPU',
    in: ['compose', 'readme'],
  },
]

const NOTES = [
  'A model of your own: mount its folder (`./gguf:/gguf:ro`), and write `-m`, `/gguf/FILE.gguf` in place of `-hf` and its name.',
  `Try it: \`curl -s localhost:8080/v1/chat/completions -H 'Content-Type: application/json' -d '{"messages": [{"role": "user", "content": "Hello"}]}'\`.`,
]
