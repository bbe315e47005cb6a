import type { Facts } from '../facts'
import { majorOf } from '../facts/versions'
import { imageReleases } from './support/image-rows'
import type { Choice, Framework, Reason, Recipe } from './types'

const framework: Framework = {
  id: 'vllm',
  title: 'vLLM',
  modes: ['serve'],
  vendors: ['nvidia'],
  cpu: false,
  table: 'frameworks',
  releases: (facts) =>
    imageReleases(facts.frameworkRows('vllm'), ({ cuda }) => ({
      ...(cuda && driverOf(cuda, facts)),
      minCapability: facts.vllmMinCapability,
    })),
  recipe,
}
export default framework

/** Its image stands on nvidia/cuda, whose start check asks for the driver of its CUDA (docker/versions.json @01e4fce0). */
function driverOf(cuda: string, facts: Facts): { readonly driver: { readonly branch: number } } | undefined {
  const branch = majorOf(facts.minDriver(cuda)?.linux ?? '')
  return branch === undefined ? undefined : { driver: { branch } }
}

const MODEL = 'Qwen/Qwen2.5-0.5B-Instruct'

function recipe({ build, facts }: Choice): Recipe {
  return {
    ...(build.image && { image: build.image }),
    command: [MODEL],
    ports: ['8000:8000'],
    mounts: ['huggingface:/root/.cache/huggingface', 'vllm:/root/.cache/vllm', './gpu_check.py:/opt/gpu_check.py:ro'],
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
      file: { path: 'gpu_check.py', text: gpuCheck },
      command: ['python3', '/opt/gpu_check.py'],
      how: 'exec',
    },
    reasons: reasons(build.image ?? '', facts),
    notes: NOTES,
  }
}

const gpuCheck = `"""Smoke test, in the running container: ends with 0 when vLLM answers and PyTorch sees a GPU."""
import json
import sys
import urllib.request

import torch

if not torch.cuda.is_available():
    sys.exit("torch.cuda.is_available() is False: the container has no GPU, or its driver is too old for this CUDA")
for index in range(torch.cuda.device_count()):
    print(f"cuda:{index}: {torch.cuda.get_device_name(index)}")
try:
    with urllib.request.urlopen("http://127.0.0.1:8000/v1/models", timeout=10) as answer:
        models = [model["id"] for model in json.load(answer)["data"]]
except OSError as error:
    sys.exit(f"vLLM does not answer yet: {error} (docker compose logs says why)")
print(f"vLLM serves {', '.join(models)}")
`

function reasons(image: string, facts: Facts): readonly Reason[] {
  const fact = { table: 'vllm', retrieved: facts.freshness('vllm').retrieved } as const
  return [
    {
      choice: 'Image',
      value: image,
      because: `serves every GPU from compute capability ${facts.vllmMinCapability} on`,
      fact,
      in: ['compose', 'readme'],
    },
    {
      choice: 'Model',
      value: MODEL,
      because: 'small, and open to all: put your own in its place',
      in: ['compose', 'readme'],
    },
    {
      choice: 'Volumes',
      value: 'huggingface, vllm',
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
