import rule from '../../../src/rules/compose/shm-too-small-nccl'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const VLLM = 'image: vllm/vllm-openai:v0.8.5'
const TGI = 'image: ghcr.io/huggingface/text-generation-inference:3.0.1'
const TWO = 'command: --model Qwen/Qwen3-8B --tensor-parallel-size 2'
const vllm = (rest: string, name = 'app') => serviceOf(`${VLLM}\n${TWO}\n${reserve()}${rest}`, name)

testRule(rule, {
  valid: [
    vllm('\nshm_size: 16gb'),
    vllm('\nipc: host'),
    vllm('\ntmpfs:\n  - /dev/shm:size=8g'),
    vllm('\nshm_size: ${SHM}'),
    { name: 'the form is told elsewhere', text: vllm('\nshm_size: 16Gi') },
    { name: 'one GPU', text: serviceOf(`${VLLM}\ncommand: --tensor-parallel-size 1\n${reserve()}`) },
    {
      name: 'training: told by compose/shm-too-small-pytorch',
      text: serviceOf('image: me/train:1\ncommand: [torchrun, "--nproc_per_node=4", train.py]\ngpus: all'),
    },
    {
      name: 'the variable of another server',
      text: serviceOf(`${VLLM}\n${reserve()}\nenvironment:\n  NUM_SHARD: 2`),
    },
    { name: 'one shard', text: serviceOf(`${TGI}\ngpus: all\nenvironment: [NUM_SHARD=1]`) },
    { name: 'nothing said', text: serviceOf(`${VLLM}\n${reserve()}`) },
    { name: 'no GPU asked for', text: serviceOf(`${VLLM}\n${TWO}`) },
    { name: 'Swarm hands out memory its own way', text: vllm(''), target: { platform: 'swarm' } },
  ],
  invalid: [
    {
      text: vllm('', '⟦app⟧'),
      message: 'missing',
      severity: 'warning',
      says: ['runs over 2 GPUs'],
      fixed: vllm('\nshm_size: 16gb'),
      offers: {
        'Add shm_size: "16gb"': vllm('\nshm_size: 16gb'),
        'Share the memory of the host (ipc: host)': vllm('\nipc: host'),
      },
    },
    { text: vllm('\nshm_size: ⟦64m⟧ # more?'), message: 'tiny', fixed: vllm('\nshm_size: 16gb # more?') },
    {
      name: 'a list, another server',
      text: serviceOf(`${TGI}\ncommand: [--model-id, Qwen/Qwen3-8B, --num-shard, "4"]\ngpus: all`, '⟦app⟧'),
      message: 'missing',
      says: ['4 GPUs'],
      fixed: serviceOf(`${TGI}\ncommand: [--model-id, Qwen/Qwen3-8B, --num-shard, "4"]\ngpus: all\nshm_size: 16gb`),
    },
    {
      name: 'the variable that Text Generation Inference reads',
      text: serviceOf(`${TGI}\ngpus: all\nenvironment:\n  NUM_SHARD: 2`, '⟦app⟧'),
      message: 'missing',
      says: ['2 GPUs'],
      fixed: serviceOf(`${TGI}\ngpus: all\nenvironment:\n  NUM_SHARD: 2\nshm_size: 16gb`),
    },
    {
      name: 'the exec form of the Dockerfile',
      text: 'services:\n  ⟦app⟧:\n    build: .\n    gpus: all\n',
      files: { Dockerfile: 'FROM vllm/vllm-openai:v0.6.3\nCMD ["--model", "m", "--tensor-parallel-size", "2"]\n' },
      message: 'missing',
      fixed: 'services:\n  app:\n    build: .\n    gpus: all\n    shm_size: 16gb\n',
    },
    {
      name: 'TensorRT-LLM',
      text: serviceOf(
        'image: nvcr.io/nvidia/tensorrt-llm/release:1.0.0\ncommand: trtllm-serve m --tp_size 2\ngpus: all',
        '⟦app⟧',
      ),
      message: 'missing',
      says: ['2 GPUs'],
      fixed: serviceOf(
        'image: nvcr.io/nvidia/tensorrt-llm/release:1.0.0\ncommand: trtllm-serve m --tp_size 2\ngpus: all\nshm_size: 16gb',
      ),
    },
  ],
})
