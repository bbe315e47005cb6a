import { imageReleases } from './support/image-rows'
import type { Choice, Framework, Reason, Recipe } from './types'

const ROOT =
  'The image of Text Generation Inference is made for root: a new volume for its models belongs to root, and no other user may write there.'

const framework: Framework = {
  id: 'tgi',
  title: 'Text Generation Inference',
  modes: ['serve'],
  vendors: ['nvidia', 'amd', 'intel'],
  // Its 3.x images no longer start without a driver.
  cpu: false,
  // Neither Dockerfile (@db931fcf) has a USER, and no page of the project speaks of one.
  imageUser: { none: ROOT },
  table: 'frameworks',
  releases: (facts, vendor) => imageReleases(facts.frameworkRows('tgi', vendor)),
  recipe,
}
export default framework

const MODEL = 'Qwen/Qwen2.5-0.5B-Instruct'

function recipe({ build, vendor }: Choice): Recipe {
  return {
    ...(build.image && { image: build.image }),
    command: ['--model-id', MODEL, ...(vendor === 'intel' ? ['--cuda-graphs', '0'] : [])],
    ports: ['8080:80'],
    mounts: ['models:/data'],
    shmSize: '1gb',
    restart: 'unless-stopped',
    health: { test: ['curl', '-f', 'http://127.0.0.1:80/health'], startPeriod: 600 },
    probe: { command: PROBES[vendor], how: 'exec' },
    reasons: REASONS,
    notes: [...NOTES, ...BY_VENDOR[vendor]],
  }
}

/** The Intel image has xpu-smi (Dockerfile_intel @db931fcf). */
const PROBES = {
  nvidia: ['nvidia-smi', '-L'],
  amd: ['/opt/rocm/bin/rocm-smi'],
  intel: ['xpu-smi', 'discovery'],
} as const

const REASONS: readonly Reason[] = [
  {
    choice: 'Model',
    value: MODEL,
    because: 'small, and downloaded at the first start into the volume models: put your own in its place',
    in: ['compose', 'readme'],
  },
  {
    choice: 'Shared memory',
    value: '1gb',
    because: "the processes of several GPUs pass tensors through /dev/shm; the size of the project's own README",
    in: ['compose', 'readme'],
  },
]

const NOTES = [
  'It is no longer developed: for a new project take vLLM (`gpu-compose new vllm`). One model over several GPUs: add `--num-shard`, `"2"` to `command` and set `shm_size: 16gb`. A model behind a licence: set `HF_TOKEN` under `environment`.',
  `Try it: \`curl -s localhost:8080/generate -H 'Content-Type: application/json' -d '{"inputs": "The sun is", "parameters": {"max_new_tokens": 8}}'\`.`,
]

/** docs/source/installation_amd.md @084de990. */
const AMD =
  'It is made for AMD Instinct MI210, MI250 and MI300. Its own documentation also adds `cap_add: [SYS_PTRACE]` and `security_opt: [seccomp=unconfined]`, which several GPUs may need: they open more of the host than one GPU asks for, so they are not written here. The first start tunes its kernels for a minute or two (`PYTORCH_TUNABLEOP_ENABLED: "0"` skips that).'

/** docs/source/installation_intel.md @db931fcf. */
const INTEL =
  'It is made for Data Center GPU Max 1100 and 1550, and runs without CUDA graphs. Its own documentation starts it with `privileged: true`, `cap_add: [SYS_NICE]` and `ipc: host`: they open the host, so they are not written here.'

const BY_VENDOR: Readonly<Record<Choice['vendor'], readonly string[]>> = { nvidia: [], amd: [AMD], intel: [INTEL] }
