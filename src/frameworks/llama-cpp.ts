import { imageReleases } from './support/image-rows'
import type { Choice, Framework, Reason, Recipe } from './types'

const ROOT =
  'The image of llama.cpp is made for root: a new volume for the models that it downloads belongs to root, and no other user may write there.'

const framework: Framework = {
  id: 'llama.cpp',
  title: 'llama.cpp server',
  modes: ['serve'],
  vendors: ['nvidia', 'amd', 'intel'],
  // popular-images: a build for GPUs is chosen for the GPU.
  cpu: false,
  imageUser: { none: ROOT },
  table: 'frameworks',
  releases: (facts, vendor) => imageReleases(facts.frameworkRows('llama.cpp', vendor)),
  recipe,
}
export default framework

const MODEL = 'ggml-org/gemma-3-1b-it-GGUF'

function recipe({ build, vendor }: Choice): Recipe {
  return {
    ...(build.image && { image: build.image }),
    command: ['-hf', MODEL, '--n-gpu-layers', '999'],
    environment: { LLAMA_CACHE: '/models' },
    ports: ['8080:8080'],
    mounts: ['models:/models'],
    restart: 'unless-stopped',
    // As in the images (.devops/cuda.Dockerfile @00d69466, intel.Dockerfile @060bab3f), with time for the download.
    health: { test: ['curl', '-f', 'http://localhost:8080/health'], startPeriod: 600 },
    probe: { command: ['--list-devices'], how: 'run' },
    reasons: REASONS,
    notes: [...NOTES, ...BY_VENDOR[vendor]],
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

/** Of its docs/docker.md @30255fcb and docs/backend/SYCL.md @01d98b4f. */
const BY_VENDOR: Readonly<Record<Choice['vendor'], readonly string[]>> = {
  nvidia: [],
  amd: [
    'The image brings ROCm; the driver amdgpu and the firmware come from the host. Where they are too old for it, no GPU is listed and no error told. `HSA_OVERRIDE_GFX_VERSION` is for cards alone that the image does not know.',
  ],
  intel: [
    'The image is built for SYCL: Data Center Max and Flex, Arc, and the graphics of Core processors from the 11th generation on. Of several GPUs it takes all that are equally fast; `ONEAPI_DEVICE_SELECTOR: "level_zero:0"` under `environment` chooses one.',
  ],
}
