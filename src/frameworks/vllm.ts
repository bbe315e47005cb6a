import type { Facts } from '../facts'
import { compareVersions, majorOf } from '../facts/versions'
import { imageReleases } from './support/image-rows'
import type { Choice, Framework, Reason, Recipe } from './types'

/**
 * docs/deployment/docker.md @02319794: the user vllm of group 0, whose home is writable for that group
 * (vllm-project/vllm#40275). The first release that public manuals name with it.
 */
const USER_SINCE = '0.26.0'
const USER_ID = '2000:0'
const USER = 'vllm, whom the image has for this, with its caches in its own home (docs/deployment/docker.md of vLLM)'

const framework: Framework = {
  id: 'vllm',
  title: 'vLLM',
  modes: ['serve'],
  vendors: ['nvidia', 'amd', 'intel'],
  cpu: false,
  imageUser: {
    other: ({ version }, vendor) =>
      vendor === 'nvidia' && compareVersions(version, USER_SINCE) >= 0 ? { id: USER_ID, because: USER } : undefined,
    none: `The vLLM image is known to run as another user than root from ${USER_SINCE} on, and only the one for NVIDIA GPUs: the others keep what they need under /root.`,
  },
  table: 'frameworks',
  releases: (facts, vendor) =>
    imageReleases(facts.frameworkRows('vllm', vendor), ({ cuda }) =>
      cuda ? { ...driverOf(cuda, facts), minCapability: facts.vllmMinCapability } : {},
    ),
  recipe,
}
export default framework

/** Its image stands on nvidia/cuda, whose start check asks for the driver of its CUDA (docker/versions.json @01e4fce0). */
function driverOf(cuda: string, facts: Facts): { readonly driver: { readonly branch: number } } | undefined {
  const branch = majorOf(facts.minDriver(cuda)?.linux ?? '')
  return branch === undefined ? undefined : { driver: { branch } }
}

const MODEL = 'Qwen/Qwen2.5-0.5B-Instruct'

function recipe({ build, vendor, nonRoot, facts }: Choice): Recipe {
  return {
    ...(build.image && { image: build.image }),
    // As its documentation does it for each image.
    command: vendor === 'nvidia' ? [MODEL] : ['--model', MODEL],
    ports: ['8000:8000'],
    mounts: [...(nonRoot ? OWN_CACHES : CACHES), './gpu_check.py:/opt/gpu_check.py:ro'],
    shmSize: '16gb',
    restart: 'unless-stopped',
    health: {
      test: [
        'python3',
        '-c',
        'import urllib.request; urllib.request.urlopen("http://127.0.0.1:8000/health", timeout=4)',
      ],
      startPeriod: 600,
    },
    probe: {
      file: { path: 'gpu_check.py', text: gpuCheck(vendor) },
      command: ['python3', '/opt/gpu_check.py'],
      how: 'exec',
    },
    reasons: reasons(build.image ?? '', vendor, nonRoot, facts),
    notes: [...NOTES, ...BY_VENDOR[vendor]],
  }
}

const CACHES = ['huggingface:/root/.cache/huggingface', 'vllm:/root/.cache/vllm']
/** The folder is in the image and belongs to that user, and so does a new volume: one for each of its folders would be root's. */
const OWN_CACHES = ['cache:/home/vllm/.cache']

/** PyTorch calls the GPUs of AMD cuda too, and those of Intel xpu. */
const gpuCheck = (vendor: Choice['vendor']): string => {
  const device = vendor === 'intel' ? 'xpu' : 'cuda'
  return `"""Smoke test, in the running container: ends with 0 when vLLM answers and PyTorch sees a GPU."""
import json
import sys
import urllib.request

import torch

if not torch.${device}.is_available():
    sys.exit("torch.${device}.is_available() is False: the container has no GPU, or its driver is too old for this ${STACKS[vendor]}")
for index in range(torch.${device}.device_count()):
    print(f"${device}:{index}: {torch.${device}.get_device_name(index)}")
try:
    with urllib.request.urlopen("http://127.0.0.1:8000/v1/models", timeout=10) as answer:
        models = [model["id"] for model in json.load(answer)["data"]]
except OSError as error:
    sys.exit(f"vLLM does not answer yet: {error} (docker compose logs says why)")
print(f"vLLM serves {', '.join(models)}")
`
}

const STACKS = { nvidia: 'CUDA', amd: 'ROCm', intel: 'image' } as const

function reasons(image: string, vendor: Choice['vendor'], nonRoot: boolean, facts: Facts): readonly Reason[] {
  return [
    imageReason(image, vendor, facts),
    {
      choice: 'Model',
      value: MODEL,
      because: 'small, and open to all: put your own in its place',
      in: ['compose', 'readme'],
    },
    {
      choice: 'Volumes',
      value: nonRoot ? 'cache' : 'huggingface, vllm',
      because: 'every new container would download the model and compile it again otherwise',
      in: ['compose', 'readme'],
    },
    {
      choice: 'Shared memory',
      value: '16gb',
      because:
        'the processes of several GPUs pass tensors through /dev/shm, and the 64 MB of Docker stop NCCL (vllm-project/vllm#1710)',
      in: ['compose', 'readme'],
    },
  ]
}

const NOTES = [
  'The first start downloads the model. One model over several GPUs: add `--tensor-parallel-size`, `"2"` to `command`. A model behind a licence: set `HF_TOKEN` under `environment`.',
  `Try it: \`curl -s localhost:8000/v1/completions -H 'Content-Type: application/json' -d '{"model": "${MODEL}", "prompt": "The sun is", "max_tokens": 8}'\`.`,
]

/** docs/getting_started/installation/gpu.rocm.inc.md @06d0369d and gpu.xpu.inc.md @0d07d26c. */
const CARDS = {
  amd: 'serves Instinct MI200, MI300 and MI350, Radeon RX 7900 and 9000, Ryzen AI MAX and AI 300',
  intel: 'serves Data Center and Arc GPUs',
} as const

function imageReason(image: string, vendor: Choice['vendor'], facts: Facts): Reason {
  const because =
    vendor === 'nvidia' ? `serves every GPU from compute capability ${facts.vllmMinCapability} on` : CARDS[vendor]
  const table = vendor === 'nvidia' ? 'vllm' : 'frameworks'
  return {
    choice: 'Image',
    value: image,
    because,
    fact: { table, retrieved: facts.freshness(table).retrieved },
    in: ['compose', 'readme'],
  }
}

const BY_VENDOR: Readonly<Record<Choice['vendor'], readonly string[]>> = {
  nvidia: [],
  amd: [
    "vLLM's own documentation also adds `cap_add: [SYS_PTRACE]`, `security_opt: [seccomp=unconfined]` and `ipc: host`, which several GPUs may need: they open more of the host than one GPU asks for, so they are not written here.",
  ],
  intel: [
    "vLLM's own documentation runs the image with `privileged: true` and `/dev/dri/by-path:/dev/dri/by-path` under `volumes`: the libraries of several GPUs look for the cards there. The first opens the whole host, so neither is written here.",
  ],
}
